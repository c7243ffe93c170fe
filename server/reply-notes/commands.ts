/** Making a reply note from the answers, sending it to who took part, and publishing it for good. */
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { writeMail } from '../mail/write-mail.ts';
import { type Action, requireActor } from '../permissions.ts';
import { characterCount, cleanLines } from '../text/clean-text.ts';
import { composeNote, listCandidates, listItems } from './content.ts';
import { noteSha256 } from './hash.ts';
import { submitterMail } from './mails.ts';
import { countNote, findPersonalDetails, type NoteScope, type NoteWords, readNote, readScope } from './rules.ts';

/**
 * Begins a note with every contribution of the kinds and the period, numbered in the order they came in.
 * @returns its number in the address
 * @throws DomainError `not_allowed`, `not_found`, `invalid` with a sentence per field
 */
export async function beginNote(
  context: Context,
  { trajectoryId, ...input }: NoteWords & NoteScope & { trajectoryId: string },
): Promise<{ number: number }> {
  const actor = requireActor(context.actor, 'reply_note.make', { trajectoryId }, context);
  const words = readNote(input);
  const scope = readScope(input);
  return context.db.transaction().execute(async (tx) => {
    // The row of the trajectory is the turn, so the numbers follow each other.
    const trajectory = await tx.selectFrom('trajectory').where('id', '=', trajectoryId).select('id').forNoKeyUpdate().executeTakeFirst();
    if (!trajectory) throw new DomainError('not_found');
    const { last } = await tx
      .selectFrom('reply_note')
      .where('trajectory_id', '=', trajectoryId)
      .select((eb) => eb.fn.max('number').as('last'))
      .executeTakeFirstOrThrow();
    const number = (last ?? 0) + 1;
    const { id } = await tx
      .insertInto('reply_note')
      .values({
        trajectory_id: trajectoryId,
        number,
        title: words.title,
        introduction: words.introduction,
        own_changes: words.ownChanges,
        kinds: scope.kinds,
        period_from: scope.periodFrom,
        period_until: scope.periodUntil,
        created_by_id: actor.id,
        created_at: context.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await collect(tx, {
      id,
      trajectory_id: trajectoryId,
      kinds: scope.kinds,
      period_from: scope.periodFrom,
      period_until: scope.periodUntil,
    });
    await recordEvent(tx, context, { kind: 'reply_note.begun', trajectoryId, subjectKind: 'reply_note', subjectId: id, data: { number } });
    return { number };
  });
}

export type NoteRef = { noteId: string; revision: number };

/** Changes the words around the answers, and takes along what came in meanwhile. @throws DomainError `stale`, `already_published`, `invalid` */
export async function changeNote(context: Context, { noteId, revision, ...input }: NoteRef & NoteWords): Promise<void> {
  const words = readNote(input);
  await onNote(context, { noteId, revision }, { action: 'reply_note.make', kind: 'reply_note.changed' }, async ({ tx, note }) => {
    if (note.status === 'concept') await collect(tx, note);
    return { title: words.title, introduction: words.introduction, own_changes: words.ownChanges };
  });
}

/** What one contribution asks, in the note's words. @throws DomainError `stale`, `already_published`, `names_in_note`, `invalid` */
export async function summariseItem(
  context: Context,
  { number, summary, ...ref }: NoteRef & { number: number; summary: string },
): Promise<void> {
  const text = cleanLines(summary);
  if (text === null || characterCount(text) > 4000) throw new DomainError('invalid', { fields: { summary: 'nota:error.summary' } });
  await onNote(context, ref, { action: 'reply_note.make', kind: 'reply_note.changed' }, async ({ tx }) => {
    const item = (await listItems(tx, ref.noteId)).find((found) => found.number === number);
    if (!item) throw new DomainError('not_found');
    if (findPersonalDetails(text, item.authorName).length > 0)
      throw new DomainError('names_in_note', { fields: { summary: 'nota:error.personal' } });
    await tx.updateTable('reply_note_item').set({ summary: text }).where('note_id', '=', ref.noteId).where('number', '=', number).execute();
    return {};
  });
}

/**
 * Sends the note to everybody whose contribution is in it, with their number, before everybody reads it. From then on the numbers are fixed.
 * @throws DomainError `note_incomplete` while something has no outcome or no summary, `names_in_note`, `already_decided` when it was sent
 */
export async function sendNote(context: Context, ref: NoteRef): Promise<{ told: number }> {
  let told = 0;
  await onNote(context, ref, { action: 'reply_note.make', kind: 'reply_note.sent' }, async ({ tx, note }) => {
    if (note.status !== 'concept') throw new DomainError('already_decided');
    await collect(tx, note);
    await assertComplete(tx, note.id);
    told = await tellSubmitters(tx, context, note);
    return { status: 'sent', sent_at: context.now };
  });
  return { told };
}

/**
 * Publishes the note: its words are kept as they are now, with their hash, and never change.
 * @throws DomainError `note_not_sent`, `note_incomplete` when an answer was reopened since, `already_published`, `stale`
 */
export async function publishNote(context: Context, ref: NoteRef): Promise<void> {
  await onNote(context, ref, { action: 'reply_note.publish', kind: 'reply_note.published' }, async ({ tx, note }) => {
    if (note.status !== 'sent') throw new DomainError('note_not_sent');
    await assertComplete(tx, note.id);
    const content = await composeNote(tx, note);
    return { status: 'published', published_at: context.now, content: JSON.stringify(content), sha256: noteSha256(content) };
  });
}

type Held = {
  id: string;
  trajectory_id: string;
  number: number;
  title: string;
  introduction: string;
  own_changes: string;
  kinds: string[];
  period_from: string;
  period_until: string;
  status: 'concept' | 'sent' | 'published';
  revision: number;
  slug: string;
  trajectory_title: string;
};

type Columns = Partial<{
  title: string;
  introduction: string;
  own_changes: string;
  status: 'sent' | 'published';
  sent_at: Date;
  published_at: Date;
  content: string;
  sha256: string;
}>;

async function onNote(
  context: Context,
  { noteId, revision }: NoteRef,
  { action, kind }: { action: Action; kind: string },
  act: (given: { tx: Tx; note: Held }) => Promise<Columns>,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const note = await tx
      .selectFrom('reply_note')
      .innerJoin('trajectory', 'trajectory.id', 'reply_note.trajectory_id')
      .where('reply_note.id', '=', noteId)
      .select([
        'reply_note.id',
        'reply_note.trajectory_id',
        'reply_note.number',
        'reply_note.title',
        'introduction',
        'own_changes',
        'kinds',
      ])
      .select(['period_from', 'period_until', 'status', 'revision', 'trajectory.slug', 'trajectory.title as trajectory_title'])
      .forUpdate('reply_note')
      .executeTakeFirst();
    if (!note) throw new DomainError('not_found');
    const { trajectory_id: trajectoryId, number } = note;
    requireActor(context.actor, action, { trajectoryId }, context);
    if (note.status === 'published') throw new DomainError('already_published');
    if (note.revision !== revision) throw new DomainError('stale');
    const columns = await act({ tx, note });
    await tx
      .updateTable('reply_note')
      .set({ ...columns, revision: revision + 1 })
      .where('id', '=', noteId)
      .execute();
    await recordEvent(tx, context, { kind, trajectoryId, subjectKind: 'reply_note', subjectId: noteId, data: { number } });
  });
}

