/** Hashing of passwords: argon2id with the parameters OWASP gives first for 19 MiB, a few at a time. */
import { hash, verify } from '@node-rs/argon2';
import { DomainError } from '../errors.ts';

const PARAMETERS = { algorithm: 2 /* argon2id */, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const PREFIX = '$argon2id$v=19$m=19456,t=2,p=1$';

/** At most this many at once: each takes 19 MiB and a core, and the site must go on answering. */
const AT_ONCE = 2;
const MAX_WAITING = 50;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Runs `work` when it is its turn.
 * @throws DomainError `busy` when too many are waiting
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MAX_WAITING) throw new DomainError('busy');
    // Whoever finishes hands over its place, so `running` stays as it is.
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/**
 * The hash with its parameters and salt. Call it outside any transaction. The whole password counts, whatever its length.
 * @throws DomainError `busy`
 */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFKC'), PARAMETERS));
}

/** Made with other parameters than today's: to be hashed anew at the next sign-in. */
export function needsRehash(passwordHash: string): boolean {
  return !passwordHash.startsWith(PREFIX);
}

/**
 * Whether the password is right. Takes as long for somebody without a password, or unknown (`null`), as for anybody.
 * Call it within `inTurn`.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const right = await verify(passwordHash ?? (await dummyHash()), password.normalize('NFKC'));
  return passwordHash !== null && right;
}

let dummy: Promise<string> | null = null;
function dummyHash(): Promise<string> {
  dummy ??= hash('nobody has this password', PARAMETERS);
  return dummy;
}
