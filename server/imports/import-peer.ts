/** Reads in what people contributed in another participation system: ideas here, with the rows as they were kept beside them. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { ImportError } from '../cli/import-error.ts';
import type { Context, Tx } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { findTrajectoryId } from '../plan-texts/import.ts';
import { insertBallots, insertIdeas, insertOptions } from '../votings/import-rows.ts';
import { readDecidim } from './decidim.ts';
import { readOpenstad } from './openstad.ts';
import type { PeerIdea, PeerSystem } from './peer-idea.ts';
import { cut } from './plain-text.ts';
import { type PolisConversation, readPolis } from './polis.ts';

export type PeerImport = {
  ideas: number;
  /** Kept, and no idea here. */
  keptOnly: number;
  /** Known from an earlier file, and left as they are here. */
  known: number;
  /** Of those, how many say something else there by now. */
  differ: number;
  ballots: number;
  /** The same file had been imported before. */
  unchanged: boolean;
};

type Named = { trajectorySlug: string; name: string };

/**
 * Proposals of Decidim or resources of OpenStad as ideas without an author. All or nothing; the same file again changes nothing. A newer file adds what is new: what was
 * brought in before is ours by now, and stays as it is. Run by an operator.
 * @throws ImportError with its line when the file is at fault, or for an unknown trajectory
 */
export async function importProposals(
  context: Context,
  { system, file, ...named }: Named & { system: 'decidim' | 'openstad'; file: Uint8Array },
): Promise<PeerImport> {
  const ideas = system === 'decidim' ? readDecidim(file) : readOpenstad(file);
  return onTrajectory(context, { ...named, system, files: [file] }, async (tx, at) => ({
    ...(await writeIdeas(tx, context, { ...at, ideas })),
    ballots: 0,
  }));
}

/**
 * A conversation of Polis: its statements as ideas, and one closed voting with what each participant agreed with. That they disagreed or passed is kept beside it. A
 * count does not change any more: another file of statements that are here already is refused.
 * @throws ImportError as `importProposals`
 */
export async function importPolis(
  context: Context,
  { comments, votes, ...named }: Named & { comments: Uint8Array; votes: Uint8Array },
): Promise<PeerImport> {
  const conversation = readPolis({ comments, votes });
  return onTrajectory(context, { ...named, system: 'polis', files: [comments, votes] }, async (tx, at) => {
    const counts = await writeIdeas(tx, context, { ...at, ideas: conversation.statements });
    if (counts.known > 0) {
      throw new ImportError({
        line: 1,
        message: 'Dit gesprek is al ingelezen, uit bestanden met een andere inhoud. Een uitslag die vaststaat, verandert niet meer.',
      });
    }
    return { ...counts, ballots: await writeVoting(tx, context, { ...at, conversation }) };
  });
}

type At = { trajectoryId: string; importId: string; name: string };
type Counts = Omit<PeerImport, 'unchanged'>;

