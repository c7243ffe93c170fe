import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { amsterdamMidnight, endOfAmsterdamDay, isDay } from '../calendar/amsterdam.ts';
import { ImportError } from '../cli/import-error.ts';
import type { Context, Tx } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { assertCan } from '../permissions.ts';
import { characterCount, cleanLine } from '../text/clean-text.ts';
import { insertBallots, insertIdeas, insertOptions } from './import-rows.ts';
import { metaLine, type PabulibFile, type PabulibProject, parsePabulib } from './pabulib.ts';
import { readRules } from './pabulib-rules.ts';

export type PabulibImport = {
  votingId: string;
  ideas: number;
  ballots: number /** The same file had been imported before. */;
  unchanged: boolean;
};

const DAY_MS = 86_400_000;
const TITLE = { min: 3, max: 120 };

/**
 * Imports a `.pb` file: its projects as ideas, a closed and sealed voting with an option per idea, and its ballots. Columns that mean nothing here are kept, and written
 * again by the export. All or nothing;
 * the same file again changes nothing. Run by an operator (no actor) or by who may import.
 * @throws ImportError with its line when the file is at fault; Error when there is no such trajectory
 */
export async function importPabulib(
  context: Context,
  { file, trajectorySlug, name }: { file: Uint8Array; trajectorySlug: string; name: string },
): Promise<PabulibImport> {
  const content = parsePabulib(file);
  const rules = readRules(content, file);
  const trajectory = await context.db.selectFrom('trajectory').select('id').where('slug', '=', trajectorySlug).executeTakeFirst();
  if (!trajectory) throw new Error(`Er is geen traject met de naam "${trajectorySlug}".`);
  if (context.actor) assertCan(context.actor, 'voting.import', { trajectoryId: trajectory.id }, context);
  const origin = originOf(content, name);
  const hash = createHash('sha256').update(file).digest('hex');
  const sourceKey = `${origin}#${hash}`;
  return context.db.transaction().execute(async (tx) => {
    // One import at a time per trajectory: two at once would both find nothing and then collide.
    await tx.selectFrom('trajectory').select('id').where('id', '=', trajectory.id).forUpdate().executeTakeFirstOrThrow();
    const earlier = await findEarlier(tx, { trajectoryId: trajectory.id, origin });
    if (earlier?.source_key === sourceKey)
      return { votingId: earlier.id, ideas: content.projects.length, ballots: content.ballots.length, unchanged: true };
    if (earlier) {
      throw new ImportError({
        line: metaLine(file, 'instance'),
        message: 'Deze stemming is al ingelezen, uit een bestand met een andere inhoud. Een uitslag die vaststaat, verandert niet meer.',
      });
    }
    const { opensAt, closesAt } = periodOf(content.meta, context.now);
    const title = cleanLine(content.meta.description ?? '') || name;
    const ideaIds = await insertIdeas(
      tx,
      content.projects.map((project) => ({ ...ideaFrom(project, title), sourceKey: `${origin}:${project.id}` })),
      { trajectoryId: trajectory.id, createdAt: opensAt },
    );
    const voting = await tx
      .insertInto('voting')
      .values({
        trajectory_id: trajectory.id,
        title,
        question: `Welke ideeën krijgen geld uit "${title}"?`,
        kind: rules.kind,
        budget: rules.budget,
        max_choices: rules.maxChoices,
        seats: rules.seats,
        method: rules.method,
        completion: rules.completion,
        ballot_type: content.ballotType,
        receipts: false,
        source: JSON.stringify(content.source),
        opens_at: opensAt,
        closes_at: closesAt,
        sealed_at: context.now,
        source_key: sourceKey,
        created_at: context.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const optionIds = await insertOptions(
      tx,
      voting.id,
      content.projects.map((project, index) => ({
        title: cleanLine(project.name) || fallbackTitle(project),
        cost: project.cost === 0 ? null : project.cost,
        sourceValues: project.values,
        ideaId: ideaIds[index] ?? '',
        sourceKey: project.id,
      })),
    );
    const optionOf = new Map(content.projects.map(({ id }, index) => [id, optionIds[index] ?? '']));
    await insertBallots(
      tx,
      voting.id,
      content.ballots.map(({ voterId, choices, points, values }) => ({
        sourceKey: voterId,
        choices: choices.map((id) => optionOf.get(id) ?? ''),
        points,
        sourceValues: values,
      })),
    );
    await recordEvent(tx, context, {
      kind: 'voting.imported',
      trajectoryId: trajectory.id,
      subjectKind: 'voting',
      subjectId: voting.id,
      data: { file: name, sha256: hash, ideas: content.projects.length, ballots: content.ballots.length },
    });
    return { votingId: voting.id, ideas: content.projects.length, ballots: content.ballots.length, unchanged: false };
  });
}

/** Names the voting for as long as it exists, whatever the file is called; files without an instance go by their name. */
function originOf({ meta }: PabulibFile, name: string): string {
  const parts = [meta.country, meta.unit, meta.district, meta.subunit, meta.instance].filter((part) => part);
  return `pabulib:${(meta.instance ? parts.join('/') : name).replaceAll('#', '-')}`;
}

async function findEarlier(tx: Tx, { trajectoryId, origin }: { trajectoryId: string; origin: string }) {
  return tx
    .selectFrom('voting')
    .select(['id', 'source_key'])
    .where('trajectory_id', '=', trajectoryId)
    .where(sql<string>`split_part(source_key, '#', 1)`, '=', origin)
    .executeTakeFirst();
}

/**
 * From `date_begin` up to and including `date_end` (a year, `DD.MM.YYYY` or `YYYY-MM-DD`), Amsterdam time. Whatever the file says, the voting is over: nobody can
 * add a ballot to an imported count.
 */
function periodOf(meta: Record<string, string>, now: Date): { opensAt: Date; closesAt: Date } {
  const end = dayOf(meta.date_end, '12-31');
  const stated = end ? endOfAmsterdamDay(end) : now;
  const closesAt = stated < now ? stated : now;
  const begin = dayOf(meta.date_begin, '01-01');
  const opensAt = begin ? amsterdamMidnight(begin) : new Date(closesAt.getTime() - DAY_MS);
  return { opensAt: opensAt < closesAt ? opensAt : new Date(closesAt.getTime() - DAY_MS), closesAt };
}

function dayOf(text: string | undefined, dayOfYear: string): string | null {
  const written = text?.trim() ?? '';
  const dotted = /^(\d{1,2})[.-](\d{1,2})[.-](\d{4})$/.exec(written);
  const day = dotted
    ? `${dotted[3]}-${dotted[2]?.padStart(2, '0')}-${dotted[1]?.padStart(2, '0')}`
    : /^\d{4}$/.test(written)
      ? `${written}-${dayOfYear}`
      : written;
  return isDay(day) ? day : null;
}

/** A project as an idea. A title too long for an idea is cut at a word, and stands in full above the explanation. */
function ideaFrom(project: PabulibProject, voting: string): { title: string; body: string } {
  const name = cleanLine(project.name) ?? '';
  const full = characterCount(name) >= TITLE.min ? name : fallbackTitle(project);
  const described = cleanLine(project.columns.description ?? '') ?? '';
  const body = characterCount(described) >= 10 ? described : `Dit idee deed mee aan "${voting}". Er is geen uitleg bij bewaard.`;
  if (characterCount(full) <= TITLE.max) return { title: full, body: cut(body, 5000) };
  return { title: cut(full, TITLE.max), body: cut(`${full}\n\n${body}`, 5000) };
}

function fallbackTitle({ id, name }: PabulibProject): string {
  return `Project ${id} ${cleanLine(name) ?? ''}`.trim();
}

/** Cuts at a word where there is one, with an ellipsis, to at most `max` characters (code points). */
function cut(text: string, max: number): string {
  const characters = Array.from(text);
  if (characters.length <= max) return text;
  const start = characters.slice(0, max - 1).join('');
  const word = start.replace(/\s+\S*$/u, '');
  return `${word.length > start.length / 2 ? word : start}…`;
}
