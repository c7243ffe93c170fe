/**
 * Looks for text that went all at once: wiped, pasted over, deleted in bulk. What stood there is kept as a version and who manages the plan gets a mail. A job asks
 * for it every minute; twice, late, or on two nodes at once is safe: where it has looked stands in the database, and what it compares is the log.
 */
import * as Y from 'yjs';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Db, Tx } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { letter } from '../mail/letter.ts';
import { writeMail } from '../mail/write-mail.ts';
import { teamLeads } from '../responses/staff-mails.ts';
import { applyAsIs } from './apply-as-is.ts';
import { loadDocumentAt, readLog } from './document-log.ts';
import { isMuchLost, LOST_TEXT, lostLetters } from './lost-text-rules.ts';
import { sectionHeading } from './rules.ts';
import { documentJson, documentText } from './schema.ts';
import { canonicalJson } from './version-chain.ts';
import { findLastVersion, writeVersion } from './write-version.ts';

export const LOST_TEXT_NOTE = 'Automatisch bewaard: hierna verdween meer dan de helft van de tekst';

type Looking = Pick<Context, 'db' | 'now'> & { publicUrl: string };

type Changed = {
  id: string;
  documentId: string;
  trajectoryId: string;
  number: string;
  title: string;
  lastSeq: number;
  /** What came after this update is looked at. */
  fromSeq: number;
};

/** @returns for how many sections a warning went out */
export async function lookForLostText({ db, now, publicUrl }: Looking): Promise<number> {
  let warned = 0;
  for (const section of await listChanged(db, now)) {
    const lost = await findLost(db, section);
    if (!lost) await moveOn(db, section, now);
    else if (await db.transaction().execute((tx) => warn(tx, { section, lost, now, publicUrl }))) warned += 1;
  }
  return warned;
}

/**
 * Sections with changes that were not looked at. What somebody put back, or saved under a name, was meant to be so: before that nothing is looked at.
 * A section that was warned of waits its hour; what goes in the meantime is seen after it.
 */
async function listChanged(db: Db | Tx, now: Date, sectionId?: string): Promise<Changed[]> {
  return await db
    .selectFrom('section')
    .innerJoin('document', 'document.id', 'section.document_id')
    .leftJoin('text_look', 'text_look.section_id', 'section.id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('section_version')
          .whereRef('section_version.section_id', '=', 'section.id')
          .where('section_version.cause', 'in', ['person', 'restore'])
          .select((of) => of.fn.max('section_version.seq').as('seq'))
          .as('meant'),
      (join) => join.onTrue(),
    )
    .where('section.removed_at', 'is', null)
    .where((eb) => eb('document.last_seq', '>', eb.fn<number>('greatest', ['text_look.seq', 'meant.seq', eb.lit(0)])))
    .where((eb) =>
      eb.or([eb('text_look.warned_at', 'is', null), eb('text_look.warned_at', '<=', new Date(now.getTime() - LOST_TEXT.apartMs))]),
    )
    .$if(sectionId !== undefined, (query) => query.where('section.id', '=', sectionId ?? ''))
    .orderBy('section.id')
    .select(['section.id', 'section.document_id as documentId', 'section.trajectory_id as trajectoryId', 'section.number', 'section.title'])
    .select('document.last_seq as lastSeq')
    .select((eb) => eb.fn<number>('greatest', ['text_look.seq', 'meant.seq', eb.lit(0)]).as('fromSeq'))
    .execute();
}

type Lost = { seq: number; before: string; now: string };

/** Letters written since the state before: fewer than these make no other state. */
const FEWEST_NEW = 40;

/** The state from which most words are gone now. Null when too little was taken out to matter, or it came back. */
async function findLost(db: Db, { documentId, fromSeq, lastSeq }: Changed): Promise<Lost | null> {
  const range = { fromSeq, toSeq: lastSeq };
  // Reading what updates delete is cheap, making the text is not: an evening of typing ends here.
  let letters = 0;
  for await (const { payload } of readLog(db, documentId, range)) letters += workOf(payload).deleted;
  if (letters < LOST_TEXT.fewestLetters * LOST_TEXT.share) return null;
  const doc = await loadDocumentAt(db, documentId, fromSeq);
  const states: Omit<Lost, 'now'>[] = [{ seq: fromSeq, before: documentText(doc) }];
  let written = 0;
  for await (const { seq, payload } of readLog(db, documentId, range)) {
    const { deleted, inserted } = workOf(payload);
    // A text is at its fullest right before somebody begins to take out. Without much new since the last look, that one will do.
    if (deleted > 0 && written >= FEWEST_NEW) {
      states.push({ seq: seq - 1, before: documentText(doc) });
      written = 0;
    }
    applyAsIs(doc, payload);
    written += inserted;
  }
  const now = documentText(doc);
  doc.destroy();
  const lost = states
    .filter(({ before }) => isMuchLost(before, now))
    .map((state) => ({ ...state, now, letters: lostLetters(state.before, now) }))
    .sort((a, b) => b.letters - a.letters || a.seq - b.seq);
  return lost[0] ?? null;
}

