import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../db/client.ts';
import { createLog } from './log.ts';
import { openTestDatabase } from './testing/database.ts';
import { makePerson } from './testing/world.ts';

const EMAIL = 'geheim.persoon+oever@voorbeeld.example';
const lines: string[] = [];
const log = createLog({ level: 'trace', destination: { write: (line) => void lines.push(line) } });
const written = () => lines.splice(0).join('');

let handle: DatabaseHandle;
beforeAll(async () => {
  handle = await openTestDatabase();
});
afterAll(() => handle.close());

test('an error of the database that quotes an e-mail address does not bring it into the log', async () => {
  await makePerson(handle.db, { name: 'Eén', email: EMAIL });
  const error = await makePerson(handle.db, { name: 'Twee', email: EMAIL }).catch((reason: unknown) => reason);
  // The fault really has the address in it; otherwise this test says nothing.
  expect(JSON.stringify(error)).toContain(EMAIL);
  log.error({ err: error }, 'procedure failed');
  const line = written();
  expect(line).not.toContain(EMAIL);
  expect(JSON.parse(line)).toMatchObject({ msg: 'procedure failed', err: { detail: expect.stringContaining('[e-mailadres]') } });
});

test.each([
  ['a message', () => log.info(`kon niet naar ${EMAIL} sturen`)],
  ['a deep value', () => log.warn({ rejected: [{ to: [EMAIL] }] }, 'mail')],
  ['a mail server’s answer', () => log.warn({ err: new Error(`550 <${EMAIL}> unknown user`) }, 'mail')],
  ['an address in a path', () => log.debug({ path: `/x?email=${encodeURIComponent(EMAIL)}` }, 'request')],
  ['a key', () => log.info({ email: EMAIL, person: { email: EMAIL } }, 'x')],
])('no e-mail address by %s', (_, write) => {
  write();
  const line = written();
  expect(line).toMatch(/\n$/);
  expect(line).not.toContain('voorbeeld.example');
});

test('passwords, tokens, cookies and addresses are struck out, and a line stays a line', () => {
  log.info({ password: 'pw1', token: 'tk1', cookie: 'ck1', context: { address: '198.51.100.7' }, text: 'een\nregel\u001b[31m' }, 'a\r\nb');
  const line = written();
  expect(line).not.toMatch(/pw1|tk1|ck1|198\.51/);
  expect(line.trimEnd().split('\n')).toHaveLength(1);
  expect(line).not.toContain('\u001b');
});
