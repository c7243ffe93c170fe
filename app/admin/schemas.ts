/** Forms of the administration page. */
import { z } from 'zod';
import { ROLES, reasonSchema } from '../../server/people/rules.ts';

const day = z.string({ message: 'accounts:error.until_wrong' }).regex(/^\d{4}-\d{2}-\d{2}$/, 'accounts:error.until_wrong');
const role = z.enum(ROLES, { message: 'accounts:error.role_missing' });
const personId = z.uuid();

/** An empty choice counts as nothing chosen; this one is a choice. */
export const WHOLE_SITE = '-';
const trajectory = z
  .string()
  .max(100)
  .transform((slug) => (slug === WHOLE_SITE ? undefined : slug));

export const grantSchema = z.object({ intent: z.literal('grant'), personId, role, trajectory, endsOn: day.optional() });
export const blockSchema = z.object({ intent: z.literal('block'), personId, until: day, reason: reasonSchema });
export const phaseSchema = z.object({ intent: z.literal('phase'), phaseId: z.uuid(), startsOn: day, endsOn: day });
const revokeSchema = z.object({ intent: z.literal('revoke'), personId, role, trajectory });
const unblockSchema = z.object({ intent: z.literal('unblock'), personId });

export const adminSchema = z.discriminatedUnion('intent', [grantSchema, revokeSchema, blockSchema, unblockSchema, phaseSchema]);

export type GrantForm = z.input<typeof grantSchema>;
export type BlockForm = z.input<typeof blockSchema>;
export type PhaseForm = z.input<typeof phaseSchema>;