/** What one update did to the text. */
function workOf(payload: Uint8Array): { deleted: number; inserted: number } {
  const { structs, ds } = Y.decodeUpdate(payload);
  let deleted = 0;
  for (const ranges of ds.clients.values()) for (const { len } of ranges) deleted += len;
  return { deleted, inserted: structs.reduce((sum, { length }) => sum + length, 0) };
}

/** Moves on to what stood there before the last minutes: what goes over a longer time is writing. */
async function moveOn(db: Db, { id, documentId, fromSeq }: Changed, now: Date): Promise<void> {
  const { seq } = await db
    .selectFrom('document_update')
    .where('document_id', '=', documentId)
    .where('seq', '>', fromSeq)
    .where('at', '<=', new Date(now.getTime() - LOST_TEXT.windowMs))
    .select((eb) => eb.fn.max('seq').as('seq'))
    .executeTakeFirstOrThrow();
  if (seq === null) return;
  await db
    .insertInto('text_look')
    .values({ section_id: id, seq, warned_at: null })
    .onConflict((conflict) => conflict.column('section_id').doUpdateSet({ seq }).where('text_look.seq', '<', seq))
    .execute();
}

type Warning = { section: Changed; lost: Lost; now: Date; publicUrl: string };

async function warn(tx: Tx, { section, lost, now, publicUrl }: Warning): Promise<boolean> {
  await tx.selectFrom('section').where('id', '=', section.id).select('id').forNoKeyUpdate().executeTakeFirst();
  // Another node may have warned, or somebody put it back, while this one read.
  const [held] = await listChanged(tx, now, section.id);
  if (!held || held.fromSeq !== section.fromSeq) return false;
  const context = { actor: null, now };
  const number = await keepState(tx, context, { section, seq: lost.seq });
  const look = { seq: section.lastSeq, warned_at: now };
  await tx
    .insertInto('text_look')
    .values({ section_id: section.id, ...look })
    .onConflict((conflict) => conflict.column('section_id').doUpdateSet(look))
    .execute();
  await recordEvent(tx, context, {
    kind: 'section.text_lost',
    trajectoryId: section.trajectoryId,
    subjectKind: 'section',
    subjectId: section.id,
    data: { number, letters: lostLetters(lost.before, lost.now) },
  });
  await mailManagers(tx, { section, number, now, publicUrl });
  return true;
}

/** The version that says what stood there; made when there is none yet. */
async function keepState(
  tx: Tx,
  context: Pick<Context, 'actor' | 'now'>,
  { section, seq }: { section: Changed; seq: number },
): Promise<number> {
  const doc = await loadDocumentAt(tx, section.documentId, seq);
  const content = documentJson(doc);
  doc.destroy();
  const same = await tx
    .selectFrom('section_version')
    .where('section_id', '=', section.id)
    .orderBy('number', 'desc')
    .limit(1)
    .select(['number', 'content'])
    .executeTakeFirst();
  if (same && canonicalJson(same.content) === canonicalJson(content)) return same.number;
  const last = await findLastVersion(tx, section.id);
  return (await writeVersion(tx, context, { section, last, content, seq, note: LOST_TEXT_NOTE, cause: 'automatic' })).number;
}

/** Without who did it: that stands in the history, for who may read it there. */
async function mailManagers(
  tx: Tx,
  { section, number, now, publicUrl }: { section: Changed; number: number; now: Date; publicUrl: string },
): Promise<void> {
  const { slug } = await tx.selectFrom('trajectory').where('id', '=', section.trajectoryId).select('slug').executeTakeFirstOrThrow();
  const heading = sectionHeading(section);
  const url = `${publicUrl}/trajecten/${slug}/plan/${encodeURIComponent(section.number)}/versies?versie=${number}`;
  for (const to of await teamLeads(tx, { teamId: null, trajectoryId: section.trajectoryId, today: amsterdamDay(now) })) {
    await writeMail(
      tx,
      {
        to: to.email,
        write: ({ t }) => ({
          subject: t('mails:lost_text.subject', { heading }),
          text: letter(
            t('mails:dear', { name: to.name }),
            t('mails:lost_text.lead', { heading }),
            t('mails:lost_text.kept', { number }),
            t('mails:lost_text.read', { url }),
            t('mails:closing.site'),
          ),
        }),
      },
      now,
    );
  }
}
