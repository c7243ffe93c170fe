/**
 * The chain of versions. Each version of a section carries the SHA-256 of what it says and of the hash before it: who changes an old version has to change every
 * one after it, and whoever wrote down a later hash sees that. Names are not in it, so a person can be forgotten without breaking the chain.
 */
import { createHash } from 'node:crypto';
import type { JSONContent } from '@tiptap/core';

/** What is in the hash of a version. */
export type ChainedVersion = {
  /** Id of its section: a chain cannot be moved to another one. */
  section: string;
  number: number;
  title: string;
  note: string;
  /** ISO 8601 in UTC with milliseconds: `2026-11-18T10:00:00.000Z`. */
  createdAt: string;
  content: JSONContent;
};

/**
 * JSON in which one value has one spelling: keys in the order of their UTF-16 units, no white space, what is undefined left out; numbers and strings as
 * `JSON.stringify` writes them (RFC 8785, for the values that occur here).
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, held]) => held !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${canonicalJson(held)}`).join(',')}}`;
}

/** @param previous the hash of the version before it, null for the first of a section @returns 64 hexadecimal digits */
export function versionSha256(version: ChainedVersion, previous: string | null): string {
  const { section, number, title, note, createdAt, content } = version;
  return createHash('sha256').update(canonicalJson({ content, createdAt, note, number, previous, section, title })).digest('hex');
}

/** A version from which words were taken out: it keeps its own code, which is of the words there were, and has another of what it says now. */
export type Redacted = {
  /** ISO 8601 in UTC with milliseconds. */
  at: string;
  /** The house rule the words broke. */
  rule: string;
  sha256: string;
};

/** The code of what is left, with the one of what there was: so neither can be changed without the other. @param sha256 of the version as it was saved */
export function redactedSha256(
  version: ChainedVersion & { sha256: string },
  previous: string | null,
  { at, rule }: Omit<Redacted, 'sha256'>,
): string {
  const { section, number, title, note, createdAt, content, sha256 } = version;
  const said = { content, createdAt, note, number, original: sha256, previous, redacted: { at, rule }, section, title };
  return createHash('sha256').update(canonicalJson(said)).digest('hex');
}

/** The first version that is not what it was when it was saved: one is missing, or the words do not fit the hash. */
export type ChainBreak = { number: number; reason: 'missing' | 'changed' };

type Link = ChainedVersion & { sha256: string; redacted: Redacted | null };

/**
 * Whether a version says what its code was made of. Of one from which words were taken out the second code is computed; that its first one is the one it always had, shows from the
 * version after it.
 */
export function fitsItsCode(version: Link, previous: string | null): boolean {
  const { redacted, sha256 } = version;
  return redacted ? redactedSha256(version, previous, redacted) === redacted.sha256 : versionSha256(version, previous) === sha256;
}

/** Checks the versions of one section, from the first. Null when the chain is whole. */
export function findChainBreak(versions: readonly Link[]): ChainBreak | null {
  let previous: string | null = null;
  for (const [index, version] of versions.entries()) {
    if (version.number !== index + 1) return { number: index + 1, reason: 'missing' };
    if (!fitsItsCode(version, previous)) return { number: version.number, reason: 'changed' };
    previous = version.sha256;
  }
  return null;
}
