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

export const grantSchema = z.object({
  intent: z.literal('grant'),
  personId,
  role,
  trajectory,
  teamId: z.uuid().optional(),
  endsOn: day.optional(),
});
export const blockSchema = z.object({ intent: z.literal('block'), personId, until: day, reason: reasonSchema });
export const phaseSchema = z.object({
  intent: z.literal('phase'),
  phaseId: z.uuid(),
  startsOn: day,
  endsOn: day,
  reason: z.string().max(5000).optional(),
  /** The dates the form was made with. */
  startsOnRead: day.optional(),
  endsOnRead: day.optional(),
});
export const phaseAsksSchema = z.object({ intent: z.literal('phase_asks'), phaseId: z.uuid(), minimumLevel: z.enum(LEVELS) });
const revokeSchema = z.object({ intent: z.literal('revoke'), personId, role, trajectory });
const unblockSchema = z.object({ intent: z.literal('unblock'), personId });

const takeFactorSchema = z.object({ intent: z.literal('take_factor'), personId });
const secondFactorSchema = z.object({ intent: z.literal('second_factor'), on: z.enum(['ja', 'nee']).transform((on) => on === 'ja') });

export const adminSchema = z.discriminatedUnion('intent', [
  grantSchema,
  revokeSchema,
  blockSchema,
  unblockSchema,
  phaseSchema,
  phaseAsksSchema,
  takeFactorSchema,
  secondFactorSchema,
]);

export type GrantForm = z.input<typeof grantSchema>;
export type BlockForm = z.input<typeof blockSchema>;
export type PhaseForm = z.input<typeof phaseSchema>;
export type PhaseAsksForm = z.input<typeof phaseAsksSchema>;
