/** Setting up a voting from what a person fills in: days instead of moments, and options as lines of text. */
import { amsterdamDay, amsterdamMidnight, endOfAmsterdamDay, isDay, laterDay } from '../calendar/amsterdam.ts';
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { requireActor } from '../permissions.ts';
import { characterCount, cleanLine } from '../text/clean-text.ts';
import { findPlannedStep } from '../trajectories/planned-steps.ts';
import { getReadableTrajectory, listAreas, listPhases } from '../trajectories/queries.ts';
import { createVoting, type NewVoting } from './commands.ts';

export type VotingPlan = {
  trajectory: string;
  title: string;
  question: string;
  kind: 'approval' | 'budget' | 'ranked';
  /** Whole euros; for a budget voting. */
  budget: number | null;
  method: 'greedy' | 'equal_shares';
  /** For a ranked voting. */
  seats: number;
  maxChoices: number | null;
  minimumLevel: 'email' | 'address' | 'oidc';
  neighbourhoods: string[];
  receipts: boolean;
  plannedStepId?: string | null | undefined;
  /** First and last day on which one can vote, `YYYY-MM-DD`. */
  opensOn: string;
  closesOn: string;
  /** One option a line: `title`, `title; euros`, or `#12; euros` for idea 12. */
  options: string;
};

type Line = { title: string | null; ideaNumber: number | null; cost: number | null };

const MOST_OPTIONS = 200;

/**
 * Reads the lines of options. Empty lines do not count.
 * @throws DomainError `invalid`, at the field `options`
 */
export function readOptionLines(text: string, { budgeted }: { budgeted: boolean }): Line[] {
  const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  const wrong = (key: string) => new DomainError('invalid', { fields: { options: `votings:error.${key}` } });
  if (lines.length < 2) throw wrong('options_few');
  if (lines.length > MOST_OPTIONS) throw wrong('options_many');
  return lines.map((line) => {
    const [, named = '', price] = /^(.*?)(?:;\s*(?:€\s*)?([\d.]+)\s*)?$/.exec(line) ?? [];
    const cost = price === undefined ? null : Number(price.replaceAll('.', ''));
    if (budgeted ? cost === null || !Number.isSafeInteger(cost) || cost <= 0 : cost !== null)
      throw wrong(budgeted ? 'options_cost' : 'options_no_cost');
    const idea = /^#\s*(\d{1,9})$/.exec(named.trim());
    if (idea) return { title: null, ideaNumber: Number(idea[1]), cost };
    const title = cleanLine(named);
    if (!title || characterCount(title) > 120) throw wrong('options_title');
    return { title, ideaNumber: null, cost };
  });
}

/**
 * Sets up a voting within a phase in which people vote.
 * @throws DomainError `not_found`, `not_allowed`, `invalid` with the fields at fault
 */
export async function planVoting(context: Context, plan: VotingPlan): Promise<{ id: string }> {
  const { db, actor, now } = context;
  const trajectory = await getReadableTrajectory(db, { slug: plan.trajectory, actor, now });
  requireActor(actor, 'voting.create', { trajectoryId: trajectory.id }, context);
  const fields: Record<string, string> = {};
  const [title, question] = [cleanLine(plan.title), cleanLine(plan.question)];
  if (!title || characterCount(title) > 120) fields.title = 'votings:error.title';
  if (!question || characterCount(question) > 300) fields.question = 'votings:error.question';
  if (plan.kind === 'budget' && !(Number.isSafeInteger(plan.budget) && (plan.budget ?? 0) > 0)) fields.budget = 'votings:error.budget';
  if (!isDay(plan.opensOn) || plan.opensOn < amsterdamDay(now)) fields.opensOn = 'votings:error.opens_on';
  if (!isDay(plan.closesOn) || plan.closesOn < plan.opensOn) fields.closesOn = 'votings:error.closes_on';
  else if (!(await isInVotingPhase(db, trajectory.id, plan))) fields.closesOn = 'votings:error.no_phase';
  if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  const lines = readOptionLines(plan.options, { budgeted: plan.kind === 'budget' });
  if (plan.kind === 'ranked' && plan.seats >= lines.length) throw new DomainError('invalid', { fields: { seats: 'votings:error.seats' } });
  const midnight = amsterdamMidnight(plan.opensOn);
  const rest = {
    trajectoryId: trajectory.id,
    title: title ?? '',
    question: question ?? '',
    // Today: from this moment on.
    opensAt: new Date(Math.max(midnight.getTime(), now.getTime())),
    closesAt: endOfAmsterdamDay(plan.closesOn),
    minimumLevel: plan.minimumLevel,
    neighbourhoods: plan.neighbourhoods,
    receipts: plan.receipts,
    plannedStepId: plan.plannedStepId ?? null,
    ...(plan.maxChoices === null ? {} : { maxChoices: plan.maxChoices }),
    options: await withIdeas(db, trajectory.id, lines),
  };
  const { id } = await createVoting(context, kindOf(plan, rest));
  return { id };
}

