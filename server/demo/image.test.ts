import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { queueMail } from '../mail/outbox.ts';
import { openTestDatabase } from '../testing/database.ts';
import { BUILT_FOR, demoImageOf, findDemoImage, readdressDemoMails } from './image.ts';

const built = new Date('2026-11-18T22:30:00Z');

test('the demo of the build is used on its own day in Amsterdam and on no other', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oever-build-'));
  writeFileSync(demoImageOf(folder, built), '');
  expect(findDemoImage(folder, new Date('2026-11-18T08:00:00Z'))).toBe(demoImageOf(folder, built));
  expect(findDemoImage(folder, new Date('2026-11-18T23:30:00Z'))).toBeNull();
  expect(findDemoImage(join(folder, 'elders'), built)).toBeNull();
  rmSync(folder, { recursive: true });
});

test('mails of a demo from the build lead to where the site stands', async () => {
  const handle = await openTestDatabase();
  const mail = { to: 'a@oever.example', subject: 'Dag', text: `Kijk op ${BUILT_FOR}/mijn of op https://voorbeeld.nl/mijn` };
  await handle.db.transaction().execute((tx) => queueMail(tx, mail, built));
  await readdressDemoMails(handle.db, 'https://oever.voorbeeld.nl');
  await readdressDemoMails(handle.db, 'https://oever.voorbeeld.nl');
  const { text } = await handle.db.selectFrom('mail').select('text').executeTakeFirstOrThrow();
  expect(text).toBe('Kijk op https://oever.voorbeeld.nl/mijn of op https://voorbeeld.nl/mijn');
  await handle.close();
});
