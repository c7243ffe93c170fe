import type PgBoss from 'pg-boss';
import type { DiskRoom } from '../disk/disk-room.ts';
import type { Log } from '../log.ts';
import type { Job } from './jobs.ts';

/** Whether there is room to write, and who hears that there is not. */
export type JobDisk = Pick<DiskRoom, 'isReadOnly' | 'note'>;

export type RunningJob = {
  /** Runs the job now, beside the schedule: for work that is known to be waiting. */
  hurry(): void;
  /** Waits for the run that is busy, then no more. */
  stop(): Promise<void>;
};

/**
 * Every node plans the job once per period; pg-boss keeps one of each period, and hands it to one node. A run that failed, or whose node died,
 * comes back by pg-boss's own retry.
 */
export function runJob({ boss, job, log, disk }: { boss: PgBoss; job: Job; log: Log; disk?: JobDisk | undefined }): RunningJob {
  let stopped = false;
  let hurried = false;
  let wake: () => void = () => {};

  async function round(inHurry: boolean): Promise<void> {
    if (disk?.isReadOnly() && !job.alsoWithoutRoom) return;
    await boss.send(job.name, {}, { singletonKey: job.name, singletonSeconds: job.everySeconds });
    const [task] = await boss.fetch(job.name);
    if (!task) {
      if (inHurry) await job.run(new Date());
      return;
    }
    try {
      await job.run(new Date());
      await boss.complete(job.name, task.id);
    } catch (error) {
      await boss.fail(job.name, task.id, { message: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  }

  async function rounds(): Promise<void> {
    while (!stopped) {
      const inHurry = hurried;
      hurried = false;
      try {
        await round(inHurry);
      } catch (error) {
        disk?.note(error);
        log.error({ err: error, job: job.name }, 'a job failed; it will be tried again');
      }
      if (!stopped && !hurried) await pause();
    }
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, job.everySeconds * 1000);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const ended = rounds();
  return {
    hurry() {
      hurried = true;
      wake();
    },
    async stop() {
      stopped = true;
      wake();
      await ended;
    },
  };
}
