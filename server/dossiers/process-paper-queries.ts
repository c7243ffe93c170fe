import type { Context } from '../context.ts';
import { env } from '../env.ts';
import { DomainError } from '../errors.ts';
import { assertCan, can } from '../permissions.ts';
import { codeOf } from '../redaction/paper-code.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { CHAPTER_TITLE, CHAPTERS, generatedText, type PaperKind } from './chapters.ts';
import { composeDossier, readVotings } from './compose.ts';
import { onPage, type PaperOnPage, type ProcessPaperContent, processPaper } from './process-paper.ts';
import { chaptersOf } from './process-papers.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;
type Which = { trajectory: string; kind: PaperKind };

/** The newest frozen paper of a kind, or the one asked for, and the draft for who writes it. @throws DomainError `not_found` for a number that is not there */
export async function getPaperPage(context: Viewer, { trajectory: slug, kind, number }: Which & { number?: number | undefined }) {
  const { db, actor, now } = context;
  const { id: trajectoryId, title } = await getReadableTrajectory(db, { slug, actor, now });
  const rows = await db
    .selectFrom('process_paper')
    .where('trajectory_id', '=', trajectoryId)
    .where('kind', '=', kind)
    .select(['number', 'frozen_at', 'sha256', 'redacted_at', 'redacted_sha256', 'changed_at'])
    .orderBy('number', 'desc')
    .execute();
  const frozen = rows.flatMap(({ number: own, frozen_at, ...row }) => {
    const { sha256, takenOut } = codeOf(row);
    return frozen_at ? [{ number: own, frozenAt: frozen_at.toISOString(), sha256: sha256 ?? '', takenOut }] : [];
  });
  const shown = number === undefined ? frozen[0] : frozen.find((own) => own.number === number);
  if (number !== undefined && !shown) throw new DomainError('not_found');
  const draft = rows.find(({ frozen_at }) => frozen_at === null);
  const write = can(actor, 'process_paper.write', { trajectoryId }, { now });
  return {
    kind,
    trajectory: { slug, title },
    frozen,
    shown: shown ? { ...shown, paper: await paperOf(db, { trajectoryId, kind, number: shown.number }) } : null,
    // That there is a draft is known to who makes it.
    draft: write && draft ? { number: draft.number, changedAt: draft.changed_at.toISOString() } : null,
    may: { write },
  };
}

async function paperOf(db: Viewer['db'], which: { trajectoryId: string; kind: PaperKind; number: number }): Promise<PaperOnPage> {
  return onPage(processPaper(JSON.parse(await readContent(db, which)) as ProcessPaperContent, { publicUrl: env.publicUrl, frozen: true }));
}

async function readContent(
  db: Viewer['db'],
  { trajectoryId, kind, number }: { trajectoryId: string; kind: PaperKind; number: number },
): Promise<string> {
  const row = await db
    .selectFrom('process_paper')
    .where('trajectory_id', '=', trajectoryId)
    .where('kind', '=', kind)
    .where('number', '=', number)
    .select('content')
    .executeTakeFirst();
  if (!row || row.content === null) throw new DomainError('not_found');
  return row.content;
}

/** A frozen paper letter by letter as it was kept. @throws DomainError `not_found` */
export async function readPaper(
  { db, actor, now }: Viewer,
  { trajectory: slug, kind, number }: Which & { number: number },
): Promise<string> {
  const { id: trajectoryId } = await getReadableTrajectory(db, { slug, actor, now });
  return readContent(db, { trajectoryId, kind, number });
}

/** The draft to write in: each chapter with its words now and those the system would make; null before it is begun. @throws DomainError `not_allowed`, `not_found` */
export async function getPaperDesk(context: Viewer, { trajectory: slug, kind }: Which) {
  const { db, actor, now } = context;
  const { id: trajectoryId, title } = await getReadableTrajectory(db, { slug, actor, now });
  assertCan(actor, 'process_paper.write', { trajectoryId }, { now });
  const draft = await db
    .selectFrom('process_paper')
    .innerJoin('person', 'person.id', 'process_paper.changed_by_id')
    .where('trajectory_id', '=', trajectoryId)
    .where('kind', '=', kind)
    .where('frozen_at', 'is', null)
    .select(['number', 'instrument', 'texts', 'revision', 'changed_at', 'person.display_name as changed_by'])
    .executeTakeFirst();
  const trajectory = { slug, title };
  const may = { freeze: can(actor, 'process_paper.freeze', { trajectoryId }, { now }) };
  if (!draft) return { kind, trajectory, draft: null, may };
  const dossier = await composeDossier(context, { trajectory: slug, votings: await readVotings(context, slug) });
  const { municipality } = await db.selectFrom('site').select('municipality').executeTakeFirstOrThrow();
  const { number, instrument, texts, revision, changed_at, changed_by } = draft;
  const chapters = chaptersOf(draft, dossier, kind);
  const content: ProcessPaperContent = { format: 1, kind, number, instrument, municipality, chapters, dossier };
  return {
    kind,
    trajectory,
    draft: {
      number,
      instrument,
      revision,
      changedAt: changed_at.toISOString(),
      changedBy: changed_by,
      chapters: CHAPTERS[kind].map((key) => ({
        key,
        title: CHAPTER_TITLE[key],
        text: texts[key] ?? generatedText(key, dossier, instrument),
        own: texts[key] !== undefined,
      })),
      paper: onPage(processPaper(content, { publicUrl: env.publicUrl, frozen: false })),
    },
    may,
  };
}
