import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../db/schema.ts';
import type { Log } from './log.ts';
import type { Locale } from './web/locale.ts';

/** A pool or a transaction: queries take either. */
export type Db = Kysely<Database>;
export type Tx = Transaction<Database>;

export type Role = 'official' | 'moderator' | 'trajectory_manager' | 'council_member' | 'clerk' | 'administrator';

/** The person who acts, as far as rules need to know them. Loaded afresh for every request and every socket check. */
export type Actor = {
  id: string;
  name: string;
  email: string | null;
  /** How sure we are of who this is; `none` until the e-mail address is confirmed. */
  verificationLevel: 'none' | 'email' | 'address' | 'oidc';
  blockedUntil: Date | null;
  /** Grants that hold today; `trajectoryId` null means the whole site. */
  roles: { role: Role; trajectoryId: string | null; teamId: string | null }[];
  /** The site asks staff for a second factor and this session has not shown one. Absent for jobs and at the command line: nobody sits there to show it. */
  asksSecondFactor?: true;
};

/** What every query and command of one request is given. `now` is the only clock. */
export type Context = {
  db: Db;
  actor: Actor | null;
  now: Date;
  /** Shown to a person with an error, and written in the log beside its cause. */
  requestId: string;
  /** The visitor's address, for rate limits, and for the hash of its range with support (`integrity/address-range.ts`); never stored itself. */
  address: string;
  /** What the visitor's browser calls itself; only the kind is kept (`auth/device.ts`). Absent where no browser asks. */
  userAgent?: string | null;
  /** The language of the page that is asked for: somebody without an account is written to in it. Absent where nobody reads a page. */
  locale?: Locale;
  /** There is no room on the disk: whatever would write is refused (`disk/disk-room.ts`). */
  readOnly?: boolean;
  /** Hash of the session in use, to keep it when others are ended; null without a session. */
  sessionIdHash: string | null;
  /** Where refused attempts are written; absent where nobody asks from outside. */
  log?: Pick<Log, 'info'>;
  /** Writes or clears the session cookie on the answer to this request. */
  cookie: { set(sessionToken: string, expiresAt: Date): void; clear(): void };
};
