/** What a decision does to the text it is about. */
import type { Actor, Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { putBack } from '../plan-texts/restore-version.ts';
import { type TakenOut, takeWordsOut } from '../redaction/take-out.ts';
import { type TakenOutOfAnswer, takeWordsOutOfAnswer } from '../redaction/take-out-answer.ts';
import { restartClock, stopClock } from '../responses/commands.ts';
import { findLastHiding } from './queries.ts';
import { type DecisionAction, type HouseRule, WORDED_KINDS, type WordedKind } from './rules.ts';
import { setStatus } from './subject-status.ts';
import { redactWords, type Words } from './subject-words.ts';
import type { ModeratedSubject } from './subjects.ts';

type Acting = Pick<Context, 'actor' | 'now'>;

export type Done = {
  after: string;
  clockStopped: boolean;
  /** What the words were that changed; null when none did. */
  original: Words | null;
  /** Of a section: the version with what stood there, and that with what stands there now. */
  versions: { before: number; after: number } | null;
  /** Of a section: words were taken out of it for good. */
  takenOut: TakenOut | null;
  /** Of an answer: the same. */
  takenOutOfAnswer: TakenOutOfAnswer | null;
  /** Who wrote what was undone in a section. */
  told: string[];
};

const NOTHING = { clockStopped: false, original: null, versions: null, takenOut: null, takenOutOfAnswer: null, told: [] };

export async function carryOut(
  tx: Tx,
  context: Acting,
  {
    subject,
    action,
    rule,
    reason,
    words,
    version,
  }: {
    subject: ModeratedSubject;
    action: DecisionAction;
    rule: HouseRule | null;
    reason: string;
    words?: string[] | undefined;
    version?: number | undefined;
  },
): Promise<Done> {
  const { status: before } = subject;
  switch (action) {
    case 'hold':
    case 'hide':
      return { ...NOTHING, ...(await hide(tx, context, subject)) };
    case 'restore':
      return { ...NOTHING, after: await restore(tx, context, subject) };
    case 'redact': {
      if (subject.kind === 'section')
        return { ...NOTHING, after: before, ...(await takeOutOfSection(tx, context, { subject, rule, words })) };
      if (subject.kind === 'response') {
        const { actor, now } = actingModerator(context);
        const takenOutOfAnswer = await takeWordsOutOfAnswer(
          tx,
          { actor, now },
          { firstId: subject.id, words: words ?? [], rule: given(rule) },
        );
        return { ...NOTHING, after: before, takenOutOfAnswer, original: takenOutOfAnswer.original };
      }
      const original = await redactWords(tx, textOf(subject), words ?? []);
      // Without the words that were wrong with it there is nothing to hide any more.
      return { ...NOTHING, after: before === 'hidden' ? await restore(tx, context, subject) : before, original };
    }
    case 'put_back':
      return { ...NOTHING, after: before, ...(await putVersionBack(tx, context, { sectionId: subject.id, number: version, reason })) };
    case 'keep':
    case 'ask':
      return { ...NOTHING, after: before };
  }
}

/** @throws DomainError `invalid` for what has no words of its own */
export function textOf({ kind, id }: Pick<ModeratedSubject, 'kind' | 'id'>): { kind: WordedKind; id: string } {
  const text = WORDED_KINDS.find((one) => one === kind);
  if (!text) throw new DomainError('invalid', { fields: { action: 'moderation:error.action_wrong' } });
  return { kind: text, id };
}

async function takeOutOfSection(
  tx: Tx,
  context: Acting,
  { subject, rule, words = [] }: { subject: ModeratedSubject; rule: HouseRule | null; words?: string[] | undefined },
): Promise<Pick<Done, 'takenOut' | 'told' | 'original'>> {
  const takenOut = await takeWordsOut(tx, actingModerator(context), { sectionId: subject.id, words, rule: given(rule) });
  return { takenOut, told: takenOut.told, original: takenOut.original };
}

function actingModerator({ actor, now }: Acting): { actor: Actor; now: Date } {
  if (!actor) throw new DomainError('sign_in_first');
  return { actor, now };
}

function given(rule: HouseRule | null): HouseRule {
  if (!rule) throw new DomainError('invalid', { fields: { rule: 'moderation:error.rule_missing' } });
  return rule;
}

async function hide(tx: Tx, context: Acting, { kind, id, contributionId, status }: ModeratedSubject) {
  const after = 'hidden';
  // A text that was held: its clock stands still already.
  if (status === after) {
    const held = await findLastHiding(tx, kind, id);
    return { after, clockStopped: held?.clockStopped ?? false };
  }
  await setStatus(tx, { kind, id, status: after });
  const running = contributionId
    ? await tx
        .selectFrom('clock')
        .where('contribution_id', '=', contributionId)
        .where('answered_on', 'is', null)
        .where('stopped_on', 'is', null)
        .select('contribution_id')
        .unionAll(
          tx.selectFrom('clock_waiting').where('contribution_id', '=', contributionId).where('held', '=', false).select('contribution_id'),
        )
        .executeTakeFirst()
    : undefined;
  if (contributionId && running) await stopClock(tx, context, contributionId, 'hidden');
  return { after, clockStopped: running !== undefined };
}

/** Back to the state it had when it was hidden; a clock that was stopped by that runs again. */
async function restore(tx: Tx, context: Acting, { kind, id, contributionId }: ModeratedSubject): Promise<string> {
  const hiding = await findLastHiding(tx, kind, id);
  const after = hiding?.before ?? (kind === 'change_proposal' ? 'open' : 'visible');
  await setStatus(tx, { kind, id, status: after });
  if (contributionId && hiding?.clockStopped) await restartClock(tx, context, contributionId);
  return after;
}

async function putVersionBack(
  tx: Tx,
  context: Acting,
  { sectionId, number, reason }: { sectionId: string; number: number | undefined; reason: string },
): Promise<Pick<Done, 'versions' | 'told'>> {
  if (number === undefined) throw new DomainError('invalid', { fields: { version: 'moderation:error.version_missing' } });
  const line = reason.replace(/\s+/gu, ' ').slice(0, 200);
  const { before, number: after, isNew } = await putBack(tx, context, { sectionId, number, reason: line });
  if (!isNew) throw new DomainError('already_decided');
  const authors = await tx
    .selectFrom('section_version_author')
    .innerJoin('section_version', 'section_version.id', 'section_version_author.version_id')
    .where('section_version.section_id', '=', sectionId)
    .where('section_version.number', '>', number)
    .where('section_version.number', '<=', before)
    .select('section_version_author.person_id')
    .distinct()
    .execute();
  return { versions: { before, after }, told: authors.map((author) => author.person_id) };
}
