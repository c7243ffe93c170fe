import { useTranslation } from 'react-i18next';
import type { ClockView } from '../../server/responses/clock-view.ts';
import { clockWords } from './clock-words.ts';
import { StatusBadge } from './status-badge.tsx';

export function ClockBadge({ clock, boxed = false }: { clock: ClockView; boxed?: boolean }) {
  const { t, i18n } = useTranslation('common');
  const { tone, icon, words } = clockWords(clock, t, i18n.language);
  return (
    <StatusBadge tone={tone} icon={icon} boxed={boxed}>
      {words}
    </StatusBadge>
  );
}
