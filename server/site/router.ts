import { readBackupStatus } from '../backup/runs.ts';
import type { Db } from '../context.ts';
import { assertCan } from '../permissions.ts';
import { rememberFor } from '../remembered.ts';
import { procedure, router } from '../trpc.ts';

/** Whose installation this is; every page names it. */
export type Site = { municipality: string; contactName: string; contactEmail: string; contactPhone: string; demo: boolean };

export const siteRouter = router({
  get: procedure.query(({ ctx }) => rememberFor(ctx.db, { key: 'site', now: ctx.now, forMs: 10_000 }, () => getSite(ctx.db))),
  /** The last good backup, and whether one was put back to try it. */
  backups: procedure.query(({ ctx }) => {
    assertCan(ctx.actor, 'site.administer', {}, ctx);
    return readBackupStatus(ctx.db);
  }),
});

async function getSite(db: Db): Promise<Site> {
  const row = await db.selectFrom('site').selectAll().executeTakeFirst();
  return {
    municipality: row?.municipality ?? 'Voorbeeldgemeente',
    contactName: row?.contact_name ?? '',
    contactEmail: row?.contact_email ?? '',
    contactPhone: row?.contact_phone ?? '',
    demo: row?.demo ?? false,
  };
}
