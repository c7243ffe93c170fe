/** Setting up codes from an app, for who has no passkey; and the codes on paper that go with them. */
import { sql } from 'kysely';
import type { Context, Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { hashToken } from './lucia.ts';
import { notifyRights } from './notify-rights.ts';
import { appLink, base32, grouped, matchingStep, newRecoveryCode, newSecret, plainRecoveryCode } from './one-time-codes.ts';
import { assertWayIn } from './passkeys.ts';
import { type QrCode, qrCode } from './qr-code.ts';
import { countOrRefuse, forgive } from './rate-limits.ts';
import { assertOwnFactorShown, noteSecondFactor } from './second-factor.ts';
import { endSessionsOf } from './sessions.ts';
import { tellChange } from './tell-change.ts';

type Site = { publicUrl: string };

const RECOVERY_CODES = 10;
/** A secret that was shown and not confirmed is of no use after this. */
const CONFIRM_WITHIN_MS = 60 * 60_000;

/** What its owner sees of it; the secret only until it is confirmed. */
export type OwnAppCodes =
  | { state: 'none' }
  | { state: 'pending'; secret: string; link: string; qr: QrCode }
  | { state: 'active'; since: Date; recoveryLeft: number };

/** @throws DomainError `sign_in_first` */
export async function getOwnAppCodes({ db, actor, now }: Pick<Context, 'db' | 'actor' | 'now'>): Promise<OwnAppCodes> {
  if (!actor) throw new DomainError('sign_in_first');
  const key = await db.selectFrom('code_key').where('person_id', '=', actor.id).selectAll().executeTakeFirst();
  if (key?.confirmed_at) return { state: 'active', since: key.confirmed_at, recoveryLeft: await countLeft(db, actor.id) };
  if (!key || isTooOld(key.made_at, now)) return { state: 'none' };
  const site = await db.selectFrom('site').select('municipality').executeTakeFirst();
  const link = appLink(key.secret, { issuer: `Oever ${site?.municipality ?? ''}`.trim(), account: actor.email ?? actor.name });
  return { state: 'pending', secret: grouped(base32(key.secret)), link, qr: qrCode(link) };
}

/**
 * Makes a secret for an app; it counts for nothing until a code shows that the app has it.
 * @throws DomainError `sign_in_first`, `not_allowed` for who has no role, `second_factor_first`, `already_decided` when they have one
 */
export async function beginAppCodes(context: Context): Promise<void> {
  const { db, now } = context;
  const actor = requireActor(context.actor, 'second_factor.set_up', {}, context);
  await assertOwnFactorShown(context);
  const fresh = { secret: newSecret(), made_at: now, confirmed_at: null, last_step: null };
  const begun = await db
    .insertInto('code_key')
    .values({ person_id: actor.id, ...fresh })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(fresh).where('code_key.confirmed_at', 'is', null))
    .executeTakeFirst();
  if (begun.numInsertedOrUpdatedRows !== 1n) throw new DomainError('already_decided');
}

/**
 * With the first code from the app it counts, and this session has shown it.
 * @returns ten codes for on paper, that are shown this once
 * @throws DomainError `sign_in_first`, `second_factor_first`, `stale` when there is nothing to confirm, `app_code_wrong`, `too_many_requests`
 */
export async function confirmAppCodes(
  context: Context,
  { code, publicUrl }: { code: string } & Site,
): Promise<{ recoveryCodes: string[] }> {
  const { db, now, sessionIdHash } = context;
  const actor = requireActor(context.actor, 'second_factor.set_up', {}, context);
  await assertOwnFactorShown(context);
  await countOrRefuse(db, ['second_factor', actor.id]);
  const recoveryCodes = await db.transaction().execute(async (tx) => {
    const key = await tx
      .selectFrom('code_key')
      .where('person_id', '=', actor.id)
      .where('confirmed_at', 'is', null)
      .select(['secret', 'made_at'])
      .forUpdate()
      .executeTakeFirst();
    if (!key || isTooOld(key.made_at, now)) throw new DomainError('stale');
    const step = matchingStep(key.secret, code.replace(/\s/g, ''), { now, lastStep: null });
    if (step === null) throw new DomainError('app_code_wrong');
    await tx.updateTable('code_key').set({ confirmed_at: now, last_step: step }).where('person_id', '=', actor.id).execute();
    if (sessionIdHash) await noteSecondFactor(tx, { sessionIdHash, factor: 'app', now });
    await record(tx, context, { personId: actor.id, kind: 'person.app_codes_added' });
    await tellChange(tx, context, { person: actor, change: 'app_added', publicUrl });
    return writeRecoveryCodes(tx, actor.id);
  });
  await forgive(db, ['second_factor', actor.id]);
  return { recoveryCodes };
}

