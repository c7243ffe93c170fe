import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import type { Actor, Context } from '../context.ts';
import { env } from '../env.ts';
import { DomainError } from '../errors.ts';
import { chooseLanguage, getOwnLanguage } from '../people/language.ts';
import { chooseName, getOwnNames } from '../people/name-commands.ts';
import { NAMES_SHOWN } from '../people/names.ts';
import { displayNameSchema, emailSchema } from '../people/rules.ts';
import { assertCan, can } from '../permissions.ts';
import { procedure, router } from '../trpc.ts';
import { LOCALE_NAMES } from '../web/locale.ts';
import { beginAppCodes, confirmAppCodes, getOwnAppCodes, removeAppCodes, renewRecoveryCodes, takeFactorsAway } from './app-codes.ts';
import { askNewAddress, changeAddress, changePassword } from './change-account.ts';
import { proveAgain } from './commands.ts';
import { listOwnLinks, unlink } from './oidc/links.ts';
import { finishElsewhere, startElsewhere } from './oidc/sign-in.ts';
import { endOwnSession, listOwnSessions } from './own-sessions.ts';
import {
  addPasskey,
  askNewPasskey,
  askProofPasskey,
  askSignInPasskey,
  listOwnPasskeys,
  proveWithPasskey,
  removePasskey,
  renamePasskey,
  signInWithPasskey,
} from './passkeys.ts';
import { assertProved, isProved, listProofs, proveWithCode, sendProofCode } from './proof.ts';
import { listFactors, showCode } from './second-factor.ts';
import { peekSignInLink, requestSignInLink, signInWithLink } from './sign-in-link.ts';

const { publicUrl, oidc } = env;
const tokenInput = z.object({ token: z.string().min(1).max(200) });
const password = z.string().max(4096);
const provider = z.enum(['staff', 'resident']);
/** Six digits, or one from paper with its dashes. */
const typedCode = z.string().max(60);
const keyName = z
  .string()
  .trim()
  .min(1, 'identity:error.key_name_missing')
  .max(60, 'identity:error.key_name_long')
  .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), 'identity:error.key_name_missing');
/** A path on this site; the page checks it once more before it goes there. */
const localPath = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\p{Cc}\\]*$/u);

const base64 = z
  .string()
  .max(20_000)
  .regex(/^[\w-]*$/);
/** What a browser answers to a question for a passkey; the library looks at the rest. */
const answer = z.object({
  id: base64,
  rawId: base64,
  type: z.literal('public-key'),
  authenticatorAttachment: z.string().max(40).nullish(),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
  response: z.looseObject({ clientDataJSON: base64 }),
});

