/** Passkeys: a key on a device or in a password manager that signs a question of ours, once. No password goes over the line and none can be guessed. */
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Actor, Context, Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { type Entered, enter } from './enter.ts';
import { challengeOf, keepChallenge, takeChallenge } from './passkey-challenges.ts';
import { noteProof } from './proof.ts';
import { countOrRefuse } from './rate-limits.ts';
import { assertOwnFactorShown, noteSecondFactor } from './second-factor.ts';
import { tellChange } from './tell-change.ts';

/** `publicUrl`: passkeys belong to the origin people see, and to no other. */
type Site = { publicUrl: string };

const MOST_PASSKEYS = 20;

export type OwnPasskey = { id: string; name: string; createdAt: Date; lastUsedAt: Date | null };

export async function listOwnPasskeys(db: Db, personId: string): Promise<OwnPasskey[]> {
  return db
    .selectFrom('passkey')
    .where('person_id', '=', personId)
    .select(['id', 'name', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
    .orderBy('created_at')
    .execute();
}

/** What the browser needs to make a passkey. @throws DomainError `sign_in_first`, `second_factor_first`, `too_many_requests`, `limit_reached` */
export async function askNewPasskey(context: Context, { publicUrl }: Site) {
  const { db, actor, address } = context;
  if (!actor) throw new DomainError('sign_in_first');
  await assertOwnFactorShown(context);
  await countOrRefuse(db, ['passkey_address', address]);
  const known = await db.selectFrom('passkey').where('person_id', '=', actor.id).select(['credential_id', 'transports']).execute();
  if (known.length >= MOST_PASSKEYS) throw new DomainError('limit_reached', { most: MOST_PASSKEYS });
  const options = await generateRegistrationOptions({
    rpName: 'Oever',
    rpID: new URL(publicUrl).hostname,
    userName: actor.email ?? actor.name,
    userDisplayName: actor.name,
    userID: new Uint8Array(Buffer.from(actor.id.replaceAll('-', ''), 'hex')),
    attestationType: 'none',
    excludeCredentials: known.map(({ credential_id, transports }) => ({ id: credential_id, transports })),
    // Found without a name typed first, and only with a finger, a face or a PIN.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await keepChallenge(db, context, { challenge: options.challenge, purpose: 'register', personId: actor.id });
  return options;
}

/**
 * Keeps the passkey the browser made.
 * @throws DomainError `sign_in_first`, `passkey_wrong` when it does not answer our question, here, or is known already
 */
export async function addPasskey(
  context: Context,
  { response, name, publicUrl }: { response: RegistrationResponseJSON; name: string } & Site,
): Promise<void> {
  const { db, actor, now, sessionIdHash } = context;
  if (!actor) throw new DomainError('sign_in_first');
  await assertOwnFactorShown(context);
  await takeChallenge(db, context, { response, purpose: 'register', personId: actor.id });
  const { registrationInfo } = await refused(
    verifyRegistrationResponse({
      response,
      expectedChallenge: challengeOf(response),
      expectedOrigin: publicUrl,
      expectedRPID: new URL(publicUrl).hostname,
      requireUserVerification: true,
    }),
  );
  if (!registrationInfo) throw new DomainError('passkey_wrong');
  const { credential } = registrationInfo;
  await db.transaction().execute(async (tx) => {
    const added = await tx
      .insertInto('passkey')
      .values({
        person_id: actor.id,
        credential_id: credential.id,
        public_key: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports: JSON.stringify(credential.transports ?? []) as never,
        name,
        created_at: now,
        last_used_at: null,
      })
      .onConflict((conflict) => conflict.column('credential_id').doNothing())
      .executeTakeFirst();
    if (added.numInsertedOrUpdatedRows !== 1n) throw new DomainError('passkey_wrong');
    // The browser has just asked for a finger, a face or a PIN.
    if (sessionIdHash) await noteSecondFactor(tx, { sessionIdHash, factor: 'passkey', now });
    await recordEvent(tx, context, { kind: 'person.passkey_added', trajectoryId: null, subjectKind: 'person', subjectId: actor.id });
    await tellChange(tx, context, { person: actor, change: 'passkey_added', publicUrl });
  });
}

/** @throws DomainError `not_found` when it is not theirs */
export async function renamePasskey({ db, actor }: Context, { id, name }: { id: string; name: string }): Promise<void> {
  if (!actor) throw new DomainError('sign_in_first');
  const renamed = await db.updateTable('passkey').set({ name }).where('id', '=', id).where('person_id', '=', actor.id).executeTakeFirst();
  if (renamed.numUpdatedRows === 0n) throw new DomainError('not_found');
}

/** @throws DomainError `not_found`, `second_factor_first`, `last_way_in` when nothing else would let them in */
export async function removePasskey(context: Context, { id, publicUrl }: { id: string } & Site): Promise<void> {
  const { db, actor } = context;
  if (!actor) throw new DomainError('sign_in_first');
  await assertOwnFactorShown(context);
  await db.transaction().execute(async (tx) => {
    await tx.selectFrom('person').where('id', '=', actor.id).select('id').forUpdate().execute();
    const gone = await tx.deleteFrom('passkey').where('id', '=', id).where('person_id', '=', actor.id).executeTakeFirst();
    if (gone.numDeletedRows === 0n) throw new DomainError('not_found');
    await assertWayIn(tx, actor.id);
    await recordEvent(tx, context, { kind: 'person.passkey_removed', trajectoryId: null, subjectKind: 'person', subjectId: actor.id });
    await tellChange(tx, context, { person: actor, change: 'passkey_removed', publicUrl });
  });
}

/** What the browser needs to sign in: any passkey of this site will do. @throws DomainError `too_many_requests` */
export async function askSignInPasskey(context: Context, { publicUrl }: Site) {
  await countOrRefuse(context.db, ['passkey_address', context.address]);
  const options = await generateAuthenticationOptions({ rpID: new URL(publicUrl).hostname, userVerification: 'required' });
  await keepChallenge(context.db, context, { challenge: options.challenge, purpose: 'sign_in', personId: null });
  return options;
}

/** @throws DomainError `passkey_wrong` for an unknown key and a wrong signature alike, `too_many_requests` */
export async function signInWithPasskey(
  context: Context,
  { response, publicUrl }: { response: AuthenticationResponseJSON } & Site,
): Promise<Actor> {
  const { db } = context;
  await countOrRefuse(db, ['passkey_address', context.address]);
  await takeChallenge(db, context, { response, purpose: 'sign_in', personId: null });
  const session: Entered = await db.transaction().execute(async (tx) => {
    const { personId } = await verify(tx, context, { response, publicUrl });
    return enter(tx, context, { personId, method: 'passkey', secondFactor: 'passkey' });
  });
  context.cookie.set(session.token, session.expiresAt);
  return session.actor;
}

/** As `askSignInPasskey`, for who is signed in: only their own keys. */
export async function askProofPasskey(context: Context, { publicUrl }: Site) {
  const { db, actor, address } = context;
  if (!actor) throw new DomainError('sign_in_first');
  await countOrRefuse(db, ['passkey_address', address]);
  const own = await db.selectFrom('passkey').where('person_id', '=', actor.id).select(['credential_id', 'transports']).execute();
  const options = await generateAuthenticationOptions({
    rpID: new URL(publicUrl).hostname,
    userVerification: 'required',
    allowCredentials: own.map(({ credential_id, transports }) => ({ id: credential_id, transports })),
  });
  await keepChallenge(db, context, { challenge: options.challenge, purpose: 'prove', personId: actor.id });
  return options;
}

/** @throws DomainError `sign_in_first`, `passkey_wrong` */
export async function proveWithPasskey(
  context: Context,
  { response, publicUrl }: { response: AuthenticationResponseJSON } & Site,
): Promise<void> {
  const { db, actor, sessionIdHash, now } = context;
  if (!actor || !sessionIdHash) throw new DomainError('sign_in_first');
  await takeChallenge(db, context, { response, purpose: 'prove', personId: actor.id });
  await db.transaction().execute(async (tx) => {
    const { personId } = await verify(tx, context, { response, publicUrl });
    if (personId !== actor.id) throw new DomainError('passkey_wrong');
    await noteProof(tx, { sessionIdHash, now });
    await noteSecondFactor(tx, { sessionIdHash, factor: 'passkey', now });
  });
}

/** Somebody who takes their last key or link away must still be able to sign in: by mail, with a password, or with what is left. */
export async function assertWayIn(tx: Tx, personId: string): Promise<void> {
  const person = await tx.selectFrom('person').where('id', '=', personId).select('email').executeTakeFirstOrThrow();
  if (person.email !== null) return;
  const key = await tx.selectFrom('passkey').where('person_id', '=', personId).select('id').limit(1).executeTakeFirst();
  const link = await tx.selectFrom('identity_link').where('person_id', '=', personId).select('id').limit(1).executeTakeFirst();
  if (!key && !link) throw new DomainError('last_way_in');
}

async function verify(
  tx: Tx,
  { now }: Context,
  { response, publicUrl }: { response: AuthenticationResponseJSON } & Site,
): Promise<{ personId: string }> {
  const key = await tx
    .selectFrom('passkey')
    .innerJoin('person', 'person.id', 'passkey.person_id')
    .where('credential_id', '=', response.id)
    .where('person.erased_at', 'is', null)
    .select(['passkey.id', 'passkey.person_id', 'passkey.public_key', 'passkey.counter', 'passkey.transports'])
    .forUpdate()
    .executeTakeFirst();
  if (!key) throw new DomainError('passkey_wrong');
  const { verified, authenticationInfo } = await refused(
    verifyAuthenticationResponse({
      response,
      expectedChallenge: challengeOf(response),
      expectedOrigin: publicUrl,
      expectedRPID: new URL(publicUrl).hostname,
      requireUserVerification: true,
      credential: {
        id: response.id,
        publicKey: new Uint8Array(key.public_key),
        counter: Number(key.counter),
        transports: key.transports,
      },
    }),
  );
  if (!verified) throw new DomainError('passkey_wrong');
  await tx.updateTable('passkey').set({ counter: authenticationInfo.newCounter, last_used_at: now }).where('id', '=', key.id).execute();
  return { personId: key.person_id };
}

/** The library throws a plain Error for every answer that does not fit; which one is of no use to who sent it. */
async function refused<T>(verification: Promise<T>): Promise<T> {
  return verification.catch(() => {
    throw new DomainError('passkey_wrong');
  });
}
