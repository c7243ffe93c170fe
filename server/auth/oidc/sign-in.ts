/** Signing in elsewhere: with the municipality's own sign-in or a national one, through a broker. Never a citizen service number (`claims.ts`). */
import type { OidcRequestTable } from '../../../db/schema/people.ts';
import type { Context, Tx } from '../../context.ts';
import type { OidcProvider } from '../../env-oidc.ts';
import { DomainError } from '../../errors.ts';
import { recordEvent } from '../../events/record-event.ts';
import { setLevel } from '../../people/levels.ts';
import { enter } from '../enter.ts';
import { hashToken } from '../lucia.ts';
import { notifyRights } from '../notify-rights.ts';
import { noteProof } from '../proof.ts';
import { countOrRefuse } from '../rate-limits.ts';
import { assertOwnFactorShown, noteSecondFactor } from '../second-factor.ts';
import { type Claims, emailOf, holdsCitizenNumber, levelOf, nameOf, rolesOf } from './claims.ts';
import { finishExchange, startExchange } from './exchange.ts';
import { followRoles } from './follow-roles.ts';
import { newPerson } from './new-person.ts';

export type OidcPurpose = OidcRequestTable['purpose'];
export type Providers = { staff: OidcProvider | null; resident: OidcProvider | null };

const BACK_WITHIN_MS = 10 * 60_000;

export function returnAddress(publicUrl: string): string {
  return `${publicUrl}/inloggen/terug`;
}

/**
 * Where to send the browser. `state` goes into a cookie: only the browser that started it may finish it.
 * @throws DomainError `not_found` when that place is not set up, `sign_in_first` for linking and proving, `second_factor_first` for linking, `elsewhere_failed`, `too_many_requests`
 */
export async function startElsewhere(
  context: Context,
  {
    provider,
    purpose,
    redirectTo,
    publicUrl,
  }: { provider: OidcProvider | null; purpose: OidcPurpose; redirectTo: string; publicUrl: string },
): Promise<{ url: string; state: string }> {
  const { db, actor, now, address, sessionIdHash } = context;
  if (!provider) throw new DomainError('not_found');
  if (purpose !== 'sign_in' && (!actor || !sessionIdHash)) throw new DomainError('sign_in_first');
  if (purpose === 'link') await assertOwnFactorShown(context);
  await countOrRefuse(db, ['oidc_address', address]);
  const { url, state, nonce, codeVerifier } = await startExchange(provider, {
    redirectUri: returnAddress(publicUrl),
    again: purpose === 'prove',
  });
  await db
    .insertInto('oidc_request')
    .values({
      state_hash: hashToken(state),
      provider: provider.kind,
      purpose,
      nonce,
      code_verifier: codeVerifier,
      session_id_hash: purpose === 'sign_in' ? null : sessionIdHash,
      redirect_to: redirectTo,
      expires_at: new Date(now.getTime() + BACK_WITHIN_MS),
    })
    .execute();
  return { url, state };
}

export type Returned = { redirectTo: string; outcome: 'signed_in' | 'new' | 'linked' | 'proved' };

/**
 * Does what the sign-in was started for, with what the other place says.
 * @param search the query it came back with; `state`: from the cookie
 * @throws DomainError `elsewhere_failed`, `elsewhere_too_weak`, `citizen_number`, `account_exists`, `link_taken`, `sign_in_first`
 */
export async function finishElsewhere(
  context: Context,
  { search, state, providers, publicUrl }: { search: string; state: string; providers: Providers; publicUrl: string },
): Promise<Returned> {
  await countOrRefuse(context.db, ['oidc_address', context.address]);
  const request = await takeRequest(context, state);
  const provider = providers[request.provider];
  if (!provider) throw new DomainError('elsewhere_failed');
  const claims = await finishExchange(provider, {
    currentUrl: new URL(returnAddress(publicUrl) + search),
    state,
    nonce: request.nonce,
    codeVerifier: request.code_verifier,
    again: request.purpose === 'prove',
  });
  if (holdsCitizenNumber(claims)) throw new DomainError('citizen_number');
  const level = levelOf(claims, provider);
  if (level === null) throw new DomainError('elsewhere_too_weak');
  const who = { provider, claims, level };
  if (request.purpose === 'sign_in') return { redirectTo: request.redirect_to, outcome: await signIn(context, who) };
  // The session that asked, and no other: somebody else may have signed in on this device meanwhile.
  if (!context.actor || context.sessionIdHash !== request.session_id_hash) throw new DomainError('sign_in_first');
  if (request.purpose === 'link') await link(context, { ...who, publicUrl });
  else await prove(context, who);
  return { redirectTo: request.redirect_to, outcome: request.purpose === 'link' ? 'linked' : 'proved' };
}

