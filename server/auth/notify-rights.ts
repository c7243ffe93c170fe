import { sql } from 'kysely';
import type { Db } from '../context.ts';

/** The channel on which sockets hear that somebody's rights or sessions have changed; the payload is the person's id. */
export const RIGHTS_CHANNEL = 'oever_rights';

/** Within a transaction: sockets hear it when, and only if, the change is there. They then check that person again. */
export async function notifyRights(tx: Db, personId: string): Promise<void> {
  await sql`select pg_notify(${RIGHTS_CHANNEL}, ${personId})`.execute(tx);
}
