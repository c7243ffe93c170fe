/** What an official sees beside the answer: notes, templates, colleagues, what it is answered together with, and what was written before. */

import { type Commitment, listCommitments } from '../commitments/queries.ts';
import type { Actor, Db } from '../context.ts';
import type { InfluenceLevel } from '../trajectories/rules.ts';
import { listGivenTogether } from './given-together.ts';
import { type Handler, listHandlers, listTeams } from './response-assign.ts';
import { type KeptDraft, listKeptDrafts } from './response-kept.ts';
import { type InternalNote, listInternalNotes } from './response-notes.ts';
import type { Outcome } from './response-rules.ts';
import { influenceOf } from './response-subjects.ts';
import { type AnswerTemplate, listTemplates } from './response-templates.ts';

/** Another contribution with the same answer. */
export type Together = { contributionId: string; title: string; kind: string; ideaNumber: number | null; outcome: Outcome | null };

export type AnswerDesk = {
  /** The influence that was promised when it came in: what an answer must say follows from it. */
  level: InfluenceLevel;
  notes: InternalNote[];
  kept: KeptDraft[];
  together: Together[];
  /** Of a published answer: those that were given in the same act and can be corrected with it. */
  givenTogether: Together[];
  templates: AnswerTemplate[];
  handlers: Handler[];
  teams: { id: string; name: string }[];
  commitments: Commitment[];
};

type Asked = {
  contributionId: string;
  trajectoryId: string;
  draftId: string | null;
  /** Who may begin a correction; null when nobody may now. */
  corrects: Actor | null;
  now: Date;
};

export async function getAnswerDesk(db: Db, { contributionId, trajectoryId, draftId, corrects, now }: Asked): Promise<AnswerDesk> {
  return {
    level: await influenceOf(db, contributionId),
    notes: await listInternalNotes(db, contributionId),
    kept: draftId ? await listKeptDrafts(db, draftId) : [],
    together: draftId ? await listTogetherWith(db, { contributionId, draftId }) : [],
    givenTogether: corrects ? await listGivenTogether(db, { contributionId, actor: corrects }) : [],
    templates: await listTemplates(db, { trajectoryId }),
    handlers: await listHandlers(db, { trajectoryId, now }),
    teams: await listTeams(db),
    commitments: await listCommitments(db, { contributionId, now }),
  };
}

async function listTogetherWith(db: Db, { contributionId, draftId }: { contributionId: string; draftId: string }): Promise<Together[]> {
  return db
    .selectFrom('response as own')
    .innerJoin('response as other', 'other.bundle_id', 'own.bundle_id')
    .innerJoin('contribution', 'contribution.id', 'other.contribution_id')
    .leftJoin('idea', 'idea.id', 'contribution.id')
    .where('own.id', '=', draftId)
    .where('other.status', '<>', 'published')
    .where('other.contribution_id', '<>', contributionId)
    .select([
      'other.contribution_id as contributionId',
      'contribution.title',
      'contribution.kind',
      'idea.number as ideaNumber',
      'other.outcome',
    ])
    .orderBy('contribution.created_at')
    .orderBy('contribution.id')
    .execute();
}