/** Ten new codes for on paper; the old ones no longer work. @throws DomainError `sign_in_first`, `second_factor_first`, `not_found` */
export async function renewRecoveryCodes(context: Context, { publicUrl }: Site): Promise<{ recoveryCodes: string[] }> {
  const { db, actor } = context;
  if (!actor) throw new DomainError('sign_in_first');
  await assertOwnFactorShown(context);
  return db.transaction().execute(async (tx) => {
    const key = await tx
      .selectFrom('code_key')
      .where('person_id', '=', actor.id)
      .where('confirmed_at', 'is not', null)
      .select('person_id')
      .forUpdate()
      .executeTakeFirst();
    if (!key) throw new DomainError('not_found');
    await record(tx, context, { personId: actor.id, kind: 'person.recovery_codes_renewed' });
    await tellChange(tx, context, { person: actor, change: 'recovery_renewed', publicUrl });
    return { recoveryCodes: await writeRecoveryCodes(tx, actor.id) };
  });
}

/** The app no longer counts, and the codes on paper neither. @throws DomainError `sign_in_first`, `second_factor_first`, `not_found` */
export async function removeAppCodes(context: Context, { publicUrl }: Site): Promise<void> {
  const { db, actor } = context;
  if (!actor) throw new DomainError('sign_in_first');
  await assertOwnFactorShown(context);
  await db.transaction().execute(async (tx) => {
    const gone = await tx.deleteFrom('code_key').where('person_id', '=', actor.id).executeTakeFirst();
    if (gone.numDeletedRows === 0n) throw new DomainError('not_found');
    await tx.deleteFrom('recovery_code').where('person_id', '=', actor.id).execute();
    await record(tx, context, { personId: actor.id, kind: 'person.app_codes_removed' });
    await tellChange(tx, context, { person: actor, change: 'app_removed', publicUrl });
  });
}

/**
 * For a colleague who lost phone and paper: their passkeys and codes go and they are signed out. They sign in as before and make new ones. At the command line by the
 * operator (no actor), for the last administrator.
 * @throws DomainError `not_allowed`, `own_case`, `second_factor_first`, `not_found` without anything to take away, `last_way_in`
 */
export async function takeFactorsAway(context: Context, { personId, publicUrl }: { personId: string } & Site): Promise<void> {
  const { db, actor } = context;
  if (actor) requireActor(actor, 'second_factor.take_away', { ownerId: personId }, context);
  await db.transaction().execute(async (tx) => {
    const person = await tx
      .selectFrom('person')
      .where('id', '=', personId)
      .where('erased_at', 'is', null)
      .select(['display_name as name', 'email'])
      .forUpdate()
      .executeTakeFirst();
    if (!person) throw new DomainError('not_found');
    let gone = 0n;
    for (const table of ['passkey', 'code_key'] as const)
      gone += (await tx.deleteFrom(table).where('person_id', '=', personId).executeTakeFirst()).numDeletedRows;
    if (gone === 0n) throw new DomainError('not_found');
    await tx.deleteFrom('recovery_code').where('person_id', '=', personId).execute();
    await assertWayIn(tx, personId);
    await endSessionsOf(tx, personId);
    await notifyRights(tx, personId);
    await record(tx, context, { personId, kind: 'person.second_factor_taken_away' });
    await tellChange(tx, context, { person, change: 'factors_taken', publicUrl });
  });
}

async function writeRecoveryCodes(tx: Tx, personId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await tx.deleteFrom('recovery_code').where('person_id', '=', personId).execute();
  await tx
    .insertInto('recovery_code')
    .values(codes.map((code) => ({ person_id: personId, code_hash: hashToken(plainRecoveryCode(code)) })))
    .execute();
  return codes;
}

async function countLeft(db: Db, personId: string): Promise<number> {
  const { n } = await db
    .selectFrom('recovery_code')
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return n;
}

function isTooOld(madeAt: Date, now: Date): boolean {
  return now.getTime() - madeAt.getTime() > CONFIRM_WITHIN_MS;
}

function record(tx: Tx, context: Context, { personId, kind }: { personId: string; kind: string }): Promise<void> {
  return recordEvent(tx, context, { kind, trajectoryId: null, subjectKind: 'person', subjectId: personId });
}
