import type { DatabaseHandle } from '../../db/client.ts';
import { keepDerivedValues } from '../agreements/derived.ts';
import { keepBackups } from '../backup/keep-backups.ts';
import { remindOwners } from '../commitments/reminders.ts';
import { tellParticipants } from '../council/tell-participants.ts';
import { anchorYesterday, sealEvents } from '../events/seal.ts';
import { mailDigests } from '../following/digest.ts';
import { tellFollowers } from '../following/tell.ts';
import { remindOfMerges } from '../ideas/merge-reminders.ts';
import { lookForUnusual } from '../integrity/look.ts';
import type { Log } from '../log.ts';
import { deliverMails, type Postman } from '../mail/deliver.ts';
import { deliverWebhooks, forgetOldDeliveries } from '../open-data/webhooks/deliver.ts';
import { storeAuthorIndexes } from '../plan-texts/author-index.ts';
import { keepAfterWriting } from '../plan-texts/automatic-versions.ts';
import { compactDocument, listDocumentsToCompact } from '../plan-texts/documents.ts';
import { lookForLostText } from '../plan-texts/lost-text.ts';
import { keepPhaseEnds } from '../plan-texts/phase-end-versions.ts';
import { keepRegister, readRegister, registerFile, replayRegister } from '../privacy/erasure-register.ts';
import { applyRetention } from '../privacy/retention.ts';
import { publishDue } from '../responses/response-schedule.ts';
import { runClocks } from '../responses/run-clocks.ts';
import { sealClosedVotings } from '../votings/commands.ts';

export const WEBHOOK_JOB = 'deliver-webhooks';

/** Work that returns. Every job may run twice, and on two nodes at once, without harm. */
export type Job = {
  name: string;
  everySeconds: number;
  /** Goes on while the site reads only: it writes next to nothing. */
  alsoWithoutRoom?: true;
  run(now: Date): Promise<void>;
};

export type JobSurroundings = {
  handle: DatabaseHandle;
  /** Where backups and the register of erased accounts are kept; null keeps none. */
  dataDir: string | null;
  /** Null without SMTP_URL: mails then stay in the outbox. */
  postman: Postman | null;
  mailFrom: string;
  /** The origin people see, for addresses in messages to other programs; and whether those may go to the own network. */
  publicUrl: string;
  webhookPrivate: boolean;
  log: Log;
};

export function listJobs({ handle, dataDir, postman, mailFrom, publicUrl, webhookPrivate, log }: JobSurroundings): Job[] {
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
        // First: what stood there before gets its version before what is left gets one.
        await lookForLostText({ db, now, publicUrl });
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
      name: 'remind-merges',
      everySeconds: 3600,
      async run(now) {
        await remindOfMerges({ db, now });
      },
    },
    {
      name: 'tell-participants',
      everySeconds: 60,
      async run(now) {
        await tellParticipants({ db, now });
      },
    },
    {
      name: 'measure-metrics',
      everySeconds: 3600,
      async run(now) {
        await keepDerivedValues({ db, now });
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
      name: WEBHOOK_JOB,
      everySeconds: 15,
      async run(now) {
        await deliverWebhooks({ db, now: () => new Date(), publicUrl, allowPrivate: webhookPrivate, log });
        await forgetOldDeliveries({ db, now });
      },
    },
    {
      name: 'look-for-unusual',
      everySeconds: 300,
      async run(now) {
        await lookForUnusual({ db, now });
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
  if (dataDir !== null) {
    jobs.push({
      name: 'keep-backups',
      everySeconds: 3600,
      async run(now) {
        await keepBackups({ handle, dataDir, publicUrl, now, log });
      },
    });
    const file = registerFile(dataDir);
    jobs.push({
      name: 'keep-erasures',
      everySeconds: 60,
      async run(now) {
        // A database that was put back to an earlier moment knows people again who are in the register.
        const again = await replayRegister({ db, register: await readRegister(file), now });
        if (again > 0) log.warn({ again }, 'erased accounts had come back and were erased again');
        await keepRegister({ db, file });
      },
    });
  }
  if (postman) {
    const delivery = { db, postman, from: mailFrom, now: () => new Date(), log };
    jobs.push({
      name: 'deliver-mail',
      everySeconds: 15,
      // Or nobody would hear that there is no room.
      alsoWithoutRoom: true,
      async run() {
        await deliverMails(delivery);
      },
    });
  }
  return jobs;
}
