import { z } from 'zod';
import { env } from '../env.ts';
import { procedure, router } from '../trpc.ts';
import { LOCALE_NAMES } from '../web/locale.ts';
import { trajectoryAgenda } from './agenda.ts';
import { catalogue } from './catalogue.ts';
import { readCouncilData } from './council-data.ts';
import { makePartner, revokePartner } from './partners/commands.ts';
import { listPartners } from './partners/queries.ts';
import { addWebhook, changeWebhook } from './webhooks/commands.ts';
import { listWebhooks } from './webhooks/queries.ts';

const slug = z.string().min(1).max(100);
const trajectory = slug.nullable().default(null);

export const openDataRouter = router({
  /** iCalendar. */
  agenda: procedure
    .input(z.object({ trajectory: slug, locale: z.enum(LOCALE_NAMES).default('nl') }))
    .query(({ ctx, input }) => trajectoryAgenda({ db: ctx.db, now: ctx.now, publicUrl: env.publicUrl }, input.trajectory, input.locale)),
  /** DCAT as JSON-LD. */
  catalogue: procedure.query(({ ctx }) => catalogue({ db: ctx.db, now: ctx.now, publicUrl: env.publicUrl })),
  /** Meetings and documents in the shape of Open Raadsinformatie. */
  councilData: procedure.query(({ ctx }) => readCouncilData({ db: ctx.db, now: ctx.now, publicUrl: env.publicUrl })),
  partners: procedure.query(({ ctx }) => listPartners(ctx)),
  makePartner: procedure
    .input(
      z.object({
        name: z.string().max(1000),
        url: z.string().max(2000).default(''),
        scopes: z.array(z.string().max(100)).max(10),
        expiresOn: z.string().max(10),
        trajectory,
      }),
    )
    .mutation(({ ctx, input }) => makePartner(ctx, input)),
  revokePartner: procedure.input(z.object({ partnerId: z.uuid() })).mutation(({ ctx, input }) => revokePartner(ctx, input)),
  webhooks: procedure.query(({ ctx }) => listWebhooks(ctx)),
  addWebhook: procedure
    .input(z.object({ name: z.string().max(1000), url: z.string().max(2000), kinds: z.array(z.string().max(100)).max(100), trajectory }))
    .mutation(({ ctx, input }) => addWebhook(ctx, input, { allowPrivate: env.webhookPrivate })),
  changeWebhook: procedure
    .input(z.object({ webhookId: z.uuid(), act: z.enum(['test', 'disable', 'enable', 'remove']) }))
    .mutation(({ ctx, input }) => changeWebhook(ctx, input)),
});
