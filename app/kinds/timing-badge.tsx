import { useTranslation } from 'react-i18next';
import type { Timing } from '../../server/formal-views/rules.ts';
import { StatusBadge, type Tone } from '../components/status-badge.tsx';

const TONES: Record<Timing, Tone> = { early: 'bijna', in_time: 'ok', late: 'laat' };

/** Whether a formal view came within its period: a flag, never a refusal. */
export function TimingBadge({ timing }: { timing: Timing }) {
  const { t } = useTranslation('kinds');
  return (
    <StatusBadge tone={TONES[timing]} boxed>
      {t(`view.timing.${timing}`)}
    </StatusBadge>
  );
}