export const identityRouter = router({
  /** What is on the page about signing in, of the caller alone. */
  security: procedure.query(async ({ ctx }) => {
    const { id } = requireSelf(ctx);
    const [proofs, sessions, passkeys, links] = [
      await listProofs(ctx.db, id),
      await listOwnSessions(ctx),
      await listOwnPasskeys(ctx.db, id),
      await listOwnLinks(ctx.db, id),
    ];
    const appCodes = await getOwnAppCodes(ctx);
    return {
      hasPassword: proofs.password,
      sessions,
      passkeys,
      links,
      offered: offered(),
      /** The secret is on a page of its own, after a proof. */
      appCodes: appCodes.state === 'active' ? appCodes : null,
      mayHaveAppCodes: can(ctx.actor, 'second_factor.set_up', {}, ctx),
    };
  }),
  /** Where one can sign in otherwise. */
  offered: procedure.query(() => offered()),
  endSession: procedure.input(z.object({ id: z.string().regex(/^[0-9a-f]{24}$/) })).mutation(async ({ ctx, input }) => {
    await endOwnSession(ctx, input);
    return { ok: true };
  }),

  requestSignInLink: procedure
    .input(z.object({ email: emailSchema, redirectTo: localPath.optional() }))
    .mutation(async ({ ctx, input }) => {
      await requestSignInLink(ctx, { ...input, publicUrl });
      return { ok: true };
    }),
  peekSignInLink: procedure.input(tokenInput).query(({ ctx, input }) => peekSignInLink(ctx, input)),
  signInWithLink: procedure.input(tokenInput).mutation(async ({ ctx, input }) => {
    const { id, name } = await signInWithLink(ctx, input);
    return { id, name };
  }),

  askSignInPasskey: procedure.mutation(({ ctx }) => askSignInPasskey(ctx, { publicUrl })),
  signInWithPasskey: procedure.input(z.object({ response: answer })).mutation(async ({ ctx, input }) => {
    const { id, name } = await signInWithPasskey(ctx, { response: input.response as never as AuthenticationResponseJSON, publicUrl });
    return { id, name };
  }),
  askNewPasskey: procedure.mutation(async ({ ctx }) => {
    await assertProved(ctx);
    return askNewPasskey(ctx, { publicUrl });
  }),
  addPasskey: procedure.input(z.object({ response: answer, name: keyName })).mutation(async ({ ctx, input: { name, response } }) => {
    await assertProved(ctx);
    await addPasskey(ctx, { name, response: response as never as RegistrationResponseJSON, publicUrl });
    return { ok: true };
  }),
  renamePasskey: procedure.input(z.object({ id: z.uuid(), name: keyName })).mutation(async ({ ctx, input }) => {
    await renamePasskey(ctx, input);
    return { ok: true };
  }),
  removePasskey: procedure.input(z.object({ id: z.uuid() })).mutation(async ({ ctx, input }) => {
    await assertProved(ctx);
    await removePasskey(ctx, { ...input, publicUrl });
    return { ok: true };
  }),

  /** Whether the caller showed who they are lately, and how they can. */
  proofs: procedure.query(async ({ ctx }) => {
    const { id } = requireSelf(ctx);
    return { isProved: await isProved(ctx), ...(await listProofs(ctx.db, id)), offered: offered() };
  }),
  proveWithPassword: procedure.input(z.object({ password })).mutation(async ({ ctx, input }) => {
    await proveAgain(ctx, input);
    return { ok: true };
  }),
  sendProofCode: procedure.mutation(async ({ ctx }) => {
    await sendProofCode(ctx);
    return { ok: true };
  }),
  proveWithCode: procedure.input(z.object({ code: z.string().max(20) })).mutation(async ({ ctx, input }) => {
    await proveWithCode(ctx, input);
    return { ok: true };
  }),
  askProofPasskey: procedure.mutation(({ ctx }) => askProofPasskey(ctx, { publicUrl })),
  proveWithPasskey: procedure.input(z.object({ response: answer })).mutation(async ({ ctx, input }) => {
    await proveWithPasskey(ctx, { response: input.response as never as AuthenticationResponseJSON, publicUrl });
    return { ok: true };
  }),

  /** What the caller has to show as a second factor, and whether this session still has to. */
  factors: procedure.query(async ({ ctx }) => {
    const actor = requireSelf(ctx);
    return { isAsked: actor.asksSecondFactor ?? false, ...(await listFactors(ctx.db, actor.id)), offered: offered() };
  }),
  showCode: procedure.input(z.object({ code: typedCode })).mutation(async ({ ctx, input }) => {
    await showCode(ctx, { ...input, publicUrl });
    return { ok: true };
  }),
  appCodes: procedure.query(async ({ ctx }) => {
    await assertProved(ctx);
    return getOwnAppCodes(ctx);
  }),
  beginAppCodes: procedure.mutation(async ({ ctx }) => {
    assertCan(ctx.actor, 'second_factor.set_up', {}, ctx);
    await assertProved(ctx);
    await beginAppCodes(ctx);
    return { ok: true };
  }),
  confirmAppCodes: procedure.input(z.object({ code: typedCode })).mutation(async ({ ctx, input }) => {
    assertCan(ctx.actor, 'second_factor.set_up', {}, ctx);
    await assertProved(ctx);
    return confirmAppCodes(ctx, { ...input, publicUrl });
  }),
  renewRecoveryCodes: procedure.mutation(async ({ ctx }) => {
    await assertProved(ctx);
    return renewRecoveryCodes(ctx, { publicUrl });
  }),
  removeAppCodes: procedure.mutation(async ({ ctx }) => {
    await assertProved(ctx);
    await removeAppCodes(ctx, { publicUrl });
    return { ok: true };
  }),
  /** Giving a colleague a way to begin anew takes a fresh proof of who does it. */
  takeFactorsAway: procedure.input(z.object({ personId: z.uuid() })).mutation(async ({ ctx, input }) => {
    assertCan(ctx.actor, 'second_factor.take_away', { ownerId: input.personId }, ctx);
    await assertProved(ctx);
    await takeFactorsAway(ctx, { ...input, publicUrl });
    return { ok: true };
  }),

  startElsewhere: procedure
    .input(z.object({ provider, purpose: z.enum(['sign_in', 'link', 'prove']), redirectTo: localPath }))
    .mutation(async ({ ctx, input }) => {
      if (input.purpose === 'link') await assertProved(ctx);
      return startElsewhere(ctx, { ...input, provider: oidc[input.provider], publicUrl });
    }),
  finishElsewhere: procedure
    .input(z.object({ search: z.string().max(4000), state: z.string().min(1).max(200) }))
    .mutation(({ ctx, input }) => finishElsewhere(ctx, { ...input, providers: oidc, publicUrl })),
  unlink: procedure.input(z.object({ provider })).mutation(async ({ ctx, input }) => {
    await assertProved(ctx);
    await unlink(ctx, input);
    return { ok: true };
  }),

  askNewAddress: procedure.input(z.object({ email: emailSchema })).mutation(async ({ ctx, input }) => {
    await assertProved(ctx);
    await askNewAddress(ctx, { ...input, publicUrl });
    return { ok: true };
  }),
  changeAddress: procedure.input(tokenInput).mutation(async ({ ctx, input }) => {
    await changeAddress(ctx, { ...input, publicUrl });
    return { ok: true };
  }),
  changePassword: procedure.input(z.object({ password })).mutation(async ({ ctx, input }) => {
    await assertProved(ctx);
    await changePassword(ctx, { ...input, publicUrl });
    return { ok: true };
  }),

  names: procedure.query(({ ctx }) => getOwnNames(ctx.db, requireSelf(ctx).id)),
  chooseName: procedure
    .input(z.object({ own: displayNameSchema, pen: displayNameSchema.nullable(), shown: z.enum(NAMES_SHOWN) }))
    .mutation(async ({ ctx, input }) => {
      await chooseName(ctx, input);
      return { ok: true };
    }),
  /** In which language the caller is written to. */
  language: procedure.query(({ ctx }) => getOwnLanguage(ctx.db, requireSelf(ctx).id)),
  chooseLanguage: procedure.input(z.object({ locale: z.enum(LOCALE_NAMES) })).mutation(async ({ ctx, input }) => {
    await chooseLanguage(ctx, input);
    return { ok: true };
  }),
});

function offered(): { staff: string | null; resident: string | null } {
  return { staff: oidc.staff?.label ?? null, resident: oidc.resident?.label ?? null };
}

function requireSelf({ actor }: Pick<Context, 'actor'>): Actor {
  if (!actor) throw new DomainError('sign_in_first');
  return actor;
}
