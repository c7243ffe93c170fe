/** The talk with the other place: discovery, where to send the browser, and what comes back. Never inside a transaction. */
import * as client from 'openid-client';
import type { OidcProvider } from '../../env-oidc.ts';
import { DomainError } from '../../errors.ts';
import { log } from '../../log.ts';
import { type Claims, claimsSchema } from './claims.ts';

const KNOWN_FOR_MS = 60 * 60_000;
const SECONDS = 10;
/** Proving again means signing in there again, now. */
export const PROOF_MAX_AGE = 60;

const known = new Map<string, { at: number; configuration: Promise<client.Configuration> }>();

export type Started = { url: string; state: string; nonce: string; codeVerifier: string };

/** @throws DomainError `elsewhere_failed` when that place does not answer */
export async function startExchange(
  provider: OidcProvider,
  { redirectUri, again }: { redirectUri: string; again: boolean },
): Promise<Started> {
  const configuration = await discover(provider);
  const [state, nonce, codeVerifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()];
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: provider.scope,
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...(provider.acr.length > 0 ? { acr_values: provider.acr.join(' ') } : {}),
    ...(again ? { prompt: 'login', max_age: String(PROOF_MAX_AGE) } : {}),
  });
  return { url: url.href, state, nonce, codeVerifier };
}

/**
 * What that place says of who came back: checked for state, nonce, PKCE, audience, time and signature.
 * @throws DomainError `elsewhere_failed` whatever was wrong; also when the person broke it off
 */
export async function finishExchange(
  provider: OidcProvider,
  { currentUrl, state, nonce, codeVerifier, again }: Omit<Started, 'url'> & { currentUrl: URL; again: boolean },
): Promise<Claims> {
  const configuration = await discover(provider);
  try {
    const tokens = await client.authorizationCodeGrant(configuration, currentUrl, {
      pkceCodeVerifier: codeVerifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
      ...(again ? { maxAge: PROOF_MAX_AGE } : {}),
    });
    return claimsSchema.parse(tokens.claims());
  } catch (error) {
    throw failed(error);
  }
}

async function discover(provider: OidcProvider): Promise<client.Configuration> {
  const key = `${provider.issuer}\n${provider.clientId}`;
  const found = known.get(key);
  if (found && Date.now() - found.at < KNOWN_FOR_MS) return found.configuration;
  const insecure = provider.issuer.startsWith('http:') ? [client.allowInsecureRequests] : [];
  const configuration = client
    .discovery(new URL(provider.issuer), provider.clientId, provider.clientSecret, undefined, {
      timeout: SECONDS,
      // The signature of what comes back is checked too, not only the line it came over.
      execute: [client.enableNonRepudiationChecks, ...insecure],
    })
    .catch((error: unknown) => {
      known.delete(key);
      throw failed(error);
    });
  known.set(key, { at: Date.now(), configuration });
  return configuration;
}

/** Only what kind of fault it was: a token or a claim may stand in the rest. */
function failed(error: unknown): DomainError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  log.warn({ fault: error instanceof Error ? error.name : 'unknown', code }, 'signing in elsewhere failed');
  return new DomainError('elsewhere_failed');
}
