/** What taking words out would do, for who may do it. */
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { findSubject } from '../moderation/subjects.ts';
import { requireActor } from '../permissions.ts';
import { lookFor, type RedactionCounts } from './look.ts';
import { readWords } from './words.ts';

type Acting = Pick<Context, 'db' | 'actor' | 'now'>;

export type WordedSection = { id: string; heading: string; number: string; trajectorySlug: string };

/** @throws DomainError `not_found`, `not_allowed` */
export async function findWordedSection({ db, actor, now }: Acting, sectionId: string): Promise<WordedSection> {
  requireActor(actor, 'moderation.queue', {}, { now });
  const subject = await findSubject(db, 'section', sectionId);
  if (!subject || subject.trajectorySlug === null || subject.sectionNumber === null) throw new DomainError('not_found');
  requireActor(actor, 'moderation.decide', { trajectoryId: subject.trajectoryId, ownerId: null }, { now });
  return { id: sectionId, heading: subject.title, number: subject.sectionNumber, trajectorySlug: subject.trajectorySlug };
}

/**
 * How often the words stand where. Changes nothing.
 * @param words as typed, one per line
 * @throws DomainError `not_found`, `not_allowed`, `invalid` with a sentence for `words`
 */
export async function previewWords(
  context: Acting,
  { sectionId, words: raw }: { sectionId: string; words: string },
): Promise<{ words: string[]; counts: RedactionCounts; versions: number[] }> {
  await findWordedSection(context, sectionId);
  const words = readWords(raw);
  const { counts, versions } = await lookFor(context.db, { sectionId, words });
  return { words, counts, versions: versions.map(({ number }) => number) };
}
