import { sql } from 'kysely';
import type { Verdict } from '../trajectories/rules.ts';

/** Of a query that joins `phase` and `trajectory`: whether the phase has a gate. */
export const gatedColumn = sql<boolean>`coalesce(phase.ends_on >= trajectory.gates_from, false)`;

/** Of a query that has `phase`: what was decided at its end; null when nothing was. */
export const verdictColumn = sql<Verdict | null>`(select gate.verdict from gate where gate.phase_id = phase.id)`;
