import type { DatabaseHandle } from '../../db/client.ts';
import { removeSpentLimits } from '../auth/rate-limits.ts';
import { removeExpiredSessions } from '../auth/sessions.ts';
import { removeOldTokens } from '../auth/tokens.ts';
import type { Log } from '../log.ts';
import { deliverMails, type Postman } from '../mail/deliver.ts';
import { removeWaitingPhotos } from '../photos/commands.ts';
import { storeAuthorIndexes } from '../plan-texts/author-index.ts';
import { keepAfterWriting } from '../plan-texts/automatic-versions.ts';
import { compactDocument, listDocumentsToCompact } from '../plan-texts/documents.ts';
import { removeExpiredDrafts } from '../plan-texts/import-draft.ts';
import { keepPhaseEnds } from '../plan-texts/phase-end-versions.ts';
import { sealClosedVotings } from '../votings/commands.ts';

/** Mails hold names and links: they do not stay after this many days. */
const KEEP_MAILS_DAYS = 30;

/** Work that returns. Every job may run twice, and on two nodes at once, without harm. */
export type Job = {
  name: string;
  everySeconds: number;
  run(now: Date): Promise<void>;
};

export type JobSurroundings = {
  handle: DatabaseHandle;
  /** Null without SMTP_URL: mails then stay in the outbox. */
  postman: Postman | null;
  mailFrom: string;
  log: Log;
};

export function listJobs({ handle, postman, mailFrom, log }: JobSurroundings): Job[] {
  const { db } = handle;
  const jobs: Job[] = [
    {
      name: 'compact-documents',
      everySeconds: 300,
      async run(now) {
        for (const documentId of await listDocumentsToCompact(db)) await compactDocument(db, documentId, now);
        await storeAuthorIndexes(db);
      },
    },
    {
      name: 'keep-versions',
      everySeconds: 60,
      async run(now) {
        await keepPhaseEnds({ db, now });
        await keepAfterWriting({ db, now });
      },
    },
    {
      name: 'close-votings',
      everySeconds: 30,
      async run(now) {
        await sealClosedVotings({ db, now });
      },
    },
    {
      name: 'expire-sessions',
      everySeconds: 3600,
      async run(now) {
        await removeExpiredSessions(db, now);
        await removeOldTokens(db, now);
        await removeSpentLimits(db);
        await removeExpiredDrafts(db, now);
        await removeWaitingPhotos(db, now);
        const oldest = new Date(now.getTime() - KEEP_MAILS_DAYS * 86_400_000);
        await db.deleteFrom('mail').where('created_at', '<', oldest).execute();
      },
    },
  ];
  if (postman) {
    const delivery = { db, postman, from: mailFrom, now: () => new Date(), log };
    jobs.push({
      name: 'deliver-mail',
      everySeconds: 15,
      async run() {
        await deliverMails(delivery);
      },
    });
  }
  if (handle.kind === 'embedded') jobs.push({ name: 'snapshot-database', everySeconds: 3600, run: () => handle.snapshot('hourly') });
  return jobs;
}
