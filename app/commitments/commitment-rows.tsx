import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Commitment } from '../../server/commitments/queries.ts';
import { StatusBadge, type Tone } from '../components/status-badge.tsx';
import { formatDay } from '../format.ts';
import { paths } from '../paths.ts';

const TONE: Record<Commitment['state'], Tone> = {
  on_course: 'wacht',
  soon: 'bijna',
  late: 'laat',
  done: 'ok',
  done_late: 'ok',
  stopped: 'pauze',
};

/** Commitments one below the other: what, until when, how far. */
export function CommitmentRows({
  items,
  level,
  withTrajectory = false,
}: {
  items: readonly Commitment[];
  level: 2 | 3;
  withTrajectory?: boolean;
}) {
  const { t } = useTranslation('commitments');
  const Heading = `h${level}` as const;
  return (
    <ul className="rows pledges">
      {items.map((item) => (
        <li key={item.id}>
          <div>
            <Heading>
              <Link to={paths.commitment(item.trajectory.slug, item.number)}>{item.title}</Link>
            </Heading>
            <p className="small muted">
              {[
                withTrajectory && item.trajectory.title,
                ownerWords(item.owner, t('municipality')),
                item.milestones.all > 0 && t('milestones_count', item.milestones),
              ]
                .filter(Boolean)
                .join(', ')}
            </p>
          </div>
          <CommitmentDay item={item} />
          <CommitmentBadge state={item.state} />
        </li>
      ))}
    </ul>
  );
}

/** The team that answers for it, and the official who chose to be named. */
export function ownerWords({ name, team }: Commitment['owner'], municipality: string): string {
  return [name, team ?? (name === null ? municipality : null)].filter(Boolean).join(', ');
}

export function CommitmentBadge({ state }: { state: Commitment['state'] }) {
  const { t } = useTranslation('commitments');
  return (
    <StatusBadge tone={TONE[state]} boxed>
      {t(`state.${state}`)}
    </StatusBadge>
  );
}

/** The day that counts now: of the end, or as promised; and the first promise when that was moved. */
export function CommitmentDay({ item }: { item: Pick<Commitment, 'doneOn' | 'stoppedOn' | 'promisedOn' | 'firstPromisedOn'> }) {
  const { t, i18n } = useTranslation('commitments');
  const day = (value: string) => formatDay(value, i18n.language);
  const { doneOn, stoppedOn, promisedOn, firstPromisedOn } = item;
  return (
    <p className="small">
      {doneOn
        ? t('done_on', { day: day(doneOn) })
        : stoppedOn
          ? t('stopped_on', { day: day(stoppedOn) })
          : t('by', { day: day(promisedOn) })}
      {firstPromisedOn !== promisedOn && (
        <>
          <br />
          <span className="muted">{t('first', { day: day(firstPromisedOn) })}</span>
        </>
      )}
    </p>
  );
}

/** How sure it is that it works: five boxes, and in words. */
export function Evidence({ level }: { level: number | null }) {
  const { t } = useTranslation('commitments');
  if (level === null) return <p className="muted">{t('evidence.none')}</p>;
  return (
    <>
      <span className="proof" aria-hidden="true">
        {[1, 2, 3, 4, 5].map((step) => (
          <i key={step} className={step <= level ? 'on' : undefined} />
        ))}
      </span>
      <p>
        <b>{t('evidence.level', { level })}.</b> {t(`evidence.${level as 1}`)}.
      </p>
    </>
  );
}
