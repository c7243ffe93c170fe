import type { Actor, Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { assumeLanguage } from '../people/language.ts';
import { deviceOf } from './device.ts';
import type { SecondFactor, SignInMethod } from './lucia.ts';
import { createSession, endSession, loadActor } from './sessions.ts';

export type Entered = { token: string; expiresAt: Date; actor: Actor };

/**
 * A session for who has just shown who they are, however that was (`secondFactor`: and with two factors at once); one that was in use on this device ends. The caller sets the cookie when the transaction is done.
 * @throws DomainError `wrong_credentials` when the person is gone meanwhile
 */
export async function enter(
  tx: Tx,
  { now, sessionIdHash, userAgent, locale }: Pick<Context, 'now' | 'sessionIdHash' | 'userAgent' | 'locale'>,
  { personId, method, secondFactor }: { personId: string; method: SignInMethod; secondFactor?: SecondFactor },
): Promise<Entered> {
  if (sessionIdHash) await endSession(tx, sessionIdHash);
  const actor = await loadActor(tx, personId, now);
  if (!actor) throw new DomainError('wrong_credentials');
  if (locale) await assumeLanguage(tx, { personId, locale });
  const session = await createSession(tx, personId, now, {
    method,
    device: deviceOf(userAgent),
    ...(secondFactor ? { secondFactor } : {}),
  });
  return { ...session, actor };
}
