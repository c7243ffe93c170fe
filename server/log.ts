import pino, { type Logger } from 'pino';
import { env } from './env.ts';

/** One line of JSON per thing worth knowing. Never an e-mail address, password, token or ballot: those keys are struck out wherever they stand. */
export const log: Logger = pino({
  level: env.logLevel,
  redact: {
    paths: ['email', '*.email', 'password', '*.password', 'token', '*.token', 'cookie', '*.cookie', 'address', '*.address'],
    censor: '[weg]',
  },
  base: undefined,
});

export type Log = Logger;
