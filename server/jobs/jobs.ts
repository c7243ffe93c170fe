import type { DatabaseHandle } from '../../db/client.ts';
import { remindOwners } from '../commitments/reminders.ts';
import { anchorYesterday, sealEvents } from '../events/seal.ts';
import { mailDigests } from '../following/digest.ts';
import { tellFollowers } from '../following/tell.ts';
import type { Log } from '../log.ts';
import { deliverMails, type Postman } from '../mail/deliver.ts';
import { storeAuthorIndexes } from '../plan-texts/author-index.ts';
import { keepAfterWriting } from '../plan-texts/automatic-versions.ts';
import { compactDocument, listDocumentsToCompact } from '../plan-texts/documents.ts';
import { keepPhaseEnds } from '../plan-texts/phase-end-versions.ts';
import { applyRetention } from '../privacy/retention.ts';
import { publishDue } from '../responses/response-schedule.ts';
import { runClocks } from '../responses/run-clocks.ts';
import { sealClosedVotings } from '../votings/commands.ts';

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
      name: 'run-clocks',
      everySeconds: 60,
      async run(now) {
        await runClocks({ db, now });
      },
    },
    {
      name: 'publish-answers',
      everySeconds: 30,
      async run(now) {
        await publishDue({ db, now });
      },
    },
    {
      name: 'remind-commitments',
      everySeconds: 3600,
      async run(now) {
        await remindOwners({ db, now });
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
      name: 'tell-followers',
      everySeconds: 60,
      async run(now) {
        await tellFollowers({ db, now });
        await mailDigests({ db, now });
      },
    },
    {
      name: 'seal-events',
      everySeconds: 60,
      async run(now) {
        await sealEvents(db);
        await anchorYesterday({ db, now });
      },
    },
    {
      name: 'retention',
      everySeconds: 3600,
      async run(now) {
        await applyRetention({ db, now });
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
