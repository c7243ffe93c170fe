/**
 * Taking words out of the text of a section for good: out of the text as it stands, every version, the log of its document and its snapshots, and whatever quotes it.
 * Within the transaction of who has asked the permission table; the row of the section is held.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type * as Y from 'yjs';
import type { Actor, Tx } from '../context.ts';
import { eraseEventData } from '../events/erase-data.ts';
import type { HouseRule } from '../moderation/rules.ts';
import { editDocument, keepSnapshot } from '../plan-texts/documents.ts';
import { documentText } from '../plan-texts/schema.ts';
import { snapshotOf } from '../plan-texts/snapshot-thread.ts';
import { redactedSha256 } from '../plan-texts/version-chain.ts';
import { keepVersion } from '../plan-texts/versions.ts';
import { takeOutElsewhere } from './elsewhere.ts';
import { rangesOf } from './find.ts';
import { type Signs, takeOutOfText } from './live-text.ts';
import { type ChangedVersion, type Looked, lookFor, type RedactionCounts } from './look.ts';
import { type Mark, takeOutOfPapers } from './papers.ts';
import { rewriteUpdate } from './rewrite.ts';
import { takeOutOf } from './words.ts';

type Acting = { actor: Actor; now: Date };

export type TakenOut = {
  redactionId: string;
  counts: RedactionCounts;
  /** The second code of each version that changed, by its number. */
  codes: Record<number, string>;
  /** Who wrote the words: in the text, in a proposal, in a comment. */
  told: string[];
  /** What is kept for staff: the words as they stood, and the lines they stood in. */
  original: Record<string, string>;
};

