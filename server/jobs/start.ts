import type { DatabaseHandle } from '../../db/client.ts';
import type { Env } from '../env.ts';
import type { Log } from '../log.ts';
import { smtpPostman } from '../mail/deliver.ts';
import { MAIL_CHANNEL } from '../mail/outbox.ts';
import { WEBHOOK_CHANNEL } from '../open-data/webhooks/queue.ts';
import { startBoss } from './boss.ts';
import { type Job, listJobs, WEBHOOK_JOB } from './jobs.ts';
import { type JobDisk, type RunningJob, runJob } from './run-job.ts';

type Options = {
  handle: DatabaseHandle;
  env: Pick<Env, 'smtpUrl' | 'mailFrom'> & Partial<Pick<Env, 'dataDir' | 'publicUrl' | 'webhookPrivate'>>;
  log: Log;
  /** Work beside our own; for tests. */
  moreJobs?: Job[];
  disk?: JobDisk | undefined;
};

/** Starts the work that returns by itself. `stop` lets what is running finish. */
export async function startJobs({ handle, env, log, moreJobs = [], disk }: Options): Promise<{ stop(): Promise<void> }> {
  const postman = env.smtpUrl ? smtpPostman(env.smtpUrl) : null;
  const jobs = [
    ...listJobs({
      handle,
      dataDir: env.dataDir ?? null,
      postman,
      mailFrom: env.mailFrom,
      publicUrl: env.publicUrl ?? '',
      webhookPrivate: env.webhookPrivate ?? false,
      log,
    }),
    ...moreJobs,
  ];
  const boss = await startBoss(handle.db, { queues: jobs.map((job) => job.name), log });
  const running = new Map<string, RunningJob>(jobs.map((job) => [job.name, runJob({ boss, job, log, disk })]));
  const mail = running.get('deliver-mail');
  const stopListening = mail ? await handle.listen(MAIL_CHANNEL, () => mail.hurry()) : null;
  const stopWebhooks = await handle.listen(WEBHOOK_CHANNEL, () => running.get(WEBHOOK_JOB)?.hurry());
  return {
    async stop() {
      await stopListening?.();
      await stopWebhooks();
      await Promise.all([...running.values()].map((job) => job.stop()));
      await boss.stop({ graceful: false });
      postman?.close();
    },
  };
}
