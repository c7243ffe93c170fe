import type { z } from 'zod';
import type { Caller } from '../../server/router.ts';
import { type policiesSchema, policyOf } from './schemas.ts';

/** Which promise the page is asked to show in the form: `idea`, or `idea.<team>`; `nieuw` for an empty form. */
export function readWhich(request: Request): { kind: string; teamId: string } | 'new' | null {
  const search = new URL(request.url).searchParams;
  if (search.has('nieuw')) return 'new';
  const which = search.get('wijzig');
  if (!which) return null;
  const [kind = '', teamId = ''] = which.split('.', 2);
  return { kind, teamId };
}

/** Does what a form about promises asks, on a trajectory or (null) on the whole site. */
export async function actOnPolicy(call: Caller, trajectoryId: string | null, value: z.output<typeof policiesSchema>): Promise<void> {
  const key = { trajectoryId, kind: value.kind, teamId: value.teamId || null };
  if (value.intent === 'remove') await call.policies.remove(key);
  else await call.policies.set({ ...key, policy: policyOf(value) });
}
