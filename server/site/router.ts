import { z } from 'zod';
import { assertProved } from '../auth/proof.ts';
import { readBackupStatus } from '../backup/runs.ts';
import type { Db } from '../context.ts';
import { assertCan } from '../permissions.ts';
import { forget, rememberFor } from '../remembered.ts';
import { listTeams } from '../responses/response-assign.ts';
import { cleanLine } from '../text/clean-text.ts';
import { procedure, router } from '../trpc.ts';
import { nameSite, nameTeam, setStaffSecondFactor, UNNAMED_SITE } from './commands.ts';
import { getSecondFactorSetting } from './second-factor-setting.ts';

const text = (min: number, max: number) =>
  z
    .string()
    .max(max)
    .transform((raw) => cleanLine(raw) ?? '')
    .pipe(z.string().min(min));
const line = text(2, 100);
const names = z.object({
  municipality: line,
  contactName: line,
  contactEmail: z.email().max(254),
  contactPhone: text(3, 30),
});

/** Whose installation this is; every page names it. */
export type Site = { municipality: string; contactName: string; contactEmail: string; contactPhone: string; demo: boolean };

export const siteRouter = router({
  get: procedure.query(({ ctx }) => rememberFor(ctx.db, { key: 'site', now: ctx.now, forMs: 10_000 }, () => getSite(ctx.db))),
  /** The last good backup, and whether one was put back to try it. */
  backups: procedure.query(({ ctx }) => {
    assertCan(ctx.actor, 'site.administer', {}, ctx);
    return readBackupStatus(ctx.db);
  }),
  /** As it is now, for who changes it. */
  settings: procedure.query(async ({ ctx }) => {
    assertCan(ctx.actor, 'site.administer', {}, ctx);
    return { site: await getSite(ctx.db), teams: await listTeams(ctx.db) };
  }),
  name: procedure.input(names).mutation(async ({ ctx, input }) => {
    await nameSite(ctx, input);
    forget(ctx.db, 'site');
    return { ok: true };
  }),
  nameTeam: procedure.input(z.object({ teamId: z.uuid().optional(), name: line })).mutation(({ ctx, input }) => nameTeam(ctx, input)),
  /** Whether staff are asked for a second factor, and how many have one. */
  secondFactor: procedure.query(({ ctx }) => {
    assertCan(ctx.actor, 'site.administer', {}, ctx);
    return getSecondFactorSetting(ctx.db, ctx.now);
  }),
  setSecondFactor: procedure.input(z.object({ on: z.boolean() })).mutation(async ({ ctx, input }) => {
    assertCan(ctx.actor, 'site.change', {}, ctx);
    await assertProved(ctx);
    await setStaffSecondFactor(ctx, input);
    return { ok: true };
  }),
});

async function getSite(db: Db): Promise<Site> {
  const row = await db.selectFrom('site').selectAll().executeTakeFirst();
  return {
    municipality: row?.municipality ?? UNNAMED_SITE.municipality,
    contactName: row?.contact_name ?? UNNAMED_SITE.contactName,
    contactEmail: row?.contact_email ?? UNNAMED_SITE.contactEmail,
    contactPhone: row?.contact_phone ?? UNNAMED_SITE.contactPhone,
    demo: row?.demo ?? false,
  };
}
