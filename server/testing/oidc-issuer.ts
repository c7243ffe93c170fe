/**
 * A place to sign in, for tests: OpenID Connect with discovery, PKCE, RS256 and real HTTP on this machine only. Whoever is asked for is let in, so never for real use.
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export type Claims = Record<string, unknown> & { sub: string };

export type TestIssuer = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Signs in as one of `people` without a person pressing anything: follows the address of the authorization, and gives where it sends the browser back to. */
  answer(authorizationUrl: string, who: string): Promise<URL>;
  /** Changes the next identity token, to see that it is refused. */
  tamper(change: ((claims: Claims) => Claims) | 'signature' | null): void;
  close(): Promise<void>;
};

type Grant = { who: string; nonce: string | null; challenge: string; redirectUri: string; again: boolean };

/** @param people by a name that is on the button of the page, what is said of them */
export async function startTestIssuer(people: Record<string, Claims>): Promise<TestIssuer> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'proef', alg: 'RS256', use: 'sig' };
  const [clientId, clientSecret] = ['oever', randomBytes(16).toString('hex')];
  const codes = new Map<string, Grant>();
  let change: ((claims: Claims) => Claims) | 'signature' | null = null;
  let issuer = '';

  function idToken({ who, nonce, again }: Grant): string {
    const now = Math.floor(Date.now() / 1000);
    const said: Claims = {
      ...(people[who] as Claims),
      iss: issuer,
      aud: clientId,
      iat: now,
      exp: now + 300,
      ...(nonce ? { nonce } : {}),
      ...(again ? { auth_time: now } : {}),
    };
    const claims = typeof change === 'function' ? change(said) : said;
    const parts = [{ alg: 'RS256', typ: 'JWT', kid: 'proef' }, claims].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    const signature = sign('RSA-SHA256', Buffer.from(parts.join('.')), change === 'signature' ? other : privateKey);
    return `${parts.join('.')}.${signature.toString('base64url')}`;
  }

  function authorize(url: URL, res: ServerResponse): void {
    const asked = url.searchParams;
    const who = asked.get('wie');
    if (asked.get('client_id') !== clientId || asked.get('code_challenge_method') !== 'S256')
      return void res.writeHead(400).end('wrong client or no PKCE');
    if (who === null) {
      const buttons = Object.keys(people).map(
        (name) => `<p><a href="${url.pathname}${url.search.replaceAll('&', '&amp;')}&amp;wie=${encodeURIComponent(name)}">${name}</a></p>`,
      );
      res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      return void res.end(`<!doctype html><html lang="nl"><title>Proefinlog</title><h1>Proefinlog</h1>${buttons.join('')}</html>`);
    }
    const back = new URL(asked.get('redirect_uri') ?? '');
    if (!people[who]) back.searchParams.set('error', 'access_denied');
    else {
      const code = randomBytes(16).toString('hex');
      codes.set(code, {
        who,
        nonce: asked.get('nonce'),
        challenge: asked.get('code_challenge') ?? '',
        redirectUri: back.href,
        again: asked.has('max_age'),
      });
      back.searchParams.set('code', code);
    }
    back.searchParams.set('state', asked.get('state') ?? '');
    back.searchParams.set('iss', issuer);
    res.writeHead(302, { Location: back.href }).end();
  }

  async function token(req: IncomingMessage, res: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of req) body += String(chunk);
    const form = new URLSearchParams(body);
    const given = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const basic = Buffer.from((req.headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString();
    const secret = form.get('client_secret') ?? decodeURIComponent(basic.slice(basic.indexOf(':') + 1));
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const fits = given && secret === clientSecret && given.challenge === challenge && given.redirectUri === form.get('redirect_uri');
    if (!fits) return json(res, { error: 'invalid_grant' }, 400);
    json(res, { access_token: randomBytes(16).toString('hex'), token_type: 'Bearer', expires_in: 300, id_token: idToken(given) });
  }

  const server = createServer((req, res) => {
    const url = new URL(req.url ?? '/', issuer);
    if (url.pathname === '/.well-known/openid-configuration') return json(res, metadata(issuer));
    if (url.pathname === '/jwks') return json(res, { keys: [jwk] });
    if (url.pathname === '/authorize') return authorize(url, res);
    if (url.pathname === '/token') return void token(req, res).catch(() => res.writeHead(500).end());
    res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;

  return {
    issuer,
    clientId,
    clientSecret,
    async answer(authorizationUrl, who) {
      const url = new URL(authorizationUrl);
      url.searchParams.set('wie', who);
      const response = await fetch(url, { redirect: 'manual' });
      return new URL(response.headers.get('location') ?? 'about:blank');
    },
    tamper(next) {
      change = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function metadata(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    authorization_response_iss_parameter_supported: true,
  };
}

function json(res: ServerResponse, value: unknown, status = 200): void {
  res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}
