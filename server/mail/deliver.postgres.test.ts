import { expect, test } from 'vitest';
import { openPostgres } from '../../db/postgres.ts';
import { log } from '../log.ts';
import { openOnPostgres } from '../testing/database.ts';
import { deliverMails } from './deliver.ts';
import { queueMail } from './outbox.ts';

test('four nodes that deliver at once send each of 200 mails once', async () => {
  const now = new Date('2026-11-18T10:00:00Z');
  const { handle, url } = await openOnPostgres();
  const nodes = await Promise.all([1, 2, 3, 4].map(() => openPostgres({ databaseUrl: url, log, poolSize: 2 })));
  try {
    for (let n = 0; n < 200; n++) await queueMail(handle.db, { to: `${n}@oever.example`, subject: 'Hallo', text: 'Dag' }, now);
    const sent: string[] = [];
    const postman = {
      async send(mail: { to: string }) {
        await new Promise((resolve) => setTimeout(resolve, 2));
        sent.push(mail.to);
      },
      close() {},
    };
    const counts = await Promise.all(nodes.map(({ db }) => deliverMails({ db, postman, from: 'o@oever.example', now: () => now, log })));
    expect(sent.length).toBe(200);
    expect(new Set(sent).size).toBe(200);
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(1);
  } finally {
    await Promise.all(nodes.map((node) => node.close()));
    await handle.close();
  }
});
