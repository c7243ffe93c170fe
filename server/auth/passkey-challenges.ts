/** Questions that a passkey answers: each is ours, put to somebody or anybody, and answered once. */
import type { PasskeyChallengeTable } from '../../db/schema/people.ts';
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { hashToken } from './lucia.ts';

type Purpose = PasskeyChallengeTable['purpose'];

const ANSWER_WITHIN_MS = 5 * 60_000;

/** The question waits for its answer. */
export async function keepChallenge(
  db: Db,
  { now }: Context,
  { challenge, purpose, personId }: { challenge: string; purpose: Purpose; personId: string | null },
): Promise<void> {
  await db
    .insertInto('passkey_challenge')
    .values({
      challenge_hash: hashToken(challenge),
      purpose,
      person_id: personId,
      expires_at: new Date(now.getTime() + ANSWER_WITHIN_MS),
    })
    .execute();
}

/** The question goes with the first answer to it, right or wrong. @throws DomainError `passkey_wrong` */
export async function takeChallenge(
  db: Db,
  { now }: Context,
  { response, purpose, personId }: { response: { response: { clientDataJSON: string } }; purpose: Purpose; personId: string | null },
): Promise<void> {
  const taken = await db
    .deleteFrom('passkey_challenge')
    .where('challenge_hash', '=', hashToken(challengeOf(response)))
    .where('purpose', '=', purpose)
    .where('person_id', 'is not distinct from', personId)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (taken.numDeletedRows !== 1n) throw new DomainError('passkey_wrong');
}

/** The question this answer says it answers; whether that is one of ours, and unused, is looked up. */
export function challengeOf({ response }: { response: { clientDataJSON: string } }): string {
  try {
    const { challenge } = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString()) as { challenge?: unknown };
    return typeof challenge === 'string' ? challenge : '';
  } catch {
    // Anybody can send us anything: no question of ours.
    return '';
  }
}
