import { DomainError, type FieldErrors } from '../errors.ts';
import { readField } from '../text/fields.ts';

/** As whom somebody tells a story: phase 1 of InfraLab asks users and neighbours, and hears organisations as such. */
export const TOLD_AS = ['resident', 'user', 'organisation'] as const;
export type ToldAs = (typeof TOLD_AS)[number];

/** Characters. The database holds them to the same. */
export const STORY_LIMITS = { title: { min: 3, max: 120 }, body: { min: 10, max: 5000 } } as const;

/** A story as it will be kept: what happened, and nothing about a solution. @throws DomainError `invalid` with a sentence per field */
export function readStory(raw: { title: string; body: string }): { title: string; body: string } {
  const fields: FieldErrors = {};
  const read = (name: 'title' | 'body') =>
    readField(raw[name], {
      name,
      fields,
      ...STORY_LIMITS[name],
      lines: name === 'body',
      sentences: { characters: 'ideas:error.characters', short: `kinds:error.story_${name}_short`, long: `kinds:error.story_${name}_long` },
    });
  const words = { title: read('title'), body: read('body') };
  if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  return words;
}
