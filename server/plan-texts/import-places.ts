/** Which section of a file is which section of the plan, and where each goes. Without a database. */
import type { ParsedSection } from './import-headings.ts';
import { titleUnder } from './import-marked.ts';
import { sectionHeading } from './rules.ts';

/** A section the trajectory has or had. */
export type Present = {
  id: string;
  documentId: string;
  position: number;
  number: string;
  title: string;
  level: number;
  /** Null when it was made by hand. */
  key: string | null;
  sha256: string | null;
  /** The version the last import left. */
  sourceVersion: number | null;
  /** Of its document now. */
  seq: number;
  removedAt: Date | null;
};

/** `key` and `title` as they will be stored. */
export type Placed = {
  section: ParsedSection;
  present: Present | null;
  key: string | null;
  number: string;
  title: string;
  position: number;
};

export type Places = {
  placed: Placed[];
  /** In the plan now, and not in the file. */
  gone: Present[];
  /** Made by hand, and not in the file: they stay, behind the others. */
  staying: Present[];
  /** New positions of sections that are or were in the plan. */
  moves: { id: string; position: number }[];
};

/**
 * Imported sections come in the order of the file, those made by hand after them. What has left the plan keeps its place between its former neighbours, so that
 * old versions of the plan stay in order.
 */
export function placeSections(sections: readonly ParsedSection[], present: readonly Present[]): Places {
  const found = findPresent(sections, present);
  const used = new Set(found.map((match) => match?.id));
  const gone = present.filter((section) => section.key !== null && section.removedAt === null && !used.has(section.id));
  const staying = present.filter((section) => section.key === null && section.removedAt === null && !used.has(section.id));
  const inPlan = [...staying, ...found].flatMap((section) => (section && section.removedAt === null ? [section] : []));
  const taken = new Set(inPlan.map((section) => section.number));
  const keys = new Set(inPlan.map((section) => section.key));
  const order = weave(
    sections.map((_, index) => found[index]?.id ?? index),
    { old: [...present].sort((one, other) => one.position - other.position), staysLast: new Set(staying.map((section) => section.id)) },
  );
  const positions = new Map(order.map((entry, index) => [entry, index + 1]));
  const placed = sections.map((section, index) => {
    const match = found[index] ?? null;
    const isThere = match !== null && match.removedAt === null;
    const number = isThere ? match.number : freeNumber(match?.number ?? section.number, { section, taken });
    const key = isThere ? match.key : freeKey(match?.key ?? section.key, keys);
    taken.add(number);
    keys.add(key);
    const title = section.ours ? titleUnder(number, section.title) : section.title;
    return { section, present: match, key, number, title, position: positions.get(match?.id ?? index) ?? 0 };
  });
  const moves = present.flatMap(({ id, position: was }) => {
    const position = positions.get(id);
    return position !== undefined && position !== was ? [{ id, position }] : [];
  });
  return { placed, gone, staying, moves };
}

/** By its mark, else by its key, else (in a file of our own that lost a mark) by its heading. Nothing in the plan is found twice. */
function findPresent(sections: readonly ParsedSection[], present: readonly Present[]): (Present | null)[] {
  const used = new Set<string>();
  const take = (candidates: readonly (Present | undefined)[]) => {
    const match = candidates.find((candidate) => candidate && !used.has(candidate.id)) ?? null;
    if (match) used.add(match.id);
    return match;
  };
  const inPlan = present.filter((section) => section.removedAt === null);
  const byKey = new Map<string, Present>();
  for (const candidate of present) {
    if (candidate.key !== null && isNearer(candidate, byKey.get(candidate.key))) byKey.set(candidate.key, candidate);
  }
  const marked = sections.map(({ mark }) =>
    mark === null ? null : take([inPlan.find(({ number }) => number === mark), present.find(({ id }) => id.replaceAll('-', '') === mark)]),
  );
  const keyed = sections.map(({ key }, index) => marked[index] ?? take([byKey.get(key)]));
  return sections.map(
    ({ ours, title }, index) => keyed[index] ?? (ours ? take(inPlan.filter((section) => sectionHeading(section) === title)) : null),
  );
}

function freeKey(wanted: string, taken: ReadonlySet<string | null>): string {
  let key = wanted;
  for (let count = 2; taken.has(key); count += 1) key = `${wanted}-${count}`;
  return key;
}

/** What is in the plan goes before what was, and what left it last before what left it earlier. */
function isNearer(candidate: Present, best: Present | undefined): boolean {
  if (!best) return true;
  if (best.removedAt === null) return false;
  return candidate.removedAt === null || candidate.removedAt > best.removedAt;
}

/** Once given, a number stays: addresses point at it. One that is taken gives way to the longer name of the section. */
function freeNumber(wanted: string, { section, taken }: { section: ParsedSection; taken: ReadonlySet<string> }): string {
  if (!taken.has(wanted)) return wanted;
  const byKey = section.key.replaceAll('/', '-');
  let number = byKey;
  for (let count = 2; taken.has(number); count += 1) number = `${byKey}-${count}`;
  return number;
}

/** Puts what is no longer in the file behind its former neighbour, or in front when it had none. New sections go by their index in the file. */
function weave(
  file: (string | number)[],
  { old, staysLast }: { old: readonly Present[]; staysLast: ReadonlySet<string> },
): (string | number)[] {
  const order = [...file];
  const inFile = new Set(file);
  let neighbour: string | null = null;
  for (const { id } of old) {
    if (staysLast.has(id)) continue;
    if (!inFile.has(id)) order.splice(neighbour === null ? 0 : order.indexOf(neighbour) + 1, 0, id);
    neighbour = id;
  }
  return [...order, ...old.filter((section) => staysLast.has(section.id)).map((section) => section.id)];
}
