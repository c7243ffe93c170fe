import { sql } from 'kysely';
import { openDatabase } from '../../db/client.ts';
import { migrate } from '../../db/migrate.ts';
import { sealEvents } from '../events/seal.ts';
import { verifyEvents } from '../events/verify.ts';

const EVENTS = 100_000;

/** Seals 100,000 events in the embedded database, and computes the whole chain again. */
export async function benchEvents(report: (line: Record<string, unknown>) => void, dataDir: string): Promise<void> {
  const handle = await openDatabase({ dataDir });
  try {
    await migrate(handle.db);
    await sql`insert into event (at, kind, subject_kind, subject_id, data)
      select clock_timestamp(), 'idea.supported', 'idea', gen_random_uuid()::text, jsonb_build_object('count', n)
      from generate_series(1, ${EVENTS}::int) n`.execute(handle.db);
    const seconds = async (work: () => Promise<unknown>) => {
      const began = performance.now();
      await work();
      return Number(((performance.now() - began) / 1000).toFixed(2));
    };
    report({ bench: 'events', name: 'sealed', events: EVENTS, seconds: await seconds(() => sealEvents(handle.db)) });
    report({
      bench: 'events',
      name: 'verified',
      events: EVENTS,
      seconds: await seconds(async () => {
        const { sealed, broken } = await verifyEvents(handle.db);
        if (sealed < EVENTS || broken) throw new Error(`${sealed} of ${EVENTS} fit`);
      }),
    });
  } finally {
    await handle.close();
  }
}