/** Takes along what belongs in the note and is not in it; numbers that were given stay. What was hidden or withdrawn since leaves a concept. */
async function collect(tx: Tx, note: Pick<Held, 'id' | 'trajectory_id' | 'kinds' | 'period_from' | 'period_until'>): Promise<void> {
  const { id, trajectory_id: trajectoryId, kinds, period_from: from, period_until: until } = note;
  const wanted = await listCandidates(tx, { trajectoryId, kinds, from, until, leaveOut: [] });
  const present = await tx.selectFrom('reply_note_item').where('note_id', '=', id).select(['number', 'contribution_id']).execute();
  const keep = new Set(wanted.map(({ contributionId }) => contributionId));
  const gone = present.filter((item) => !keep.has(item.contribution_id)).map((item) => item.contribution_id);
  if (gone.length > 0) await tx.deleteFrom('reply_note_item').where('note_id', '=', id).where('contribution_id', 'in', gone).execute();
  const known = new Set(present.map((item) => item.contribution_id));
  let number = Math.max(0, ...present.map((item) => item.number));
  const fresh = wanted
    .filter(({ contributionId }) => !known.has(contributionId))
    .map(({ contributionId, summary }) => ({ note_id: id, number: ++number, contribution_id: contributionId, summary }));
  for (let start = 0; start < fresh.length; start += 500)
    await tx
      .insertInto('reply_note_item')
      .values(fresh.slice(start, start + 500))
      .execute();
}

/** Every contribution has an answer with an outcome and a summary that names nobody. */
async function assertComplete(tx: Tx, noteId: string): Promise<void> {
  const items = await listItems(tx, noteId);
  const { waiting } = countNote(items);
  const unsaid = items.filter(({ summary }) => summary === '').length;
  if (items.length === 0 || waiting > 0 || unsaid > 0) throw new DomainError('note_incomplete', { waiting, unsaid });
  const named = items.filter(({ summary, authorName }) => findPersonalDetails(summary, authorName).length > 0);
  if (named.length > 0) throw new DomainError('names_in_note', { numbers: named.map(({ number }) => number) });
}

/** One mail per person, with all their numbers. @returns how many people were told */
async function tellSubmitters(tx: Tx, { now }: Context, note: Held): Promise<number> {
  const rows = await tx
    .selectFrom('reply_note_item as item')
    .innerJoin('contribution', 'contribution.id', 'item.contribution_id')
    .innerJoin('person', 'person.id', 'contribution.author_id')
    .where('item.note_id', '=', note.id)
    .where('person.erased_at', 'is', null)
    .where('person.email_confirmed_at', 'is not', null)
    .where('person.email', 'is not', null)
    .select(['item.number', 'contribution.title', 'person.id', 'person.email', 'person.display_name'])
    .orderBy('item.number')
    .execute();
  const byPerson = new Map<string, typeof rows>();
  for (const row of rows) byPerson.set(row.id, [...(byPerson.get(row.id) ?? []), row]);
  for (const own of byPerson.values()) {
    const [first] = own;
    if (!first?.email) continue;
    await writeMail(tx, { to: first.email, write: submitterMail(note, { name: first.display_name, own }) }, now);
  }
  await tx
    .updateTable('reply_note_item')
    .set({ told_at: now })
    .where('note_id', '=', note.id)
    .where(
      'contribution_id',
      'in',
      tx
        .selectFrom('contribution')
        .where('author_id', 'in', [...byPerson.keys(), '00000000-0000-0000-0000-000000000000'])
        .select('id'),
    )
    .execute();
  return byPerson.size;
}
