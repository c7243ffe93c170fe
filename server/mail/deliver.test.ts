import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { log } from '../log.ts';
import { openTestDatabase } from '../testing/database.ts';
import { deliverMails, type Postman } from './deliver.ts';
import { listMails, queueMail } from './outbox.ts';
import { MOST_ATTEMPTS } from './rules.ts';

const start = new Date('2026-11-18T10:00:00Z');
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

let handle: DatabaseHandle;
beforeEach(async () => {
  handle = await openTestDatabase();
});
afterEach(() => handle.close());

/** Keeps what it is given; refuses while `refuse` is set. */
function recordingPostman() {
  const sent: string[] = [];
  const ids: string[] = [];
  const postman: Postman & { refuse: Error | null } = {
    refuse: null,
    async send(mail) {
      if (postman.refuse) throw postman.refuse;
      sent.push(`${mail.to}: ${mail.subject}`);
      ids.push(mail.messageId);
    },
    close() {},
  };
  return { postman, sent, ids };
}

function deliver(postman: Postman, now: Date) {
  return deliverMails({ db: handle.db, postman, from: 'Oever <noreply@oever.example>', now: () => now, log });
}

const mail = { to: 'vera@oever.example', subject: 'Uw idee\r\nBcc: ander@oever.example', text: 'Wij hebben uw idee ontvangen.' };

describe('the outbox', () => {
  test('a mail is not queued when the change it tells about is undone', async () => {
    const undone = handle.db.transaction().execute(async (tx) => {
      await queueMail(tx, mail, start);
      throw new Error('terug');
    });
    await expect(undone).rejects.toThrow('terug');
    expect(await listMails(handle.db)).toEqual([]);
  });

  test('a line break in a subject cannot make a header', async () => {
    await queueMail(handle.db, mail, start);
    expect((await listMails(handle.db))[0]?.subject).toBe('Uw idee Bcc: ander@oever.example');
  });

  test('a mail is sent once, with its id as Message-ID, and never again', async () => {
    const { postman, sent, ids } = recordingPostman();
    await queueMail(handle.db, mail, start);
    expect(await deliver(postman, start)).toBe(1);
    expect(await deliver(postman, later(60))).toBe(0);
    expect(sent).toEqual(['vera@oever.example: Uw idee Bcc: ander@oever.example']);
    const [listed] = await listMails(handle.db);
    expect(ids).toEqual([`<${listed?.id}@oever.example>`]);
    expect(listed?.sentAt).toEqual(start);
  });

  test('while the mail server is down for an hour nothing is lost; then each goes once', async () => {
    const { postman, sent } = recordingPostman();
    for (let n = 0; n < 25; n++) await queueMail(handle.db, { ...mail, subject: `Bericht ${n}` }, start);
    postman.refuse = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNECTION' });
    for (let minute = 0; minute < 60; minute += 5) expect(await deliver(postman, later(minute))).toBe(0);
    postman.refuse = null;
    await deliver(postman, later(120));
    expect(new Set(sent).size).toBe(25);
    expect(sent.length).toBe(25);
  });

  test('an address that does not exist is not tried again', async () => {
    const { postman } = recordingPostman();
    await queueMail(handle.db, mail, start);
    postman.refuse = Object.assign(new Error('550 no such mailbox'), { responseCode: 550 });
    await deliver(postman, start);
    postman.refuse = null;
    expect(await deliver(postman, later(10_000))).toBe(0);
    const row = await handle.db.selectFrom('mail').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ attempts: MOST_ATTEMPTS, last_error: '550 no such mailbox', sent_at: null });
  });

  test('a node that died while sending gives the mail up after ten minutes', async () => {
    const { postman, sent } = recordingPostman();
    await queueMail(handle.db, mail, start);
    await handle.db
      .updateTable('mail')
      .set({ attempts: 1, next_attempt_at: later(10) })
      .execute();
    expect(await deliver(postman, later(9))).toBe(0);
    expect(await deliver(postman, later(11))).toBe(1);
    expect(sent).toHaveLength(1);
  });
});