type Who = { provider: OidcProvider; claims: Claims; level: OidcProvider['level'] };

async function signIn(context: Context, { provider, claims, level }: Who): Promise<'signed_in' | 'new'> {
  const { now } = context;
  let isNew = false;
  const session = await context.db.transaction().execute(async (tx) => {
    const known = await findLink(tx, claims, provider);
    const personId = known?.person_id ?? (await newPerson(tx, context, { name: nameOf(claims), email: emailOf(claims) }));
    isNew = !known;
    if (known) await tx.updateTable('identity_link').set({ level, last_used_at: now }).where('id', '=', known.id).execute();
    else await keepLink(tx, context, { personId, provider, claims, level });
    await setLevel(tx, personId);
    if (provider.kind === 'staff') await followRoles(tx, context, { personId, roles: rolesOf(claims, provider) });
    await notifyRights(tx, personId);
    return enter(tx, context, { personId, method: 'oidc', ...(provider.kind === 'staff' ? { secondFactor: 'provider' } : {}) });
  });
  context.cookie.set(session.token, session.expiresAt);
  return isNew ? 'new' : 'signed_in';
}

async function link(context: Context, { provider, claims, level }: Who & { publicUrl: string }): Promise<void> {
  const personId = context.actor?.id ?? '';
  await context.db.transaction().execute(async (tx) => {
    const known = await findLink(tx, claims, provider);
    if (known?.person_id === personId) return;
    if (known) throw new DomainError('link_taken');
    await keepLink(tx, context, { personId, provider, claims, level });
    await setLevel(tx, personId);
    // Roles are given at a sign-in there, not by linking: so nobody gives rights to an account they are in by chance.
    await notifyRights(tx, personId);
  });
}

/** How the municipality's own sign-in looks at its people is its own: two factors there count as two here (`OIDC_STAFF_ACR` asks for them by name). */
async function prove({ db, actor, now, sessionIdHash }: Context, { provider, claims }: Who): Promise<void> {
  const known = await findLink(db, claims, provider);
  if (!known || known.person_id !== actor?.id || !sessionIdHash) throw new DomainError('elsewhere_failed');
  await noteProof(db, { sessionIdHash, now });
  if (provider.kind === 'staff') await noteSecondFactor(db, { sessionIdHash, factor: 'provider', now });
}

function findLink(db: Context['db'], { sub }: Claims, { issuer }: OidcProvider) {
  return db
    .selectFrom('identity_link')
    .innerJoin('person', 'person.id', 'identity_link.person_id')
    .where('issuer', '=', issuer)
    .where('subject', '=', sub)
    .where('person.erased_at', 'is', null)
    .select(['identity_link.id', 'identity_link.person_id'])
    .executeTakeFirst();
}

/** @throws DomainError `link_taken` when this account, or that one, is linked already */
async function keepLink(tx: Tx, context: Context, { personId, provider, claims, level }: Who & { personId: string }): Promise<void> {
  const kept = await tx
    .insertInto('identity_link')
    .values({
      person_id: personId,
      provider: provider.kind,
      issuer: provider.issuer,
      subject: claims.sub,
      level,
      linked_at: context.now,
      last_used_at: context.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (kept.numInsertedOrUpdatedRows !== 1n) throw new DomainError('link_taken');
  await recordEvent(tx, context, {
    kind: 'person.linked',
    trajectoryId: null,
    subjectKind: 'person',
    subjectId: personId,
    data: { provider: provider.kind },
  });
}

/** A request is finished once, by the browser that started it. @throws DomainError `elsewhere_failed` */
async function takeRequest({ db, now }: Context, state: string) {
  const request = await db
    .deleteFrom('oidc_request')
    .where('state_hash', '=', hashToken(state))
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
  if (!request) throw new DomainError('elsewhere_failed');
  return request;
}