/** @throws DomainError `not_found`, `invalid` with a sentence for `words` */
export async function takeWordsOut(
  tx: Tx,
  { actor, now }: Acting,
  { sectionId, words, rule }: { sectionId: string; words: readonly string[]; rule: HouseRule },
): Promise<TakenOut> {
  // Nobody writes in it meanwhile: who does waits, and goes on.
  await tx
    .selectFrom('document')
    .innerJoin('section', 'section.document_id', 'document.id')
    .where('section.id', '=', sectionId)
    .select('document.id')
    .forUpdate('document')
    .execute();
  const looked = await lookFor(tx, { sectionId, words });
  const { section } = looked;
  const told = await findWriters(tx, looked);
  const edited = await editText(tx, { now, looked, words });
  const { id: redactionId } = await tx
    .insertInto('document_redaction')
    .values({
      document_id: section.documentId,
      made_by_id: actor.id,
      rule,
      at: now,
      seq: section.seq,
      letters: JSON.stringify(rangesOf(looked.found.letters, looked.found.links)),
      signs: JSON.stringify({ client: edited.client, clocks: edited.signs.map(({ clock }) => clock) }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await rewriteLog(tx, { redactionId, looked, edited, now });
  const mark: Mark = { redaction_id: redactionId, redacted_at: now, redacted_rule: rule };
  const codes = await rewriteVersions(tx, { sectionId, versions: looked.versions, mark });
  await takeOutElsewhere(tx, looked.elsewhere);
  await takeOutOfPapers(tx, looked.papers, mark);
  await takeOutOfTitles(tx, { section, words });
  if (looked.events.length > 0) await eraseEventData(tx, (eb) => eb('id', 'in', looked.events));
  await keepVersion(tx, { actor, now }, { sectionId, note: 'Een moderator haalde woorden weg' });
  const { proposals, comments } = looked.elsewhere;
  return {
    redactionId,
    counts: looked.counts,
    codes,
    told,
    original: {
      words: (edited.signs.length > 0 ? edited.signs.map((sign) => sign.words) : words).join('\n'),
      lines: [...new Set([...edited.signs.map(({ line }) => line), ...[...proposals, ...comments].flatMap(({ before }) => before)])].join(
        '\n\n',
      ),
    },
  };
}

/** Who put those letters there, and who wrote the proposals and comments that say them. */
async function findWriters(tx: Tx, { section, rows, found, elsewhere }: Looked): Promise<string[]> {
  const clients = [...found.letters.keys()];
  const bound =
    clients.length === 0
      ? []
      : await tx
          .selectFrom('document_client')
          .where('document_id', '=', section.documentId)
          .where('client_id', 'in', clients)
          .where('person_id', 'is not', null)
          .select('person_id')
          .distinct()
          .execute();
  // What the application wrote on somebody's behalf stands under their name in the log.
  const onBehalf = rows.filter(({ authorId, payload }) => authorId !== null && rewriteUpdate(payload, found) !== null);
  const writers = [
    ...bound.map((row) => row.person_id),
    ...onBehalf.map((row) => row.authorId),
    ...[...elsewhere.proposals, ...elsewhere.comments].map((one) => one.authorId),
  ];
  return [...new Set(writers.filter((id) => id !== null))];
}

type Edited = { client: number; signs: Signs; text: string | null; lastSeq: number };

async function editText(tx: Tx, { now, looked, words }: { now: Date; looked: Looked; words: readonly string[] }): Promise<Edited> {
  let [client, signs]: [number, Signs] = [0, []];
  let edited = null as Y.Doc | null;
  // The municipality puts the signs in: they are nobody's words.
  const lastSeq = await editDocument({ db: tx, now }, looked.section.documentId, null, (doc) => {
    edited = doc;
    client = doc.clientID;
    signs = takeOutOfText(doc, words);
  });
  return { client, signs, lastSeq, text: edited && documentText(edited) };
}

async function rewriteLog(
  tx: Tx,
  { redactionId, looked, edited, now }: { redactionId: string; looked: Looked; edited: Edited; now: Date },
): Promise<void> {
  const { section, rows, found } = looked;
  const tail = rows.map(({ seq, payload }) => ({ seq, payload }));
  for (const row of tail) {
    const payload = rewriteUpdate(row.payload, found);
    if (!payload) continue;
    row.payload = payload;
    await sql`select redact_document_update(${redactionId}::uuid, ${row.seq}::bigint, ${Buffer.from(payload)}::bytea)`.execute(tx);
  }
  const { redactions } = await tx
    .updateTable('document')
    .set((eb) => ({ redactions: eb('redactions', '+', 1) }))
    .where('id', '=', section.documentId)
    .returning('redactions')
    .executeTakeFirstOrThrow();
  await tx.deleteFrom('document_snapshot').where('document_id', '=', section.documentId).execute();
  const added = await tx
    .selectFrom('document_update')
    .where('document_id', '=', section.documentId)
    .where('seq', '>', section.seq)
    .orderBy('seq')
    .select(['seq', 'payload'])
    .execute();
  // Reads the whole log as it is now, from its first row, and holds it against the text that was edited.
  const stored = { id: section.documentId, lastSeq: edited.lastSeq, redactions, snapshotSeq: 0, state: null, tail: [...tail, ...added] };
  const snapshot = await snapshotOf(stored);
  if (edited.text !== null && snapshot.textSha256 !== createHash('sha256').update(edited.text).digest('hex'))
    throw new Error(`document ${section.documentId} would say something else without those words`);
  if (edited.lastSeq > 0) await keepSnapshot(tx, { stored, snapshot, now });
}

async function rewriteVersions(
  tx: Tx,
  { sectionId, versions, mark }: { sectionId: string; versions: readonly ChangedVersion[]; mark: Mark },
): Promise<Record<number, string>> {
  const codes: Record<number, string> = {};
  for (const { id, number, title, note, content, text } of versions) {
    const { sha256: own, created_at } = await tx
      .selectFrom('section_version')
      .where('id', '=', id)
      .select(['sha256', 'created_at'])
      .executeTakeFirstOrThrow();
    const before = await tx
      .selectFrom('section_version')
      .where('section_id', '=', sectionId)
      .where('number', '=', number - 1)
      .select('sha256')
      .executeTakeFirst();
    const said = { section: sectionId, number, title, note, createdAt: created_at.toISOString(), content, sha256: own };
    const code = redactedSha256(said, before?.sha256 ?? null, { at: mark.redacted_at.toISOString(), rule: mark.redacted_rule });
    codes[number] = code;
    await tx
      .updateTable('section_version')
      .set({ title, note, content: JSON.stringify(content), text, ...mark, redacted_sha256: code })
      .where('id', '=', id)
      .execute();
  }
  return codes;
}

/** Of the section itself, and of proposals for it in the queue of officials. */
async function takeOutOfTitles(tx: Tx, { section, words }: { section: Looked['section']; words: readonly string[] }): Promise<void> {
  const title = takeOutOf(section.title, words);
  if (title !== section.title) await tx.updateTable('section').set({ title }).where('id', '=', section.id).execute();
  const rows = await tx
    .selectFrom('contribution')
    .innerJoin('change_proposal', 'change_proposal.id', 'contribution.id')
    .where('change_proposal.section_id', '=', section.id)
    .select(['contribution.id', 'contribution.title'])
    .execute();
  for (const row of rows) {
    const left = takeOutOf(row.title ?? '', words);
    if (left !== row.title) await tx.updateTable('contribution').set({ title: left }).where('id', '=', row.id).execute();
  }
}
