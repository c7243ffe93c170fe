import { useTranslation } from 'react-i18next';
import type { Queue } from '../../server/responses/queue.ts';
import { StatusBadge, type Tone } from './status-badge.tsx';

const TONES = { overdue: 'laat', dueSoon: 'bijna', running: 'wacht', paused: 'pauze', extended: 'verlengd' } as const satisfies Record<
  keyof Queue['states'],
  Tone
>;

/** How many clocks stand where. */
export function QueueStates({ states }: { states: Queue['states'] }) {
  const { t } = useTranslation('answers');
  return (
    <ul className="sum" aria-label={t('queue.states')}>
      {(['overdue', 'dueSoon', 'running', 'paused', 'extended'] as const).map((state) => (
        <li key={state}>
          <b>{states[state]}</b>
          <StatusBadge tone={TONES[state]}>{t(`queue.state.${state}`)}</StatusBadge>
        </li>
      ))}
    </ul>
  );
}
