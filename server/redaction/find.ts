/** Which letters of a document are those of the words to take out: now, in each version, and just before they went from the text. */
import { setImmediate } from 'node:timers/promises';
import { type History, NEVER, type WrittenBlock } from './history.ts';
import { addressSays, findWords } from './words.ts';

/** Milliseconds of work before others of this process get their turn. */
const TURN_MS = 10;

/** Letters by Yjs client: which clocks. */
export type LetterSet = Map<number, Set<number>>;

export type FoundInHistory = {
  letters: LetterSet;
  /** Link marks of which the address says the words. */
  links: LetterSet;
  /** Times the words stand in the text as it is now; also in addresses of links. */
  now: number;
  /** Times they were found in what is gone from the text. */
  before: number;
};

/**
 * Letters that are still in the text as part of other words stay: "Jan" goes where it stood alone, not from "januari" that somebody made of it.
 * @param versionSeqs the updates up to which versions go
 */
export async function findInHistory(
  { blocks, links }: History,
  words: readonly string[],
  versionSeqs: readonly number[],
): Promise<FoundInHistory> {
  let turnBegan = performance.now();
  const letOthers = async () => {
    if (performance.now() - turnBegan < TURN_MS) return;
    await setImmediate();
    turnBegan = performance.now();
  };
  const found: FoundInHistory = { letters: new Map(), links: new Map(), now: 0, before: 0 };
  const longest = Math.max(...words.map((word) => word.length));
  for (const block of blocks) {
    for (const match of matchesIn(block, words, { time: NEVER - 1 })) {
      found.now += 1;
      for (const place of match) add(found.letters, block, place);
    }
    if (block.gone.every((time) => time === NEVER)) continue;
    const seen = new Set<number>();
    const note = (match: number[]) => {
      const dead = match.filter((place) => block.gone[place] !== NEVER);
      if (dead.length === 0) return;
      if (dead.some((place) => !seen.has(place))) found.before += 1;
      for (const place of dead) {
        seen.add(place);
        add(found.letters, block, place);
      }
    };
    for (const seq of versionSeqs) {
      await letOthers();
      matchesIn(block, words, { time: 2 * seq + 1 }).forEach(note);
    }
    for (const window of windowsOf(block, 2 * longest + 20)) {
      await letOthers();
      for (const match of matchesIn(block, words, window)) if (match.some((place) => block.gone[place] === window.time + 1)) note(match);
    }
  }
  for (const { client, clock, href } of links) if (addressSays(href, words)) addLetter(found.links, client, clock);
  return found;
}

type Window = { time: number; from?: number; to?: number };

function isThere({ born, gone }: WrittenBlock, place: number, time: number): boolean {
  return (born[place] ?? NEVER) <= time && time < (gone[place] ?? 0);
}

/** Places of the letters of each match, as the block read at that time. */
function matchesIn(block: WrittenBlock, words: readonly string[], { time, from = 0, to = block.text.length }: Window): number[][] {
  const places: number[] = [];
  let text = '';
  for (let place = from; place < to; place++) {
    if (!isThere(block, place, time)) continue;
    places.push(place);
    text += block.text.charAt(place);
  }
  return findWords(text, words).map((match) => places.slice(match.from, match.to));
}

/** What stood around letters just before they went: so many letters to each side. */
function* windowsOf(block: WrittenBlock, around: number): Generator<Required<Window>> {
  const byTime = new Map<number, number[]>();
  for (const [place, time] of block.gone.entries()) {
    if (time === NEVER) continue;
    const places = byTime.get(time);
    if (places) places.push(place);
    else byTime.set(time, [place]);
  }
  for (const [gone, places] of byTime) {
    const time = gone - 1;
    let open: Required<Window> | null = null;
    for (const place of places) {
      if (open && place < open.to) {
        open.to = Math.max(open.to, reach(block, { place, time, around, step: 1 }));
        continue;
      }
      if (open) yield open;
      open = { time, from: reach(block, { place, time, around, step: -1 }), to: reach(block, { place, time, around, step: 1 }) };
    }
    if (open) yield open;
  }
}

function reach(block: WrittenBlock, { place, time, around, step }: { place: number; time: number; around: number; step: 1 | -1 }): number {
  let left = around;
  let at = place;
  for (; left > 0 && at >= 0 && at < block.text.length; at += step) if (isThere(block, at, time)) left -= 1;
  return step === 1 ? at : Math.max(0, at + 1);
}

function add(letters: LetterSet, block: WrittenBlock, place: number): void {
  // A line end is no letter: it stands for an element of its own.
  const [client, clock] = [block.clients[place], block.clocks[place]];
  if (client !== undefined && clock !== undefined && block.text.charAt(place) !== '\n') addLetter(letters, client, clock);
}

function addLetter(letters: LetterSet, client: number, clock: number): void {
  const clocks = letters.get(client) ?? new Set<number>();
  letters.set(client, clocks.add(clock));
}

/** As the database keeps it: `[client, clock, length]`, in order. */
export function rangesOf(...sets: LetterSet[]): [number, number, number][] {
  const ranges: [number, number, number][] = [];
  for (const letters of sets) {
    for (const [client, clocks] of [...letters].sort(([a], [b]) => a - b)) {
      for (const clock of [...clocks].sort((a, b) => a - b)) {
        const last = ranges.at(-1);
        if (last && last[0] === client && last[1] + last[2] === clock) last[2] += 1;
        else ranges.push([client, clock, 1]);
      }
    }
  }
  return ranges;
}
