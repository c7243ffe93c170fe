import { useTranslation } from 'react-i18next';
import type { IdeaStatus } from '../../server/ideas/rules.ts';
import { StatusBadge, type Tone } from '../components/status-badge.tsx';

const TONES: Partial<Record<IdeaStatus, Tone>> = { answered: 'ok', carrying_out: 'ok', done: 'ok' };

/** What became of an idea, where no clock says it. Nothing for one that was just proposed. */
export function StatusNote({ status }: { status: IdeaStatus }) {
  const { t } = useTranslation('ideas');
  if (status === 'visible') return null;
  return (
    <StatusBadge tone={TONES[status] ?? 'neutraal'} boxed>
      {t(`status.${status}`)}
    </StatusBadge>
  );
}
