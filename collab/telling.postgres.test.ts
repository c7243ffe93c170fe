import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../db/client.ts';
import { DOCUMENT_CHANNEL } from '../server/plan-texts/documents.ts';
import { openTestDatabase } from '../server/testing/database.ts';
import { createTelling } from './telling.ts';
import { eventually } from './testing/waiting.ts';

let handle: DatabaseHandle;
beforeAll(async () => {
  handle = await openTestDatabase();
});
afterAll(async () => {
  await handle.close();
});

test('a thousand commits are told in few messages, and of each document the last row is told', async () => {
  const heard: string[] = [];
  await handle.listen(DOCUMENT_CHANNEL, (payload) => heard.push(payload));
  const telling = createTelling({ db: handle.db, everyMs: 4, log: pino({ level: 'silent' }) });
  const documents = Array.from({ length: 10 }, () => randomUUID());
  for (let seq = 1; seq <= 100; seq++) for (const id of documents) telling.tell(id, seq);
  await telling.settle();
  const last = documents.map((id) => `${id}:100`);
  await eventually(() => last.every((payload) => heard.includes(payload)), 'the last rows were told');
  expect(heard.length).toBeLessThanOrEqual(2 * documents.length);
});

test('a database that is away is written down and stops nobody', async () => {
  const away = await openTestDatabase();
  const lines: string[] = [];
  const telling = createTelling({
    db: away.db,
    everyMs: 4,
    log: pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) }),
  });
  await away.close();
  telling.tell(randomUUID(), 1);
  await telling.settle();
  expect(lines.join('')).toContain('nobody was told of new rows');
});
