import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { TrajectoryState } from '../../server/trajectories/rules.ts';
import { PHASE_KINDS } from '../../server/trajectories/rules.ts';
import { formatDayShort, formatMonths, formatNumber } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import { MiniRiver } from './mini-river.tsx';
import type { RiverPhase } from './river-drawing.tsx';

export type ListedTrajectory = {
  slug: string;
  title: string;
  question: string;
  state: TrajectoryState;
  participants: number;
  stoppedOn: string | null;
  phases: (Omit<RiverPhase, 'turn'> & { kind: keyof typeof PHASE_KINDS })[];
};

/** One trajectory in a list: title and question, its river, whose turn it is. */
export function TrajectoryRow({ trajectory }: { trajectory: ListedTrajectory }) {
  const { t, i18n } = useTranslation('trajectories');
  const { today } = useRootData();
  const phases = trajectory.phases.map((phase) => ({ ...phase, turn: PHASE_KINDS[phase.kind].turn }));
  const active = phases.find((phase) => phase.active);
  const next = phases.find((phase) => phase.startsOn > today);
  return (
    <li className="t-row">
      <div>
        <h3>
          <Link to={paths.trajectory(trajectory.slug)}>{trajectory.title}</Link>
        </h3>
        <p className="muted" style={{ marginTop: 6 }}>
          {trajectory.question}
        </p>
      </div>
      <MiniRiver phases={phases} today={trajectory.stoppedOn ?? today} />
      <div className="small">
        {active && trajectory.state !== 'stopped' ? (
          <>
            <span className={active.turn === 'residents' ? 'turn' : 'turn g'}>
              <i />
              {t(`turn_is.${active.turn}`)}
            </span>
            <br />
            <b>{active.title}</b>, {t('until', { day: formatDayShort(active.endsOn, i18n.language) })}
          </>
        ) : (
          <>
            <b>{t(`trajectory_state.${trajectory.state}`)}</b>
            {trajectory.stoppedOn && `, ${formatDayShort(trajectory.stoppedOn, i18n.language)}`}
            {next && trajectory.state !== 'stopped' && (
              <>
                <br />
                {next.title}, {formatMonths(next.startsOn, next.endsOn, i18n.language)}
              </>
            )}
          </>
        )}
        <br />
        <span className="muted num">
          {t('participants', { count: trajectory.participants, number: formatNumber(trajectory.participants, i18n.language) })}
        </span>
      </div>
    </li>
  );
}
