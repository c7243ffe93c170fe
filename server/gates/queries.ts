import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Db } from '../context.ts';
import { chosenName, teamOf } from '../people/shown-official.ts';
import { can } from '../permissions.ts';
import { getReadableTrajectory, listPhases } from '../trajectories/queries.ts';
import { heldBy, type PhaseKind, type Verdict } from '../trajectories/rules.ts';
import type { GateMetric } from './commands.ts';
import { daysLate, type GateState, gateState } from './rules.ts';

export type Gate = {
  phase: { id: string; kind: PhaseKind; title: string; startsOn: string; endsOn: string };
  state: GateState;
  /** Whole days after the end of the phase: until now while it is late, until the verdict when that came late; else 0. */
  daysLate: number;
  /** The phase itself does not open: the gate of this phase comes first. Null: nothing keeps it shut. */
  heldBy: { title: string; verdict: Verdict | null } | null;
  decision: {
    id: string;
    verdict: Verdict;
    reason: string;
    owner: string;
    nextOn: string;
    /** How the metrics stood then. */
    metrics: GateMetric[];
    by: string | null;
    decidedOn: string;
  } | null;
};

/** The gates of these trajectories by the order of their phases, with how they stand on the day of `now`. */
export async function listGates(
  db: Db,
  { trajectoryIds, now }: { trajectoryIds: readonly string[]; now: Date },
): Promise<Map<string, Gate[]>> {
  const gates = new Map<string, Gate[]>();
  if (trajectoryIds.length === 0) return gates;
  const today = amsterdamDay(now);
  const phases = await listPhases(db, trajectoryIds);
  const trajectories = await db
    .selectFrom('trajectory')
    .where('id', 'in', [...trajectoryIds])
    .select(['id', 'stopped_at'])
    .execute();
  const rows = await db
    .selectFrom('gate')
    .innerJoin('person', 'person.id', 'gate.decided_by_id')
    .where('gate.trajectory_id', 'in', [...trajectoryIds])
    .selectAll('gate')
    .select([chosenName('person').as('by'), teamOf('person', 'gate.trajectory_id').as('team')])
    .execute();
  for (const { id, stopped_at } of trajectories) {
    const own = phases.filter((phase) => phase.trajectoryId === id);
    const stoppedOn = stopped_at && stopped_at <= now ? amsterdamDay(stopped_at) : null;
    gates.set(
      id,
      own.map((phase) => {
        const row = rows.find(({ phase_id }) => phase_id === phase.id);
        const decidedOn = row ? amsterdamDay(row.decided_at) : null;
        const state = gateState(phase, { phases: own, today, decidedOn, stoppedOn });
        const held = heldBy(phase, own);
        return {
          phase: { id: phase.id, kind: phase.kind, title: phase.title, startsOn: phase.startsOn, endsOn: phase.endsOn },
          state,
          daysLate: state === 'late' ? daysLate(phase, today) : decidedOn !== null ? daysLate(phase, decidedOn) : 0,
          heldBy: held && { title: held.title, verdict: held.verdict },
          decision: row
            ? {
                id: row.id,
                verdict: row.verdict,
                reason: row.reason,
                owner: row.owner,
                nextOn: row.next_on,
                metrics: row.metrics as GateMetric[],
                by: row.by ?? row.team,
                decidedOn: decidedOn ?? '',
              }
            : null,
        };
      }),
    );
  }
  return gates;
}

/** The gates of one trajectory, and whether the viewer may decide the one that is open or late. @throws DomainError `not_found` */
export async function getGates({ db, actor, now }: Pick<Context, 'db' | 'actor' | 'now'>, { trajectory: slug }: { trajectory: string }) {
  const { id, title, stopped_at, stop_account } = await getReadableTrajectory(db, { slug, actor, now });
  const gates = (await listGates(db, { trajectoryIds: [id], now })).get(id) ?? [];
  return {
    trajectory: { id, slug, title },
    stop: stopped_at && stopped_at <= now ? { on: amsterdamDay(stopped_at), account: stop_account ?? '' } : null,
    gates,
    may: { decide: can(actor, 'gate.decide', { trajectoryId: id }, { now }) },
  };
}
