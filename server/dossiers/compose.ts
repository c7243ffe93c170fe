/** Gathers a dossier from what is there at this moment: some twenty queries, however much there is to tell. */
import { listAmendments, listMetrics, type Metric } from '../agreements/queries.ts';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import { listCommitments } from '../commitments/queries.ts';
import type { Context } from '../context.ts';
import { listCouncilDecisions, listCouncilQuestions, listDossiers } from '../council/queries.ts';
import { listGates } from '../gates/queries.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { listVotings } from '../votings/queries.ts';
import { getResult } from '../votings/result.ts';
import { DOSSIER_FORMAT, type DossierContent, type MetricResult, type VotingOutcome } from './content.ts';
import { readMinority } from './minority.ts';
import { readPhases, readThemes, readTotals } from './practice.ts';
import { readGrades, readReach } from './reach.ts';
import { readSections } from './sections.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

/** @param votings from `readVotings`; apart, because counting one that has just closed also seals it @throws DomainError `not_found` */
export async function composeDossier(
  context: Viewer,
  { trajectory: slug, votings }: { trajectory: string; votings: VotingOutcome[] },
): Promise<DossierContent> {
  const { db, actor, now } = context;
  const row = await getReadableTrajectory(db, { slug, actor, now });
  const { id: trajectoryId } = row;
  const today = amsterdamDay(now);
  const asked = { trajectoryId, now, today };
  const metrics = await listMetrics(db, { trajectoryIds: [trajectoryId], now });
  return {
    format: DOSSIER_FORMAT,
    trajectory: {
      slug,
      title: row.title,
      question: row.question,
      lead: row.lead,
      areaName: row.area_name,
      decisionMaker: row.decision_maker,
      influenceSubject: row.influence_subject,
      fixedPoints: row.fixed_points,
      stop: row.stopped_at && row.stopped_at <= now ? { on: amsterdamDay(row.stopped_at), account: row.stop_account ?? '' } : null,
    },
    countedAt: now.toISOString(),
    countedOn: today,
    ...(await readTotals(db, asked)),
    phases: await readPhases(db, asked),
    reach: await readReach(db, { trajectoryId, metrics, now }),
    themes: await readThemes(db, asked),
    minority: await readMinority(db, { trajectoryId, slug, now }),
    sections: await readSections(context, { trajectoryId, slug }),
    votings,
    grade: await readGrades(db, trajectoryId),
    metrics: metrics.filter(({ droppedOn }) => droppedOn === null).map(resultOf),
    amendments: (await listAmendments(db, trajectoryId)).length,
    gates: await readGates(context, trajectoryId),
    commitments: (await listCommitments(db, { trajectoryId, now })).map(
      ({ number, title, state, firstPromisedOn, promisedOn, owner, milestones, account }) => ({
        number,
        title,
        state,
        firstPromisedOn,
        promisedOn,
        team: owner.team,
        steps: milestones,
        account,
      }),
    ),
    questions: await readQuestions(context, trajectoryId),
    council: await readCouncil(context, trajectoryId),
  };
}

/** The votings of a trajectory; of closed ones with their result. */
export async function readVotings(context: Viewer, slug: string): Promise<VotingOutcome[]> {
  const votings: VotingOutcome[] = [];
  for (const voting of await listVotings(context.db, slug, context)) {
    const result = voting.state === 'closed' ? await getResult(context, voting.id) : null;
    const votes = new Map(result?.tally.map((row) => [row.optionId, row.votes]));
    votings.push({
      id: voting.id,
      title: voting.title,
      question: voting.question,
      kind: voting.kind,
      state: voting.state,
      binding: voting.binding,
      closesOn: amsterdamDay(voting.closesAt),
      ballots: voting.ballotCount,
      budget: voting.budget ?? null,
      options: result
        ? voting.options
            .map(({ id, title, cost }) => ({ title, votes: votes.get(id) ?? 0, won: result.winners.includes(id), cost: cost ?? null }))
            .sort((a, b) => Number(b.won) - Number(a.won) || b.votes - a.votes)
        : null,
    });
  }
  return votings;
}

function resultOf({ number, name, unit, direction, baseline, target, measureOn, derived, amended, state, value }: Metric): MetricResult {
  const judged = value && { value: value.value, measuredOn: value.measuredOn, note: value.note };
  return { number, name, unit, direction, baseline, target, measureOn, derived, amended, state, value: judged };
}

async function readGates({ db, now }: Viewer, trajectoryId: string): Promise<DossierContent['gates']> {
  const gates = (await listGates(db, { trajectoryIds: [trajectoryId], now })).get(trajectoryId) ?? [];
  return gates.flatMap(({ phase, decision, daysLate }) => {
    if (!decision) return [];
    const { verdict, reason, owner, nextOn, decidedOn } = decision;
    return [{ phase: phase.title, verdict, reason, owner, nextOn, decidedOn, daysLate }];
  });
}

async function readQuestions({ db, now }: Viewer, trajectoryId: string): Promise<DossierContent['questions']> {
  const questions = await listCouncilQuestions(db, { trajectoryId, now });
  return questions.map(({ number, title, askedAt, clock, answers }) => ({
    number,
    title,
    askedOn: amsterdamDay(new Date(askedAt)),
    state: clock?.state ?? null,
    dueOn: clock?.dueOn ?? null,
    answer: answers[0] ? { summary: answers[0].summary, on: amsterdamDay(new Date(answers[0].publishedAt)) } : null,
  }));
}

async function readCouncil({ db, now }: Viewer, trajectoryId: string): Promise<DossierContent['council']> {
  const items: DossierContent['council'] = [];
  for (const { id, number, title, stage, meetings } of await listDossiers(db, { trajectoryId, now })) {
    const [last] = await listCouncilDecisions(db, id);
    let decision: DossierContent['council'][number]['decision'] = null;
    if (last) {
      const { id: _, told: __, ...recorded } = last;
      decision = recorded;
    }
    items.push({ number, title, stage, meetings, decision });
  }
  return items;
}
