/** Many rows in few statements: a file of thousands of ballots goes in within seconds, also on the embedded database. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../context.ts';

const BALLOTS_PER_STATEMENT = 2000;

/** Adds ideas without an author, with their contributions, and numbers them on. Each has its own moment, or the one given for all. Ids in the order given. */
export async function insertIdeas(
  tx: Tx,
  ideas: { title: string; body: string; sourceKey: string; createdAt?: Date; themeId?: string | null; place?: string | null }[],
  { trajectoryId, createdAt }: { trajectoryId: string; createdAt: Date },
): Promise<string[]> {
  const { last } = await tx
    .updateTable('trajectory')
    .set((eb) => ({ last_idea_number: eb('last_idea_number', '+', ideas.length) }))
    .where('id', '=', trajectoryId)
    .returning('last_idea_number as last')
    .executeTakeFirstOrThrow();
  const ids = ideas.map(() => randomUUID());
  const numbers = ideas.map((_, index) => last - ideas.length + index + 1);
  const titles = ideas.map(({ title }) => title);
  const moments = ideas.map((idea) => (idea.createdAt ?? createdAt).toISOString());
  await sql`
    insert into contribution (id, trajectory_id, kind, title, created_at)
    select id, ${trajectoryId}::uuid, 'idea', title, created_at::timestamptz
    from unnest(${ids}::uuid[], ${titles}::text[], ${moments}::text[]) as row (id, title, created_at)`.execute(tx);
  await sql`
    insert into idea (id, trajectory_id, number, title, body, source_key, created_at, theme_id, place)
    select id, ${trajectoryId}::uuid, number, title, body, source_key, created_at::timestamptz, theme_id, place
    from unnest(${ids}::uuid[], ${numbers}::integer[], ${titles}::text[], ${ideas.map(({ body }) => body)}::text[], ${ideas.map(({ sourceKey }) => sourceKey)}::text[],
      ${moments}::text[], ${ideas.map(({ themeId }) => themeId ?? null)}::uuid[], ${ideas.map(({ place }) => place ?? null)}::text[])
      as row (id, number, title, body, source_key, created_at, theme_id, place)`.execute(tx);
  return ids;
}

/** Adds the options of a voting. Ids in the order given. */
export async function insertOptions(
  tx: Tx,
  votingId: string,
  options: { title: string; cost: number | null; ideaId: string; sourceKey: string; sourceValues: string[] | null }[],
): Promise<string[]> {
  const ids = options.map(() => randomUUID());
  await sql`
    insert into voting_option (id, voting_id, position, title, cost, idea_id, source_key, source_values)
    select id, ${votingId}::uuid, position, title, cost, idea_id, source_key, ${valuesFrom('source_values')}
    from unnest(${ids}::uuid[], ${options.map((_, index) => index + 1)}::integer[], ${options.map(({ title }) => title)}::text[],
      ${options.map(({ cost }) => cost)}::bigint[], ${options.map(({ ideaId }) => ideaId)}::uuid[], ${options.map(({ sourceKey }) => sourceKey)}::text[],
      ${options.map(({ sourceValues }) => sourceValues && JSON.stringify(sourceValues))}::text[])
      as row (id, position, title, cost, idea_id, source_key, source_values)`.execute(tx);
  return ids;
}

/** Adds ballots that are not linked to anybody. */
export async function insertBallots(
  tx: Tx,
  votingId: string,
  ballots: { choices: string[]; points: number[] | null; sourceKey: string; sourceValues: string[] | null }[],
): Promise<void> {
  for (let start = 0; start < ballots.length; start += BALLOTS_PER_STATEMENT) {
    const chunk = ballots.slice(start, start + BALLOTS_PER_STATEMENT);
    await sql`
      insert into ballot (voting_id, choices, points, source_key, source_values)
      select ${votingId}::uuid, choices::uuid[], points::integer[], source_key, ${valuesFrom('source_values')}
      from unnest(${chunk.map(({ choices }) => `{${choices.join(',')}}`)}::text[], ${chunk.map(({ points }) => points && `{${points.join(',')}}`)}::text[], ${chunk.map(({ sourceKey }) => sourceKey)}::text[],
        ${chunk.map(({ sourceValues }) => sourceValues && JSON.stringify(sourceValues))}::text[]) as row (choices, points, source_key, source_values)`.execute(
      tx,
    );
  }
}

/** A row of a file that goes out as it came in, which went in as JSON: arrays within arrays must all be equally long in SQL. Null: there is none. */
function valuesFrom(column: string) {
  const values = sql.ref(column);
  return sql`case when ${values} is not null then array(select jsonb_array_elements_text(${values}::jsonb)) end`;
}
