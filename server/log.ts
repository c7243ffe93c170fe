import pino, { type DestinationStream, type Logger } from 'pino';
import { env } from './env.ts';

export type Log = Logger;

/** An e-mail address, wherever it stands in a line: the database and mail servers put them in their messages. */
const EMAIL = /[\p{L}\p{N}._%+-]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/**
 * One line of JSON per thing worth knowing. Never an e-mail address, password, token or ballot: those keys are struck out wherever they stand, and an address that
 * is part of a message is struck out in the line.
 */
export function createLog({ level, destination }: { level: string; destination?: DestinationStream }): Log {
  return pino(
    {
      level,
      redact: {
        paths: ['email', '*.email', 'password', '*.password', 'token', '*.token', 'cookie', '*.cookie', 'address', '*.address'],
        censor: '[weg]',
      },
      base: undefined,
      hooks: { streamWrite: (line) => line.replace(EMAIL, '[e-mailadres]') },
    },
    destination ?? pino.destination(1),
  );
}

export const log: Log = createLog({ level: env.logLevel });
