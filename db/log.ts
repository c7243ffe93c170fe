import type { KyselyConfig } from 'kysely';

/** As much of a logger as this folder needs; pino fits. */
export type DatabaseLog = {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
};

export const SILENT: DatabaseLog = { info() {}, warn() {}, error() {} };

/** For Kysely: shows every statement that failed, also `commit`, to `onError`. */
export function errorsTo(onError: ((error: unknown) => void) | undefined): Pick<KyselyConfig, 'log'> {
  if (!onError) return {};
  return {
    log(event) {
      if (event.level === 'error') onError(event.error);
    },
  };
}
