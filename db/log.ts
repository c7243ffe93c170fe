/** As much of a logger as this folder needs; pino fits. */
export type DatabaseLog = {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
};

export const SILENT: DatabaseLog = { info() {}, warn() {}, error() {} };
