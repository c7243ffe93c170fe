import { z } from 'zod';
import type { Actor } from '../context.ts';
import { env } from '../env.ts';
import { DomainError } from '../errors.ts';
import { listMails } from '../mail/outbox.ts';
import { displayNameSchema, emailSchema } from '../people/rules.ts';
import { procedure, router } from '../trpc.ts';
import { confirmEmail, register, requestPasswordReset, resendConfirmation, resetPassword } from './account-commands.ts';
import { signIn, signOut } from './commands.ts';
import { signOutElsewhere } from './own-sessions.ts';
import { countOtherSessions, findBlock } from './queries.ts';
import { sessionKind } from './rules.ts';

// Longer than any password may be, so that the rule can say so; still short enough to hash without harm.
const passwordInput = z.string().max(4096);
const tokenInput = z.string().min(1).max(200);
// Any text is a wrong address, but what PostgreSQL cannot read is no text.
const addressInput = z
  .string()
  .max(254)
  .refine((text) => !text.includes('\0'));
const { publicUrl } = env;

export const authRouter = router({
  signIn: procedure
    .input(z.object({ email: addressInput, password: passwordInput }))
    .mutation(async ({ ctx, input }) => publicSelf(await signIn(ctx, input))),
  signOut: procedure.mutation(async ({ ctx }) => {
    await signOut(ctx);
    return { ok: true };
  }),
  signOutElsewhere: procedure.mutation(async ({ ctx }) => {
    await signOutElsewhere(ctx);
    return { ok: true };
  }),
  /** Who is signed in, or null. */
  me: procedure.query(({ ctx }) => (ctx.actor ? publicSelf(ctx.actor) : null)),
  /** What only the person themselves sees of their account. */
  myAccount: procedure.query(async ({ ctx }) => {
    const { actor, db, now, sessionIdHash } = ctx;
    if (!actor) throw new DomainError('sign_in_first');
    return {
      ...publicSelf(actor),
      block: await findBlock(db, actor.id, now),
      otherSessions: await countOtherSessions(db, { personId: actor.id, sessionIdHash, now }),
    };
  }),
  register: procedure
    .input(z.object({ name: displayNameSchema, email: emailSchema, password: passwordInput }))
    .mutation(async ({ ctx, input }) => {
      await register(ctx, { ...input, publicUrl });
      return { ok: true };
    }),
  resendConfirmation: procedure.mutation(async ({ ctx }) => {
    await resendConfirmation(ctx, { publicUrl });
    return { ok: true };
  }),
  confirmEmail: procedure.input(z.object({ token: tokenInput })).mutation(async ({ ctx, input }) => {
    await confirmEmail(ctx, input);
    return { ok: true };
  }),
  requestPasswordReset: procedure.input(z.object({ email: emailSchema })).mutation(async ({ ctx, input }) => {
    await requestPasswordReset(ctx, { ...input, publicUrl });
    return { ok: true };
  }),
  resetPassword: procedure.input(z.object({ token: tokenInput, password: passwordInput })).mutation(async ({ ctx, input }) => {
    await resetPassword(ctx, { ...input, publicUrl });
    return { ok: true };
  }),
  /** The demo's mailbox. In any other set-up it does not exist. */
  devMails: procedure.query(({ ctx }) => {
    if (!env.demo || env.smtpUrl) throw new DomainError('not_found');
    return listMails(ctx.db);
  }),
});

function publicSelf(actor: Actor) {
  return {
    id: actor.id,
    name: actor.name,
    email: actor.email,
    verificationLevel: actor.verificationLevel,
    blockedUntil: actor.blockedUntil,
    isStaff: sessionKind(actor.roles) === 'staff',
    roles: actor.roles,
  };
}
