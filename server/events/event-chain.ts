/**
 * The chain of events. Three codes, each a SHA-256 of canonical JSON:
 * `personal` over who did what to whom, with a salt; `digest` over `personal` and what is never erased; `sha256` over the digest, its number and the code before it.
 * Erasing takes the data and the salt away and leaves `personal`: nobody can guess what stood there, and every later code still fits. Outsiders get the digests
 * and the codes, which say nothing about anybody.
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../plan-texts/version-chain.ts';

/** What is in the codes of an event. */
export type ChainedEvent = {
  id: number;
  at: Date;
  kind: string;
  trajectoryId: string | null;
  subjectKind: string;
  subjectId: string;
  actorId: string | null;
  data: unknown;
};

export type Link = { seq: number; digest: string; sha256: string };

export function personalSha256({ actorId, subjectId, data }: ChainedEvent, salt: string): string {
  return sha256(canonicalJson({ actor: actorId, data, salt, subject: subjectId }));
}

export function eventDigest({ id, at, kind, trajectoryId, subjectKind }: ChainedEvent, personal: string): string {
  return sha256(canonicalJson({ at: at.toISOString(), id, kind, personal, subjectKind, trajectory: trajectoryId }));
}

/** @param previous the code of the event before it, null for the first */
export function linkSha256({ seq, digest }: { seq: number; digest: string }, previous: string | null): string {
  return sha256(canonicalJson({ digest, previous, seq }));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
