/** Forms of the account pages. A message is a key of the catalogue. */
import { z } from 'zod';
import { displayNameSchema, emailSchema } from '../../server/people/rules.ts';

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
