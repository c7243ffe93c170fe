/** The reply note (nota van beantwoording, reactienota): what it holds, and what keeps it from being sent. Pure. */
import { isDay } from '../calendar/amsterdam.ts';
import { DomainError, type FieldErrors } from '../errors.ts';
import type { Outcome } from '../responses/response-rules.ts';
import { characterCount, cleanLine, cleanLines } from '../text/clean-text.ts';

export const NOTE_KINDS = ['idea', 'question', 'change_proposal', 'formal_view', 'challenge', 'complaint'] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** One contribution with its answer, without anybody's name. */
export type NoteItem = {
  /** By which its submitter finds it. */
  number: number;
  kind: string;
  /** What was asked. */
  summary: string;
  /** Null while there is none. */
  answer: NoteAnswer | null;
};

export type NoteAnswer = {
  outcome: Outcome;
  summary: string;
  motivation: string;
  nextStep: string;
  /** What changes in the plan text, with the two versions when they are known. */
  change: { section: string; title: string; from: number | null; to: number | null } | null;
  decision: { title: string; url: string } | null;
  authority: { name: string; url: string } | null;
  answeredOn: string;
};

/** All that is published, and frozen by it. */
export type NoteContent = {
  trajectory: { slug: string; title: string };
  number: number;
  title: string;
  introduction: string;
  ownChanges: string;
  periodFrom: string;
  periodUntil: string;
  items: NoteItem[];
};

/** How many contributions had which outcome; and how many still wait. */
export function countNote(items: readonly NoteItem[]): { outcomes: { outcome: Outcome; count: number }[]; waiting: number } {
  const counts = new Map<Outcome, number>();
  for (const { answer } of items) if (answer) counts.set(answer.outcome, (counts.get(answer.outcome) ?? 0) + 1);
  return {
    outcomes: [...counts]
      .map(([outcome, count]) => ({ outcome, count }))
      .sort((a, b) => b.count - a.count || (a.outcome < b.outcome ? -1 : 1)),
    waiting: items.filter(({ answer }) => answer === null).length,
  };
}

export type NoteChange = { section: string; title: string; from: number | null; to: number | null; items: NoteItem[] };

/** The chapter "what changed": per section of the plan, which contributions changed it. Sections in reading order (`2.10` after `2.9`). */
export function changesOf(items: readonly NoteItem[]): NoteChange[] {
  const changes = new Map<string, NoteChange>();
  for (const item of items) {
    const change = item.answer?.change;
    if (!change || !(item.answer?.outcome === 'adopted' || item.answer?.outcome === 'partly')) continue;
    const known = changes.get(change.section);
    if (!known) changes.set(change.section, { ...change, items: [item] });
    else {
      known.items.push(item);
      // Together they span from the oldest text to the newest.
      known.from = known.from === null || change.from === null ? (known.from ?? change.from) : Math.min(known.from, change.from);
      known.to = known.to === null || change.to === null ? (known.to ?? change.to) : Math.max(known.to, change.to);
    }
  }
  return [...changes.values()].sort((a, b) => a.section.localeCompare(b.section, 'nl', { numeric: true }));
}

/**
 * Personal details in a summary: e-mail addresses, telephone numbers, a house number with its postcode, and the submitter's own name.
 * @returns what was found, as it stands there
 */
export function findPersonalDetails(text: string, name: string | null): string[] {
  const found = [
    ...text.matchAll(/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+\.[\p{L}\p{N}.-]+/gu),
    ...text.matchAll(/(?<!\d)(?:\+31|0031|0)[ -]?(?:\d[ -]?){8}\d(?!\d)/g),
    ...text.matchAll(/(?<!\p{L})[1-9]\d{3} ?[A-Z]{2}(?![\p{L}\p{N}])/gu),
  ].map(([match]) => match.trim());
  if (name !== null) {
    // The family name alone gives somebody away too; a first name alone is often an ordinary word.
    const words = name.trim().split(/\s+/);
    const family = words.length > 1 ? (words.at(-1) ?? '') : '';
    for (const part of [name.trim(), family]) {
      if (characterCount(part) < 3) continue;
      // `Vos` is a name and `vos` an animal: the family name counts with its capital only.
      const [match] = wordPattern(part, part === family ? 'u' : 'iu').exec(text) ?? [];
      if (match && !found.some((other) => other.includes(match))) found.push(match);
    }
  }
  return [...new Set(found)];
}

function wordPattern(words: string, flags: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, flags);
}

/** An answer as it stands in a note: who asked is called "de indiener", however the answer called them. */
export function withoutName(text: string, name: string | null): string {
  const full = name?.trim() ?? '';
  if (characterCount(full) < 3) return text;
  const words = full.split(/\s+/);
  const first = words[0] ?? '';
  const last = words.length > 1 ? words.slice(1).join(' ') : '';
  let result = text.replace(wordPattern(full, 'giu'), 'de indiener');
  if (last) {
    const titled = new RegExp(
      `(?<!\\p{L})(?:de heer|dhr\\.|meneer|mevrouw|mevr\\.|mw\\.) ${last.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\p{L})`,
      'giu',
    );
    result = result.replace(titled, 'de indiener');
  }
  return first
    ? result.replace(
        new RegExp(`(?<=\\b(?:Beste|Dag|Hallo|Geachte) )${first.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\p{L})`, 'gu'),
        'indiener',
      )
    : result;
}

export type NoteWords = { title: string; introduction: string; ownChanges: string };
export type NoteScope = { kinds: readonly string[]; periodFrom: string; periodUntil: string };

const LONGEST = 8000;

/** @throws DomainError `invalid` with a sentence per field */
export function readNote(words: NoteWords): NoteWords {
  const title = cleanLine(words.title) ?? '';
  const introduction = cleanLines(words.introduction);
  const ownChanges = cleanLines(words.ownChanges);
  const length = characterCount(title);
  const tooLong = (text: string | null) => text === null || characterCount(text) > LONGEST;
  const fields: FieldErrors = {
    ...(length < 5 || length > 160 ? { title: 'nota:error.title' } : {}),
    ...(tooLong(introduction) ? { introduction: 'nota:error.long' } : {}),
    ...(tooLong(ownChanges) ? { ownChanges: 'nota:error.long' } : {}),
  };
  if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  return { title, introduction: introduction ?? '', ownChanges: ownChanges ?? '' };
}

/** @throws DomainError `invalid` with a sentence per field */
export function readScope({ kinds, periodFrom, periodUntil }: NoteScope): { kinds: NoteKind[]; periodFrom: string; periodUntil: string } {
  const known = NOTE_KINDS.filter((kind) => kinds.includes(kind));
  const fields: FieldErrors = {
    ...(known.length === 0 ? { kinds: 'nota:error.kinds' } : {}),
    ...(isDay(periodFrom) ? {} : { periodFrom: 'answers:error.date' }),
    ...(isDay(periodUntil) ? {} : { periodUntil: 'answers:error.date' }),
  };
  if (Object.keys(fields).length === 0 && periodUntil < periodFrom) fields.periodUntil = 'nota:error.period';
  if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  return { kinds: known, periodFrom, periodUntil };
}
