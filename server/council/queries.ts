import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { shownName } from '../people/shown-name.ts';
import { can } from '../permissions.ts';
import { type AnswerWithVersions, listResponses } from '../responses/answers.ts';
import type { ClockView } from '../responses/clock-view.ts';
import { listClocks, promiseFor } from '../responses/queries.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { countTold, NOBODY, type Told } from './letters.ts';
import { type DecisionOutcome, type DossierStage, dossierStage, MEETING_STAGES, type MeetingStage } from './rules.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

export type CouncilMeeting = { stage: MeetingStage; meetsOn: string; body: string; url: string };

export type Dossier = {
  id: string;
  trajectoryId: string;
  trajectory: { slug: string; title: string };
  number: number;
  title: string;
  summary: string;
  url: string;
  stage: DossierStage;
  meetings: CouncilMeeting[];
  /** The first meeting that is not over. */
  next: CouncilMeeting | null;
  /** The decision that holds now; also when it was held over. */
  decision: { outcome: DecisionOutcome; decidedOn: string; deviates: boolean } | null;
  revision: number;
};

export type CouncilDecision = {
  id: string;
  number: number;
  outcome: DecisionOutcome;
  decidedOn: string;
  summary: string;
  votesFor: number | null;
  votesAgainst: number | null;
  url: string;
  deviations: { subject: string; motivation: string }[];
  motions: {
    kind: 'amendment' | 'motion';
    title: string;
    outcome: 'adopted' | 'rejected' | 'withdrawn' | 'held';
    votesFor: number | null;
    votesAgainst: number | null;
    url: string;
  }[];
  correction: string;
  recordedAt: string;
  told: Told;
};

export type CouncilQuestion = {
  id: string;
  trajectory: { slug: string; title: string };
  number: number;
  title: string;
  body: string;
  askedBy: string | null;
  askedAt: string;
  clock: ClockView | null;
  /** Answers of the executive, the newest first. */
  answers: AnswerWithVersions[];
};

/** Dossiers with the stage each is in on the day of `now`; of published trajectories. The next meeting first, what is decided last. */
export async function listDossiers(db: Db, { trajectoryId, now }: { trajectoryId?: string; now: Date }): Promise<Dossier[]> {
  const rows = await db
    .selectFrom('council_dossier')
    .innerJoin('trajectory', 'trajectory.id', 'council_dossier.trajectory_id')
    .where('trajectory.published_at', '<=', now)
    .$if(trajectoryId !== undefined, (query) => query.where('council_dossier.trajectory_id', '=', trajectoryId ?? ''))
    .selectAll('council_dossier')
    .select(['trajectory.slug', 'trajectory.title as trajectory_title'])
    .orderBy('council_dossier.created_at')
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const meetings = await db.selectFrom('council_meeting').where('dossier_id', 'in', ids).selectAll().execute();
  const decisions = await db
    .selectFrom('council_decision')
    .where('dossier_id', 'in', ids)
    .distinctOn('dossier_id')
    .select(['dossier_id', 'outcome', 'decided_on', 'deviates'])
    .orderBy('dossier_id')
    .orderBy('number', 'desc')
    .execute();
  const today = amsterdamDay(now);
  const dossiers = rows.map((row): Dossier => {
    const own = MEETING_STAGES.flatMap((stage) =>
      meetings
        .filter((meeting) => meeting.dossier_id === row.id && meeting.stage === stage)
        .map(({ meets_on, body, url }) => ({ stage, meetsOn: meets_on, body, url })),
    );
    const decision = decisions.find(({ dossier_id }) => dossier_id === row.id);
    const stage = dossierStage({ meetings: own, outcome: decision?.outcome ?? null }, today);
    return {
      id: row.id,
      trajectoryId: row.trajectory_id,
      trajectory: { slug: row.slug, title: row.trajectory_title },
      number: row.number,
      title: row.title,
      summary: row.summary,
      url: row.url,
      stage,
      meetings: own,
      next: stage === 'decided' ? null : (own.find(({ meetsOn }) => meetsOn >= today) ?? null),
      decision: decision ? { outcome: decision.outcome, decidedOn: decision.decided_on, deviates: decision.deviates } : null,
      revision: row.revision,
    };
  });
  const when = ({ next, decision }: Dossier) => next?.meetsOn ?? (decision ? `9999-${decision.decidedOn}` : '9998');
  return dossiers.sort((a, b) => when(a).localeCompare(when(b)));
}

/** Everything on record about what the council decided in a dossier; the last one holds. */
export async function listCouncilDecisions(db: Db, dossierId: string): Promise<CouncilDecision[]> {
  const rows = await db.selectFrom('council_decision').where('dossier_id', '=', dossierId).orderBy('number', 'desc').selectAll().execute();
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const motions = await db.selectFrom('council_motion').where('decision_id', 'in', ids).orderBy('position').selectAll().execute();
  const deviations = await db.selectFrom('council_deviation').where('decision_id', 'in', ids).orderBy('position').selectAll().execute();
  const told = await countTold(db, ids);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    outcome: row.outcome,
    decidedOn: row.decided_on,
    summary: row.summary,
    votesFor: row.votes_for,
    votesAgainst: row.votes_against,
    url: row.url,
    deviations: deviations.filter(({ decision_id }) => decision_id === row.id).map(({ subject, motivation }) => ({ subject, motivation })),
    motions: motions
      .filter(({ decision_id }) => decision_id === row.id)
      .map(({ kind, title, outcome, votes_for, votes_against, url }) => ({
        kind,
        title,
        outcome,
        votesFor: votes_for,
        votesAgainst: votes_against,
        url,
      })),
    correction: row.correction,
    recordedAt: row.recorded_at.toISOString(),
    told: { ...(told.get(row.id) ?? NOBODY), done: row.told_at !== null },
  }));
}