/**
 * What the form of a new voting starts from: where people may come from, and the last day of the phase in which they vote now.
 * @throws DomainError `not_found`, `sign_in_first`, `not_allowed`
 */
export async function getPlanning(context: Context, { trajectory: slug, step: stepId }: { trajectory: string; step?: string | undefined }) {
  const trajectory = await getReadableTrajectory(context.db, { slug, actor: context.actor, now: context.now });
  requireActor(context.actor, 'voting.create', { trajectoryId: trajectory.id }, context);
  const [areas, phases] = [await listAreas(context.db, trajectory.id), await listPhases(context.db, [trajectory.id])];
  const today = amsterdamDay(context.now);
  const phase = phases.find(({ features, endsOn }) => features.includes('vote') && endsOn >= today);
  const step = stepId ? await findPlannedStep(context.db, { id: stepId, trajectoryId: trajectory.id, kind: 'voting' }) : null;
  return {
    trajectory: { slug, title: trajectory.title },
    /** What a template has planned, to begin with. */
    step,
    areas: areas.map(({ name }) => name),
    opensOn: phase ? laterDay(phase.startsOn, today) : '',
    closesOn: phase?.endsOn ?? '',
  };
}

function kindOf(plan: VotingPlan, rest: Omit<NewVoting, 'kind' | 'budget' | 'method' | 'seats' | 'completion'>): NewVoting {
  if (plan.kind === 'approval') return { ...rest, kind: 'approval' };
  if (plan.kind === 'ranked') return { ...rest, kind: 'ranked', seats: plan.seats };
  return { ...rest, kind: 'budget', budget: plan.budget ?? 0, method: plan.method };
}

async function isInVotingPhase(db: Db, trajectoryId: string, { opensOn, closesOn }: VotingPlan): Promise<boolean> {
  const phases = await listPhases(db, [trajectoryId]);
  return phases.some(({ features, startsOn, endsOn }) => features.includes('vote') && startsOn <= opensOn && closesOn <= endsOn);
}

async function withIdeas(db: Db, trajectoryId: string, lines: readonly Line[]): Promise<NewVoting['options']> {
  const numbers = lines.flatMap(({ ideaNumber }) => ideaNumber ?? []);
  const ideas =
    numbers.length === 0
      ? []
      : await db
          .selectFrom('idea')
          .where('trajectory_id', '=', trajectoryId)
          .where('number', 'in', numbers)
          .where('status', 'not in', ['hidden', 'withdrawn', 'merged'])
          .select(['id', 'number', 'title'])
          .execute();
  return lines.map(({ title, ideaNumber, cost }) => {
    const idea = ideas.find(({ number }) => number === ideaNumber);
    if (ideaNumber !== null && !idea) throw new DomainError('invalid', { fields: { options: 'votings:error.options_idea' } });
    return { title: title ?? idea?.title ?? '', ...(cost === null ? {} : { cost }), ...(idea ? { ideaId: idea.id } : {}) };
  });
}
