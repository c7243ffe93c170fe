import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../context.ts';

/**
 * The value that finds a person's ballot back while it may still change: an HMAC of the person under the voting's own key. Null once the key has been destroyed.
 */
export async function linkOf(db: Db, { votingId, personId }: { votingId: string; personId: string }): Promise<Buffer | null> {
  const row = await db.selectFrom('voting_key').select('key').where('voting_id', '=', votingId).executeTakeFirst();
  if (!row) return null;
  return createHmac('sha256', row.key).update(personId).digest();
}

/** The own ballot, as long as the voting has not been sealed. */
export async function findOwnBallot(
  db: Db,
  { votingId, personId }: { votingId: string; personId: string },
): Promise<{ choices: string[]; receipt: string | null } | null> {
  const link = await linkOf(db, { votingId, personId });
  if (!link) return null;
  const row = await db
    .selectFrom('ballot')
    .select(['receipt', sql<string>`array_to_string(choices, ',')`.as('choices')])
    .where('voting_id', '=', votingId)
    .where('link', '=', link)
    .executeTakeFirst();
  return row ? { choices: row.choices.split(','), receipt: row.receipt } : null;
}

/** The ballot that was cast under a code; only for a voting that has been sealed. */
export async function findByReceipt(
  db: Db,
  { votingId, receipt }: { votingId: string; receipt: string },
): Promise<{ receipt: string; choices: string[] } | null> {
  const row = await db
    .selectFrom('ballot')
    .select(sql<string>`array_to_string(choices, ',')`.as('choices'))
    .where('voting_id', '=', votingId)
    .where('receipt', '=', receipt)
    .executeTakeFirst();
  return row ? { receipt, choices: row.choices.split(',') } : null;
}