/** The decision that holds in a dossier; null while there is none. */
export async function getCouncilDecision(db: Db, dossierId: string): Promise<CouncilDecision | null> {
  return (await listCouncilDecisions(db, dossierId))[0] ?? null;
}

/** Questions of council members to the executive with their clocks and answers: of one trajectory, or of all published ones; the newest first. */
export async function listCouncilQuestions(
  db: Db,
  { trajectoryId, number, now, limit = 200 }: { trajectoryId?: string; number?: number; now: Date; limit?: number },
): Promise<CouncilQuestion[]> {
  const rows = await db
    .selectFrom('council_question')
    .innerJoin('trajectory', 'trajectory.id', 'council_question.trajectory_id')
    .innerJoin('contribution', 'contribution.id', 'council_question.id')
    .leftJoin('person', 'person.id', 'contribution.author_id')
    .where('trajectory.published_at', '<=', now)
    .$if(trajectoryId !== undefined, (query) => query.where('council_question.trajectory_id', '=', trajectoryId ?? ''))
    .$if(number !== undefined, (query) => query.where('council_question.number', '=', number ?? 0))
    .selectAll('council_question')
    .select(['trajectory.slug', 'trajectory.title as trajectory_title', 'person.display_name', 'person.erased_at'])
    .orderBy('council_question.created_at', 'desc')
    .orderBy('council_question.number', 'desc')
    .limit(limit)
    .execute();
  const clocks = await listClocks(
    db,
    rows.map(({ id }) => id),
    now,
  );
  const questions: CouncilQuestion[] = [];
  for (const row of rows)
    questions.push({
      id: row.id,
      trajectory: { slug: row.slug, title: row.trajectory_title },
      number: row.number,
      title: row.title,
      body: row.body,
      askedBy: row.display_name === null ? null : shownName({ display_name: row.display_name, erased_at: row.erased_at }),
      askedAt: row.created_at.toISOString(),
      clock: clocks.get(row.id) ?? null,
      answers: await listResponses(db, row.id),
    });
  return questions;
}

/** What lies before the council now, and what members asked. */
export async function getCouncil({ db, actor, now }: Viewer) {
  return {
    dossiers: await listDossiers(db, { now }),
    questions: await listCouncilQuestions(db, { now, limit: 50 }),
    may: { keep: can(actor, 'council_dossier.keep', {}, { now }), ask: can(actor, 'council_question.ask', {}, { now }) },
  };
}

/** One dossier with its decisions and the questions about its trajectory. @throws DomainError `not_found` */
export async function getDossier({ db, actor, now }: Viewer, { trajectory: slug, number }: { trajectory: string; number: number }) {
  const trajectory = await getReadableTrajectory(db, { slug, actor, now });
  const dossier = (await listDossiers(db, { trajectoryId: trajectory.id, now })).find((own) => own.number === number);
  if (!dossier) throw new DomainError('not_found');
  const subject = { trajectoryId: trajectory.id };
  return {
    dossier,
    trajectory: { id: trajectory.id, slug, title: trajectory.title, question: trajectory.question },
    decisions: await listCouncilDecisions(db, dossier.id),
    questions: await listCouncilQuestions(db, { trajectoryId: trajectory.id, now }),
    may: {
      keep: can(actor, 'council_dossier.keep', subject, { now }),
      record: can(actor, 'council_decision.record', subject, { now }),
      post: can(actor, 'council_letter.post', subject, { now }),
      ask: can(actor, 'council_question.ask', subject, { now }),
    },
  };
}

/** The questions about one trajectory, and what is promised to who asks one. @throws DomainError `not_found` */
export async function getQuestions({ db, actor, now }: Viewer, { trajectory: slug }: { trajectory: string }) {
  const trajectory = await getReadableTrajectory(db, { slug, actor, now });
  return {
    trajectory: { id: trajectory.id, slug, title: trajectory.title },
    questions: await listCouncilQuestions(db, { trajectoryId: trajectory.id, now }),
    promise: await promiseFor(db, trajectory.id, 'council_question', now),
    may: { ask: can(actor, 'council_question.ask', { trajectoryId: trajectory.id }, { now }) },
  };
}

/** One question with its clock and answers. @throws DomainError `not_found` */
export async function getQuestion({ db, actor, now }: Viewer, { trajectory: slug, number }: { trajectory: string; number: number }) {
  const trajectory = await getReadableTrajectory(db, { slug, actor, now });
  const [question] = await listCouncilQuestions(db, { trajectoryId: trajectory.id, number, now });
  if (!question) throw new DomainError('not_found');
  return { question, may: { respond: can(actor, 'response.draft', { trajectoryId: trajectory.id }, { now }) } };
}
