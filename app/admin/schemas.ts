/** Forms of the administration page. */
import { z } from 'zod';
import { ROLES, reasonSchema } from '../../server/people/rules.ts';

const day = z.string({ message: 'accounts:error.until_wrong' }).regex(/^\d{4}-\d{2}-\d{2}$/, 'accounts:error.until_wrong');
const role = z.enum(ROLES, { message: 'accounts:error.role_missing' });
const personId = z.uuid();

export const adminSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('grant'), personId, role, trajectory: z.string().max(100).optional() }),
  z.object({ intent: z.literal('revoke'), personId, role, trajectory: z.string().max(100).optional() }),
  z.object({ intent: z.literal('block'), personId, until: day, reason: reasonSchema }),
  z.object({ intent: z.literal('unblock'), personId }),
  z.object({ intent: z.literal('phase'), phaseId: z.uuid(), startsOn: day, endsOn: day }),
]);

export type GrantForm = { intent: 'grant'; personId: string; role: string; trajectory?: string };
export type BlockForm = { intent: 'block'; personId: string; until: string; reason: string };
export type PhaseForm = { intent: 'phase'; phaseId: string; startsOn: string; endsOn: string };
