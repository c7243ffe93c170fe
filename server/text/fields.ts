import type { FieldErrors } from '../errors.ts';
import { characterCount, cleanLine, cleanLines } from './clean-text.ts';

/** What is wrong with a field, as the keys of its sentences. */
export type FieldSentences = { characters: string; short: string; long: string };

type Asked = { min: number; max: number; lines: boolean; sentences: FieldSentences };

/** The words of a field as they will be kept; what is wrong with them goes in `fields` under `name`. */
export function readField(
  raw: string,
  { name, fields, min, max, lines, sentences }: Asked & { name: string; fields: FieldErrors },
): string {
  const text = lines ? cleanLines(raw) : cleanLine(raw);
  const length = characterCount(text ?? '');
  if (text === null) fields[name] = sentences.characters;
  else if (length < min) fields[name] = sentences.short;
  else if (length > max) fields[name] = sentences.long;
  return text ?? '';
}
