/** Forms of the account pages. A message is a key of the catalogue. */
import { z } from 'zod';
import { addressSchema } from '../../server/people/address-rules.ts';
import { NAMES_SHOWN } from '../../server/people/names.ts';
import { displayNameSchema, emailSchema } from '../../server/people/rules.ts';
import { LOCALE_NAMES } from '../../server/web/locale.ts';

const password = z.string({ message: 'accounts:error.password_missing' }).max(4096, 'accounts:error.password_long');
const code = z.string({ message: 'accounts:error.code_missing' });

export const signInSchema = z.object({
  email: z.string({ message: 'accounts:error.email_missing' }).max(254, 'accounts:error.email_wrong'),
  password,
  redirectTo: z.string().optional(),
});
export const registerSchema = z.object({ name: displayNameSchema, email: emailSchema, password });
export const forgottenSchema = z.object({ email: emailSchema });
export const newPasswordSchema = z.object({ password, code });
export const proveSchema = z.object({ intent: z.literal('prove'), password });
export const eraseSchema = z.discriminatedUnion('intent', [proveSchema, z.object({ intent: z.literal('erase') })]);
export const confirmSchema = z.object({ code });

export type SignInForm = z.input<typeof signInSchema>;
export type RegisterForm = z.input<typeof registerSchema>;
export type ForgottenForm = z.input<typeof forgottenSchema>;
export type ProveForm = z.input<typeof proveSchema>;
export type NewPasswordForm = z.input<typeof newPasswordSchema>;

const redirectTo = z.string().max(500).optional();
export const linkSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('ask'), email: emailSchema, redirectTo }),
  z.object({ intent: z.literal('use'), code: code.max(200, 'accounts:error.code_missing'), redirectTo }),
]);
export const changePasswordSchema = z.object({ password });
export const changeEmailSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('ask'), email: emailSchema }),
  z.object({ intent: z.literal('use'), code: code.max(200, 'accounts:error.code_missing') }),
]);

const keyName = z
  .string({ message: 'identity:error.key_name_missing' })
  .trim()
  .min(1, 'identity:error.key_name_missing')
  .max(60, 'identity:error.key_name_long');
export const securitySchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('session'), id: z.string().regex(/^[0-9a-f]{24}$/) }),
  z.object({ intent: z.literal('elsewhere') }),
  z.object({ intent: z.literal('rename'), id: z.uuid(), name: keyName }),
  z.object({ intent: z.literal('remove'), id: z.uuid() }),
  z.object({ intent: z.literal('unlink'), provider: z.enum(['staff', 'resident']) }),
  z.object({ intent: z.literal('language'), locale: z.enum(LOCALE_NAMES) }),
]);

export const confirmCodesSchema = z.object({ intent: z.literal('confirm'), code: code.max(60, 'accounts:error.code_missing') });
export const appCodesSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('begin') }),
  confirmCodesSchema,
  z.object({ intent: z.literal('renew') }),
  z.object({ intent: z.literal('remove') }),
]);
export type ConfirmCodesForm = z.input<typeof confirmCodesSchema>;

export const nameSchema = z.object({
  own: displayNameSchema,
  shown: z.enum(NAMES_SHOWN, { message: 'identity:error.shown_missing' }),
  pen: displayNameSchema.optional(),
});

export const addressFormSchema = z.discriminatedUnion('intent', [
  addressSchema.extend({ intent: z.literal('ask') }),
  z.object({
    intent: z.literal('code'),
    code: z.string({ message: 'identity:error.code_missing' }).max(40, 'identity:error.code_missing'),
  }),
]);

const writer = { name: displayNameSchema, email: emailSchema };
export const onceIdeaSchema = z.object(writer);
export const onceCommentSchema = z.object({
  ...writer,
  body: z.string({ message: 'ideas:error.comment_missing' }).max(20_000, 'ideas:error.comment_long'),
});

export type LinkForm = z.input<typeof linkSchema>;
export type ChangePasswordForm = z.input<typeof changePasswordSchema>;
export type ChangeEmailForm = z.input<typeof changeEmailSchema>;
export type NameForm = z.input<typeof nameSchema>;
export type AddressForm = z.input<typeof addressFormSchema>;
export type OnceIdeaForm = z.input<typeof onceIdeaSchema>;
export type OnceCommentForm = z.input<typeof onceCommentSchema>;