async function onTrajectory(
  context: Context,
  { trajectorySlug, name, system, files }: Named & { system: PeerSystem; files: readonly Uint8Array[] },
  write: (tx: Tx, at: At) => Promise<Counts>,
): Promise<PeerImport> {
  const trajectoryId = await findTrajectoryId(context, trajectorySlug);
  const hash = createHash('sha256');
  for (const file of files) hash.update(String(file.length)).update('\n').update(file);
  const sha256 = hash.digest('hex');
  return context.db.transaction().execute(async (tx) => {
    // One import at a time per trajectory: two at once would both find nothing and then collide.
    await tx.selectFrom('trajectory').select('id').where('id', '=', trajectoryId).forUpdate().executeTakeFirstOrThrow();
    const row = { trajectory_id: trajectoryId, system, file: name.slice(-200), sha256, imported_at: context.now };
    const made = await tx
      .insertInto('peer_import')
      .values(row)
      .onConflict((conflict) => conflict.columns(['trajectory_id', 'system', 'sha256']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) return { ideas: 0, keptOnly: 0, known: 0, differ: 0, ballots: 0, unchanged: true };
    const counts = await write(tx, { trajectoryId, importId: made.id, name });
    await recordEvent(tx, context, {
      kind: 'peer.imported',
      trajectoryId,
      subjectKind: 'trajectory',
      subjectId: trajectoryId,
      data: { system, file: row.file, sha256, ...counts },
    });
    return { ...counts, unchanged: false };
  });
}

async function writeIdeas(
  tx: Tx,
  context: Context,
  { trajectoryId, importId, ideas }: At & { ideas: readonly PeerIdea[] },
): Promise<Omit<Counts, 'ballots'>> {
  const before = await tx.selectFrom('peer_row').where('trajectory_id', '=', trajectoryId).select(['source_key', 'raw']).execute();
  const known = new Map(before.map((row) => [row.source_key, row.raw as unknown]));
  const fresh = ideas.filter(({ sourceKey }) => !known.has(sourceKey));
  const themes = await tx.selectFrom('theme').where('trajectory_id', '=', trajectoryId).select(['id', 'name']).execute();
  const shown = fresh.flatMap(({ words, ...idea }) => (words ? [{ ...idea, ...words }] : []));
  const ids = await insertIdeas(
    tx,
    shown.map(({ title, body, sourceKey, createdAt, theme, place }) => ({
      title,
      body,
      sourceKey,
      // What is said to come from the future came in now.
      createdAt: createdAt && createdAt < context.now ? createdAt : context.now,
      themeId: themes.find(({ name }) => name.toLowerCase() === theme?.trim().toLowerCase())?.id ?? null,
      place: place === null ? null : cut(place.trim(), 120) || null,
    })),
    { trajectoryId, createdAt: context.now },
  );
  const idOf = new Map(shown.map(({ sourceKey }, index) => [sourceKey, ids[index] ?? null]));
  await keepRows(
    tx,
    { trajectoryId, importId },
    fresh.map((idea) => ({ ...idea, ideaId: idOf.get(idea.sourceKey) ?? null })),
  );
  const again = ideas.filter(({ sourceKey }) => known.has(sourceKey));
  return {
    ideas: shown.length,
    keptOnly: fresh.length - shown.length,
    known: again.length,
    differ: again.filter(({ sourceKey, raw }) => !sameRow(known.get(sourceKey), raw)).length,
  };
}

/** Whether two rows say the same; the database does not keep the order of names. */
function sameRow(one: unknown, other: unknown): boolean {
  const inOrder = (_: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return JSON.stringify(one, inOrder) === JSON.stringify(other, inOrder);
}

type Kept = Pick<PeerIdea, 'sourceKey' | 'raw' | 'url' | 'supports'> & { ideaId: string | null };
const ROWS_PER_STATEMENT = 2000;

async function keepRows(
  tx: Tx,
  { trajectoryId, importId }: { trajectoryId: string; importId: string },
  rows: readonly Kept[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const chunk = rows.slice(start, start + ROWS_PER_STATEMENT);
    await sql`
      insert into peer_row (import_id, trajectory_id, source_key, raw, url, supports, idea_id)
      select ${importId}::uuid, ${trajectoryId}::uuid, source_key, raw::jsonb, url, supports, idea_id
      from unnest(${chunk.map((row) => row.sourceKey)}::text[], ${chunk.map((row) => storable(row.raw))}::text[],
        ${chunk.map((row) => row.url)}::text[], ${chunk.map((row) => row.supports)}::integer[], ${chunk.map((row) => row.ideaId)}::uuid[])
        as row (source_key, raw, url, supports, idea_id)`.execute(tx);
  }
}

/** As JSON, without what the database cannot hold: NUL and half a surrogate pair. */
function storable(raw: Record<string, unknown>): string {
  return JSON.stringify(raw, (_, value: unknown) => (typeof value === 'string' ? value.replace(/\0|\p{Surrogate}/gu, '') : value));
}

/** @returns how many ballots */
async function writeVoting(
  tx: Tx,
  context: Context,
  { trajectoryId, importId, name, conversation }: At & { conversation: PolisConversation },
): Promise<number> {
  const { statements, voters, from, until } = conversation;
  const shown = statements.filter(({ words }) => words !== null);
  if (shown.length === 0)
    throw new ImportError({ line: 1, message: 'Alle uitspraken zijn afgekeurd. Er is niets om in te lezen. (in comments.csv)' });
  const closesAt = until < context.now ? new Date(until.getTime() + 1000) : context.now;
  const voting = await tx
    .insertInto('voting')
    .values({
      trajectory_id: trajectoryId,
      title: 'Gesprek in Polis',
      question: 'Met welke uitspraken bent u het eens?',
      kind: 'approval',
      budget: null,
      max_choices: null,
      method: 'approval',
      completion: null,
      receipts: false,
      opens_at: from < closesAt ? from : new Date(closesAt.getTime() - 1000),
      closes_at: closesAt,
      sealed_at: context.now,
      source_key: `polis:${importId}`,
      created_at: context.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const rows = await tx.selectFrom('peer_row').where('import_id', '=', importId).select(['source_key', 'idea_id']).execute();
  const ideaOf = new Map(rows.map((row) => [row.source_key, row.idea_id]));
  const optionIds = await insertOptions(
    tx,
    voting.id,
    shown.map(({ sourceKey, words }) => ({
      title: words?.title ?? '',
      cost: null,
      ideaId: ideaOf.get(sourceKey) ?? '',
      sourceKey: sourceKey.slice('polis:'.length),
      sourceValues: null,
    })),
  );
  const optionOf = new Map(shown.map(({ sourceKey }, index) => [sourceKey.slice('polis:'.length), optionIds[index] ?? '']));
  const ballots = voters.map(({ voterId, answers }) => ({
    sourceKey: voterId,
    choices: [...answers].flatMap(([id, answer]) => (answer === 1 && optionOf.has(id) ? [optionOf.get(id) ?? ''] : [])),
    points: null,
    sourceValues: null,
  }));
  await insertBallots(tx, voting.id, ballots);
  await keepRows(
    tx,
    { trajectoryId, importId },
    voters.map(({ voterId, raw }) => ({
      sourceKey: `polis:deelnemer:${voterId}`,
      raw: { votes: raw },
      url: null,
      supports: null,
      ideaId: null,
    })),
  );
  await recordEvent(tx, context, {
    kind: 'voting.imported',
    trajectoryId,
    subjectKind: 'voting',
    subjectId: voting.id,
    data: { file: name, ideas: shown.length, ballots: ballots.length },
  });
  return ballots.length;
}
