/**
 * The plain rules that hold a new text until a moderator looked. They only hold, never delete, and the author hears at once which rule it was; they stand on
 * `/huisregels`. Pure.
 */
import { type HouseRule, wholeWords } from './rules.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export const HOLD_LIMITS = {
  /** An account is new this many days. */
  newDays: 7,
  /** Texts within this many minutes, from a new account and from any. */
  rateMinutes: 10,
  rateNew: 10,
  rateAny: 100,
  /** The same text again: so many times before within a day, when it is longer than a greeting. */
  repeats: 4,
  repeatCharacters: 40,
} as const;

export type HoldCode = 'link' | 'repeated' | 'rate' | 'word';
export type Hold = { code: HoldCode; rule: HouseRule };

/** An address on the web, also without `https://`. */
const LINK =
  /\bhttps?:\/\/|\bwww\.|(?<![@\w.-])[\p{L}\d-]{2,}\.(?:nl|com|net|org|eu|info|biz|shop|online|site|xyz|top|club|ru|cn|be|de|io)\b/iu;

/** Why a text must wait, or null when it need not. `earlier`: other texts of the same person of the last day. */
export function whyHold({
  text,
  accountCreatedAt,
  earlier,
  listed,
  now,
}: {
  text: string;
  accountCreatedAt: Date;
  earlier: readonly { text: string; at: Date }[];
  listed: readonly { word: string; rule: HouseRule }[];
  now: Date;
}): Hold | null {
  const found = listed.find(({ word }) => wholeWords(word).test(text));
  if (found) return { code: 'word', rule: found.rule };
  const isNew = now.getTime() - accountCreatedAt.getTime() < HOLD_LIMITS.newDays * DAY;
  if (isNew && LINK.test(text)) return { code: 'link', rule: 'spam' };
  const same = sameness(text);
  if (same.length >= HOLD_LIMITS.repeatCharacters) {
    const repeats = earlier.filter((other) => sameness(other.text) === same).length;
    if (repeats >= HOLD_LIMITS.repeats) return { code: 'repeated', rule: 'spam' };
  }
  const lately = earlier.filter(({ at }) => now.getTime() - at.getTime() < HOLD_LIMITS.rateMinutes * MINUTE).length;
  if (lately >= (isNew ? HOLD_LIMITS.rateNew : HOLD_LIMITS.rateAny)) return { code: 'rate', rule: 'spam' };
  return null;
}

/** Capitals, accents, punctuation and spaces do not make another text of it. */
function sameness(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** As the author and the public log read it. */
export const HOLD_REASONS: Record<HoldCode, string> = {
  link: 'In de tekst staat een link en het account is nieuw. Daarom kijkt er eerst een moderator.',
  repeated: 'Deze tekst is vandaag al een paar keer geplaatst. Daarom kijkt er eerst een moderator.',
  rate: 'Er kwamen veel teksten kort na elkaar. Daarom kijkt er eerst een moderator.',
  word: 'In de tekst staat een woord van onze lijst. Daarom kijkt er eerst een moderator.',
};
