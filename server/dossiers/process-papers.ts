/** Writing a motivation or a final report: chapters with words of their own over the figures, until it is frozen. */
import type { Context, Tx } from '../context.ts';
import { DomainError, type FieldErrors } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { characterCount, cleanLines } from '../text/clean-text.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { canonicalJson, sha256Of } from './canonical.ts';
import { CHAPTERS, generatedText, type Instrument, isChapter, type PaperKind } from './chapters.ts';
import { composeAtOnce } from './commands.ts';
import type { ProcessPaperContent } from './process-paper.ts';

const LONGEST = 20_000;

type Which = { trajectory: string; kind: PaperKind };

/** Begins a draft; the words are those of the system until somebody writes. @throws DomainError `not_found`, `not_allowed`, `draft_open`, `invalid` */
export async function beginPaper(context: Context, { trajectory: slug, kind, instrument }: Which & { instrument: string }): Promise<void> {
  const { now } = context;
  const chosen: Instrument | null = instrument === 'vision' || instrument === 'plan' ? instrument : null;
  await context.db.transaction().execute(async (tx) => {
    const { id: trajectoryId } = await getReadableTrajectory(tx, { slug, actor: context.actor, now });
    const actor = requireActor(context.actor, 'process_paper.write', { trajectoryId }, context);
    if (kind === 'motivation' && !chosen) throw new DomainError('invalid', { fields: { instrument: 'dossiers:error.instrument' } });
    // The row of the trajectory is the turn, so that there is one draft and the numbers follow each other.
    await tx.selectFrom('trajectory').where('id', '=', trajectoryId).select('id').forNoKeyUpdate().executeTakeFirstOrThrow();
    const last = await tx
      .selectFrom('process_paper')
      .where('trajectory_id', '=', trajectoryId)
      .where('kind', '=', kind)
      .select(['number', 'frozen_at'])
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (last && last.frozen_at === null) throw new DomainError('draft_open');
    const number = (last?.number ?? 0) + 1;
    const { id } = await tx
      .insertInto('process_paper')
      .values({
        trajectory_id: trajectoryId,
        kind,
        number,
        instrument: kind === 'motivation' ? chosen : null,
        changed_by_id: actor.id,
        changed_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordEvent(tx, context, {
      kind: 'process_paper.begun',
      trajectoryId,
      subjectKind: 'process_paper',
      subjectId: id,
      data: { paper: kind, subjectNumber: number },
    });
  });
}

/**
 * Keeps words of chapters. A chapter that is left empty, or says what the system would say, goes back to the words of the system.
 * @param chapters by their keys; what is left out stays as it is
 * @throws DomainError `not_found`, `not_allowed`, `stale` when somebody else kept the draft meanwhile, `invalid`
 */
export async function writePaper(
  context: Context,
  { trajectory, kind, revision, chapters }: Which & { revision: number; chapters: Record<string, string> },
): Promise<void> {
  const kept: Record<string, string> = {};
  const fields: FieldErrors = {};
  for (const [key, raw] of Object.entries(chapters)) {
    if (!isChapter(kind, key)) throw new DomainError('invalid');
    const text = cleanLines(raw);
    if (text === null || characterCount(text) > LONGEST) fields[key] = 'dossiers:error.chapter';
    else kept[key] = text;
  }
  if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  const content = await composeAtOnce(context, trajectory);
  await onDraft(context, { trajectory, kind, revision }, async ({ tx, draft, actorId }) => {
    const texts = { ...draft.texts };
    for (const [key, text] of Object.entries(kept)) {
      const isOwn = text !== '' && isChapter(kind, key) && text !== cleanLines(generatedText(key, content, draft.instrument));
      if (isOwn) texts[key] = text;
      else delete texts[key];
    }
    await tx
      .updateTable('process_paper')
      .set({ texts: JSON.stringify(texts), revision: revision + 1, changed_by_id: actorId, changed_at: context.now })
      .where('id', '=', draft.id)
      .execute();
    return 'process_paper.changed';
  });
}

/**
 * Freezes the draft with the figures of this moment, for everybody and for good.
 * @throws DomainError `not_found`, `not_allowed`, `stale`
 */
export async function freezePaper(
  context: Context,
  { trajectory, kind, revision }: Which & { revision: number },
): Promise<{ number: number }> {
  const dossier = await composeAtOnce(context, trajectory);
  let frozen = 0;
  await onDraft(context, { trajectory, kind, revision, freeze: true }, async ({ tx, draft, actorId }) => {
    const { municipality } = await tx.selectFrom('site').select('municipality').executeTakeFirstOrThrow();
    const content: ProcessPaperContent = {
      format: 1,
      kind,
      number: draft.number,
      instrument: draft.instrument,
      municipality,
      chapters: chaptersOf(draft, dossier, kind),
      dossier,
    };
    const json = canonicalJson(content);
    await tx
      .updateTable('process_paper')
      .set({ content: json, sha256: sha256Of(json), frozen_at: context.now, frozen_by_id: actorId, revision: revision + 1 })
      .where('id', '=', draft.id)
      .execute();
    frozen = draft.number;
    return 'process_paper.frozen';
  });
  return { number: frozen };
}

/** Every chapter with the words it has now. */
export function chaptersOf(
  { texts, instrument }: { texts: Record<string, string>; instrument: Instrument | null },
  dossier: ProcessPaperContent['dossier'],
  kind: PaperKind,
): ProcessPaperContent['chapters'] {
  return CHAPTERS[kind].map((key) => {
    const own = texts[key];
    return { key, text: own ?? generatedText(key, dossier, instrument), own: own !== undefined };
  });
}

type Draft = { id: string; number: number; instrument: Instrument | null; texts: Record<string, string> };

async function onDraft(
  context: Context,
  { trajectory: slug, kind, revision, freeze = false }: Which & { revision: number; freeze?: boolean },
  act: (given: { tx: Tx; draft: Draft; actorId: string }) => Promise<string>,
): Promise<void> {
  const { now } = context;
  await context.db.transaction().execute(async (tx) => {
    const { id: trajectoryId } = await getReadableTrajectory(tx, { slug, actor: context.actor, now });
    const actor = requireActor(context.actor, freeze ? 'process_paper.freeze' : 'process_paper.write', { trajectoryId }, context);
    const row = await tx
      .selectFrom('process_paper')
      .where('trajectory_id', '=', trajectoryId)
      .where('kind', '=', kind)
      .where('frozen_at', 'is', null)
      .select(['id', 'number', 'instrument', 'texts', 'revision'])
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new DomainError('not_found');
    if (row.revision !== revision) throw new DomainError('stale');
    const event = await act({ tx, draft: row, actorId: actor.id });
    await recordEvent(tx, context, {
      kind: event,
      trajectoryId,
      subjectKind: 'process_paper',
      subjectId: row.id,
      data: { paper: kind, subjectNumber: row.number },
    });
  });
}
