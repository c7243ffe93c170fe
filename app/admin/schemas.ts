/** Forms of the administration page. */
import { z } from 'zod';
import { LEVELS } from '../../server/people/levels.ts';
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
export const phaseAsksSchema = z.object({ intent: z.literal('phase_asks'), phaseId: z.uuid(), minimumLevel: z.enum(LEVELS) });
const revokeSchema = z.object({ intent: z.literal('revoke'), personId, role, trajectory });
const unblockSchema = z.object({ intent: z.literal('unblock'), personId });

export const adminSchema = z.discriminatedUnion('intent', [
  grantSchema,
  revokeSchema,
  blockSchema,
  unblockSchema,
  phaseSchema,
  phaseAsksSchema,
]);

export type GrantForm = z.input<typeof grantSchema>;
export type BlockForm = z.input<typeof blockSchema>;
export type PhaseForm = z.input<typeof phaseSchema>;
export type PhaseAsksForm = z.input<typeof phaseAsksSchema>;
