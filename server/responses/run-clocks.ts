import type { Db } from '../context.ts';
import { noteOverdueClocks, sendReminders } from './clock-jobs.ts';
import { startWaitingClocks } from './clock-start.ts';
import { sendDailyLists } from './daily-lists.ts';
import { foldTallies } from './fold-tallies.ts';

/** Everything clocks do by themselves, in the order it happens. Safe to run twice, on several nodes, and after a time without us. */
export async function runClocks({ db, now }: { db: Db; now: Date }): Promise<void> {
  await startWaitingClocks({ db, now });
  await noteOverdueClocks({ db, now });
  await sendReminders({ db, now });
  await sendDailyLists({ db, now });
  await foldTallies({ db });
}
