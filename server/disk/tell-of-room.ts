import { listAdministrators } from '../backup/keep-backups.ts';
import type { Db } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { letter } from '../mail/letter.ts';
import { writeMail } from '../mail/write-mail.ts';

const DAY = 86_400_000;

/** Writes in the log of events that the site reads only, or writes again. Administrators get a mail about the first, at most one a day. There is room for this much. */
export async function tellOfRoom(db: Db, { readOnly, publicUrl, now }: { readOnly: boolean; publicUrl: string; now: Date }): Promise<void> {
  const kind = readOnly ? 'site.read_only' : 'site.writable';
  await db.transaction().execute(async (tx) => {
    const told = await tx
      .selectFrom('event')
      .where('kind', '=', kind)
      .where('at', '>', new Date(now.getTime() - DAY))
      .select('id')
      .limit(1)
      .executeTakeFirst();
    await recordEvent(tx, { actor: null, now }, { kind, trajectoryId: null, subjectKind: 'site', subjectId: 'site' });
    if (!readOnly || told) return;
    for (const to of await listAdministrators(tx, now))
      await writeMail(
        tx,
        {
          to,
          write: ({ t }) => ({
            subject: t('mails:no_room.subject'),
            text: letter(
              t('mails:no_room.dear'),
              t('mails:no_room.what'),
              t('mails:no_room.do'),
              t('mails:no_room.look', { url: publicUrl }),
            ),
          }),
        },
        now,
      );
  });
}
