/**
 * A second factor besides a password or a mailbox: a passkey (which asks for a finger, face or PIN), a code from an app, a code on paper, or the municipality's own
 * sign-in. On a site that asks staff for one, the grave acts of `permissions.ts` wait until the session has shown it. A code by mail is none (ASVS 5.0.0, 6.3.6).
 */
import type { Context, Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { hashToken, type SecondFactor } from './lucia.ts';
import { matchingStep, plainRecoveryCode } from './one-time-codes.ts';
import { noteProof } from './proof.ts';
import { countOrRefuse, forgive } from './rate-limits.ts';
import { tellChange } from './tell-change.ts';

/** Which of them somebody has; `provider`: an account at the municipality's own sign-in. */
export type Factors = { passkey: boolean; app: boolean; provider: boolean };

export async function listFactors(db: Db, personId: string): Promise<Factors> {
  const row = await db
    .selectNoFrom((eb) => [
      eb.exists(eb.selectFrom('passkey').where('person_id', '=', personId).select('id')).as('passkey'),
      eb
        .exists(eb.selectFrom('code_key').where('person_id', '=', personId).where('confirmed_at', 'is not', null).select('person_id'))
        .as('app'),
      eb
        .exists(eb.selectFrom('identity_link').where('person_id', '=', personId).where('provider', '=', 'staff').select('id'))
        .as('provider'),
    ])
    .executeTakeFirstOrThrow();
  return { passkey: Boolean(row.passkey), app: Boolean(row.app), provider: Boolean(row.provider) };
}

/** From now on this session counts as one that showed it (`secondFactorHolds`). */
export async function noteSecondFactor(
  db: Db,
  { sessionIdHash, factor, now }: { sessionIdHash: string; factor: SecondFactor; now: Date },
): Promise<void> {
  await db.updateTable('session').set({ second_factor_at: now, second_factor: factor }).where('id_hash', '=', sessionIdHash).execute();
}

/**
 * Before somebody gets another second factor, or loses one: who only knows the password of a colleague must not get round the factor that colleague has.
 * @throws DomainError `second_factor_first`
 */
export async function assertOwnFactorShown({ db, actor }: Pick<Context, 'db' | 'actor'>): Promise<void> {
  if (!actor?.asksSecondFactor) return;
  const { passkey, app, provider } = await listFactors(db, actor.id);
  if (passkey || app || provider) throw new DomainError('second_factor_first');
}

/**
 * Takes the code that the app shows now, or one from paper. Each counts once, also when it comes twice at the same moment.
 * @throws DomainError `sign_in_first`, `app_code_wrong`, `too_many_requests` after five wrong ones
 */
export async function showCode(context: Context, { code, publicUrl }: { code: string; publicUrl: string }): Promise<void> {
  const { db, actor, now, sessionIdHash } = context;
  if (!actor || !sessionIdHash) throw new DomainError('sign_in_first');
  await countOrRefuse(db, ['second_factor', actor.id]);
  const digits = code.replace(/\s/g, '');
  await db.transaction().execute(async (tx) => {
    const fromApp = /^\d{6}$/.test(digits);
    const taken = fromApp
      ? await takeAppCode(tx, { personId: actor.id, code: digits, now })
      : await takeRecoveryCode(tx, actor.id, code, now);
    if (!taken) throw new DomainError('app_code_wrong');
    if (!fromApp) {
      await recordEvent(tx, context, { kind: 'person.recovery_code_used', trajectoryId: null, subjectKind: 'person', subjectId: actor.id });
      await tellChange(tx, context, { person: actor, change: 'recovery_used', publicUrl });
    }
    await noteSecondFactor(tx, { sessionIdHash, factor: fromApp ? 'app' : 'recovery', now });
    await noteProof(tx, { sessionIdHash, now });
  });
  await forgive(db, ['second_factor', actor.id]);
}

/** The update itself is the check: of two at once the second finds the half minute used. */
async function takeAppCode(tx: Tx, { personId, code, now }: { personId: string; code: string; now: Date }): Promise<boolean> {
  const key = await tx
    .selectFrom('code_key')
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is not', null)
    .select(['secret', 'last_step'])
    .executeTakeFirst();
  const step = key && matchingStep(key.secret, code, { now, lastStep: key.last_step });
  if (!step) return false;
  const used = await tx
    .updateTable('code_key')
    .set({ last_step: step })
    .where('person_id', '=', personId)
    .where('secret', '=', key.secret)
    .where((eb) => eb.or([eb('last_step', 'is', null), eb('last_step', '<', step)]))
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

async function takeRecoveryCode(tx: Tx, personId: string, typed: string, now: Date): Promise<boolean> {
  const used = await tx
    .updateTable('recovery_code')
    .set({ used_at: now })
    .where('person_id', '=', personId)
    .where('code_hash', '=', hashToken(plainRecoveryCode(typed)))
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}
