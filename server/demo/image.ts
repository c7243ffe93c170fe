/**
 * The demo tells its story relative to today, in some ten thousand small steps through the application's own commands. The build takes them once and keeps the database
 * that came of it; a first start on the same day begins with that. On any other day, or on PostgreSQL, a first start takes the steps itself.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';

/** The address in the mails of a demo that was filled before anybody knew where it would run. */
export const BUILT_FOR = 'http://localhost:3000';

/** Where the build keeps the demo of the day of `now`. */
export function demoImageOf(buildFolder: string, now: Date): string {
  return join(buildFolder, `demo-database-${amsterdamDay(now)}.tar.gz`);
}

/** @returns null when the build was made on another day, or not at all */
export function findDemoImage(buildFolder: string, now: Date): string | null {
  const file = demoImageOf(buildFolder, now);
  return existsSync(file) ? file : null;
}

/** Mails of a demo from the build lead to where the site stands. Twice is the same as once. */
export async function readdressDemoMails(db: Db, publicUrl: string): Promise<void> {
  if (publicUrl === BUILT_FOR) return;
  await db
    .updateTable('mail')
    .set({
      text: sql`replace(text, ${`${BUILT_FOR}/`}, ${`${publicUrl}/`})`,
      unsubscribe_url: sql`replace(unsubscribe_url, ${`${BUILT_FOR}/`}, ${`${publicUrl}/`})`,
    })
    .where('text', 'like', `%${BUILT_FOR}/%`)
    .execute();
}
