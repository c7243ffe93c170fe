/** Nothing that opens a door lies in the repository. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** As services and tools write them. */
const SECRETS: Record<string, RegExp> = {
  'a private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{20}/,
  'a key of AWS': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  'a token of GitHub': /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})\b/,
  'a token of GitLab': /\bglpat-[\w-]{20}\b/,
  'a token of npm': /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=\s*[^$\s]/,
  'a token of Slack': /\bxox[abprs]-[\w-]{20,}/,
  'a key of Stripe or a model': /\b(?:sk|rk)[_-](?:live|test|ant|proj)[_-][\w-]{16,}/,
  'a web token': /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}/,
  'a password in an address':
    /\b(?:postgres(?:ql)?|smtps?|https?|redis|amqp):\/\/[^\s:/@'"`<>]+:(?!\*|wachtwoord|password|geheim|secret|…)[^\s@'"`<>$]{3,}@(?!localhost|127\.0\.0\.1|[\w.-]*(?:example|voorbeeld|intern))/i,
  'a password that is set': /\b(?:PASSWORD|SECRET|TOKEN|API_?KEY)\s*[=:]\s*['"][^'"\s$<{]{8,}['"]/,
};
/** The password of the demo, which the site itself shows; sentences and names that only look like one. */
const KNOWN = /oever-demo-2026|een vlot vol ganzen|oever_|=\s*['"](?:\/|[a-z_]+['"])/;
/** Made up in tests to be refused, taken away, or given to a server that exists for the length of a test. */
const IN_TESTS = /\.test\.tsx?$|\/testing\/|^e2e\//;

const isBinary = /\.(?:png|jpe?g|webp|woff2?|ttf|gz|ico|pdf|docx)$/;
const files = execFileSync('git', ['ls-files'], { cwd: root, maxBuffer: 64e6 })
  .toString()
  .split('\n')
  .filter((file) => file !== '' && !isBinary.test(file));

test('no file of the repository holds a key, a token or a password', () => {
  expect(files.length).toBeGreaterThan(500);
  const found: string[] = [];
  for (const file of files) {
    let text: string;
    try {
      text = readFileSync(`${root}${file}`, 'utf8');
    } catch (error) {
      // Taken away and not yet written down as such.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      throw error;
    }
    for (const [what, pattern] of Object.entries(SECRETS)) {
      if (what === 'a password that is set' && IN_TESTS.test(file)) continue;
      for (const line of text.split('\n')) {
        const match = line.length < 5_000 ? pattern.exec(line) : null;
        if (match && !KNOWN.test(match[0])) found.push(`${file}: ${what}: ${match[0].slice(0, 40)}`);
      }
    }
    if (SECRETS['a private key']?.test(text)) found.push(`${file}: a private key`);
  }
  expect(found).toEqual([]);
});

test('no file that holds secrets of a machine is in the repository', () => {
  expect(files.filter((file) => /(?:^|\/)(?:\.env(?:\..*)?|id_[a-z0-9]+|.*\.(?:pem|key|p12|pfx|jks))$/.test(file))).toEqual([]);
});

describe('what is looked for', () => {
  const key = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ');
  test.each([
    ['a private key', `${key}\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC`],
    ['a key of AWS', `AKIA${'A1B2'.repeat(4)}`],
    ['a token of GitHub', `ghp_${'a1B2'.repeat(9)}`],
    ['a password in an address', `postgres://oever:${'hunter22'}@db.gemeente.nl/oever`],
    ['a password that is set', `SECRET = '${'hunter22hunter22'}'`],
  ])('%s is seen', (what, text) => {
    expect(SECRETS[what]?.test(text)).toBe(true);
  });
  test.each([['postgres://user:password@host:port'], ['postgres://oever:geheim@localhost/oever']])('%s is an example', (text) => {
    expect(SECRETS['a password in an address']?.test(text)).toBe(false);
  });
});
