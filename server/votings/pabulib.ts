/**
 * Reads and writes `.pb` files of participatory budgets (pabulib.org/format): META with `key;value`, PROJECTS and VOTES with a header row each.
 * Reading is strict: whoever imports a vote must be able to trust that nothing fell off.
 */
import { ImportError } from '../cli/import-error.ts';
import { type Row, readRows, writeRows } from './pabulib-rows.ts';

export type PabulibProject = {
  id: string;
  /** Whole units of the file's currency. */
  cost: number;
  name: string;
  /** Line of the file. */
  line: number;
  /** The other columns, as they are. */
  columns: Record<string, string>;
  /** The whole row, as it is. */
  values: string[];
};

/** `points`: one per choice, on ballots of the types `cumulative` and `scoring`. `values`: the whole row, as it is. */
export type PabulibBallot = { voterId: string; choices: string[]; points: number[] | null; values: string[] };

/** The four ballots of the format; `choose-1` is an approval of one. */
export type BallotType = 'approval' | 'ordinal' | 'cumulative' | 'scoring';

export type PabulibFile = {
  /** META, as it is. */
  meta: Record<string, string>;
  /** What a file like this one is written with: META in its order, and the columns of the other parts. */
  source: { meta: [string, string][]; projects: string[]; votes: string[] };
  ballotType: BallotType;
  /** Whole units; 0 when nothing costs anything. */
  budget: number;
  projects: PabulibProject[];
  ballots: PabulibBallot[];
};

const SECTIONS = ['META', 'PROJECTS', 'VOTES'] as const;
type Section = (typeof SECTIONS)[number];

/**
 * Reads a `.pb` file.
 * @throws ImportError with the line and a Dutch sentence on the first fault: not UTF-8, a section missing, a row with too few or too many values, an amount
 * that is not a whole number, a project or voter listed twice, a vote for an unknown project, or counts (`num_projects`, `num_votes`, `votes`) that do not match
 */
export function parsePabulib(file: Uint8Array): PabulibFile {
  const rows = readRows(file);
  const sections = splitSections(rows);
  const meta = readMeta(sections.META);
  const budget = readAmount(meta.lines, meta.values, 'budget');
  const ballotType = readBallotType(meta);
  const projects = readProjects(sections.PROJECTS, { free: budget === 0 });
  const ballots = readBallots(sections.VOTES, { known: new Set(projects.map(({ id }) => id)), ballotType });
  if (budget === 0 && projects.some(({ cost }) => cost > 0))
    throw new ImportError({ line: meta.lines.budget ?? 1, message: 'Het budget is nul, maar de projecten kosten geld.' });
  const lastLine = rows.at(-1)?.line ?? 1;
  checkCount({
    meta,
    key: 'num_projects',
    found: projects.length,
    what: 'projecten',
    cutOffAt: sections.PROJECTS.at(-1)?.line ?? lastLine,
  });
  checkCount({ meta, key: 'num_votes', found: ballots.length, what: 'stembiljetten', cutOffAt: lastLine });
  checkVotes(projects, ballots);
  const source = {
    meta: Object.entries(meta.values),
    projects: sections.PROJECTS[0]?.values ?? [],
    votes: sections.VOTES[0]?.values ?? [],
  };
  return { meta: meta.values, source, ballotType, budget, projects, ballots };
}

/** Line of a META key, for faults that only an import can find; 1 when the key is absent. */
export function metaLine(file: Uint8Array, key: string): number {
  return readRows(file).find(({ values }) => values[0] === key)?.line ?? 1;
}

/**
 * Writes a `.pb` file. `num_projects`, `num_votes` and the `votes` column are counted here, unless rows came from a file (`source`): those go out as they came in, under
 * the columns of that file.
 */
export function writePabulib({
  meta,
  source,
  projects,
  ballots,
}: {
  meta: Record<string, string>;
  source: PabulibFile['source'] | null;
  projects: (Pick<PabulibProject, 'id' | 'cost' | 'name'> & { values: string[] | null })[];
  ballots: (Pick<PabulibBallot, 'voterId' | 'choices'> & { values: string[] | null })[];
}): string {
  const votes = countVotes(ballots);
  const counts = { num_projects: projects.length, num_votes: ballots.length };
  return [
    writeRows([['META'], ['key', 'value'], ...(source?.meta ?? Object.entries({ ...meta, ...counts }))]),
    writeRows([
      ['PROJECTS'],
      source?.projects ?? ['project_id', 'cost', 'votes', 'name'],
      ...projects.map(({ id, cost, name, values }) => values ?? [id, cost, votes.get(id) ?? 0, name]),
    ]),
    writeRows([
      ['VOTES'],
      source?.votes ?? ['voter_id', 'vote'],
      ...ballots.map(({ voterId, choices, values }) => values ?? [voterId, choices.join(',')]),
    ]),
  ].join('');
}

function splitSections(rows: Row[]): Record<Section, Row[]> {
  const found: Partial<Record<Section, Row[]>> = {};
  let current: Row[] | null = null;
  let expected = 0;
  for (const row of rows) {
    const [first, ...rest] = row.values;
    const section = SECTIONS.find((name) => name === first);
    if (section && rest.every((value) => value === '')) {
      if (section !== SECTIONS[expected])
        throw new ImportError({
          line: row.line,
          message: `Hier staat ${section}, maar eerst moet ${SECTIONS[expected] ?? 'het einde van het bestand'} komen.`,
        });
      expected++;
      current = [];
      found[section] = current;
    } else if (!current) throw new ImportError({ line: row.line, message: 'Het bestand moet beginnen met een regel META.' });
    else current.push(row);
  }
  const missing = SECTIONS[expected];
  if (missing)
    throw new ImportError({ line: rows.at(-1)?.line ?? 1, message: `Het deel ${missing} ontbreekt. Is het bestand afgebroken?` });
  return found as Record<Section, Row[]>;
}

type Meta = { values: Record<string, string>; lines: Record<string, number> };

function readMeta(rows: Row[]): Meta {
  const meta: Meta = { values: {}, lines: {} };
  for (const { line, values } of rows) {
    const [key = '', ...rest] = values;
    if (key === 'key' && rest[0] === 'value') continue;
    if (rest.length === 0) throw new ImportError({ line, message: `Bij ${key} ontbreekt de puntkomma met de waarde.` });
    if (Object.hasOwn(meta.values, key)) throw new ImportError({ line, message: `${key} staat er twee keer in.` });
    // Remarks are free text, and not every writer quotes them.
    Object.defineProperty(meta.values, key, { value: rest.join(';'), enumerable: true });
    Object.defineProperty(meta.lines, key, { value: line, enumerable: true });
  }
  return meta;
}

/** Rows as records by the names in the header row. */
function readTable(
  rows: Row[],
  { section, required }: { section: Section; required: string[] },
): { line: number; values: string[]; columns: Record<string, string> }[] {
  const [header, ...body] = rows;
  if (!header) throw new ImportError({ line: 1, message: `Het deel ${section} is leeg. Is het bestand afgebroken?` });
  for (const name of required) {
    if (!header.values.includes(name)) throw new ImportError({ line: header.line, message: `In ${section} ontbreekt de kolom ${name}.` });
  }
  return body.map(({ line, values }) => {
    if (values.length !== header.values.length) {
      throw new ImportError({ line, message: `Deze regel heeft ${values.length} waarden. Het moeten er ${header.values.length} zijn.` });
    }
    return { line, values, columns: Object.fromEntries(header.values.map((name, index) => [name, values[index] ?? ''])) };
  });
}

function readProjects(rows: Row[], { free }: { free: boolean }): PabulibProject[] {
  const seen = new Set<string>();
  return readTable(rows, { section: 'PROJECTS', required: ['project_id', 'cost'] }).map(({ line, values, columns }) => {
    const { project_id: id = '', cost: costText = '', ...rest } = columns;
    if (id === '') throw new ImportError({ line, message: 'Dit project heeft geen nummer.' });
    if (seen.has(id)) throw new ImportError({ line, message: `Project ${id} staat er twee keer in.` });
    seen.add(id);
    const cost = wholeNumber(costText);
    if (cost === null || (cost === 0 && !free))
      throw new ImportError({ line, message: `De kosten van project ${id} zijn geen heel bedrag boven nul: "${costText}".` });
    return { id, cost, name: rest.name ?? '', line, columns: rest, values };
  });
}

const POINTS: Partial<Record<BallotType, true>> = { cumulative: true, scoring: true };

function readBallotType({ values, lines }: Meta): BallotType {
  const type = values.vote_type ?? '';
  if (type === 'choose-1') return 'approval';
  if (type === 'approval' || type === 'ordinal' || type === 'cumulative' || type === 'scoring') return type;
  throw new ImportError({
    line: lines.vote_type ?? 1,
    message: `Stembiljetten van het soort "${type}" bestaan niet. Het kan met approval, choose-1, ordinal, cumulative en scoring.`,
  });
}

function readBallots(rows: Row[], { known, ballotType }: { known: Set<string>; ballotType: BallotType }): PabulibBallot[] {
  const seen = new Set<string>();
  const weighed = POINTS[ballotType] === true;
  const required = ['voter_id', 'vote', ...(weighed ? ['points'] : [])];
  return readTable(rows, { section: 'VOTES', required }).map(({ line, values, columns }) => {
    const { voter_id: voterId = '', vote = '' } = columns;
    if (voterId === '') throw new ImportError({ line, message: 'Dit stembiljet heeft geen nummer.' });
    if (seen.has(voterId)) throw new ImportError({ line, message: `Stembiljet ${voterId} staat er twee keer in.` });
    seen.add(voterId);
    const choices = vote === '' ? [] : vote.split(',').map((id) => id.trim());
    for (const id of choices) {
      if (!known.has(id)) throw new ImportError({ line, message: `Dit stembiljet noemt een project dat niet bestaat: "${id}".` });
    }
    if (new Set(choices).size !== choices.length) throw new ImportError({ line, message: 'Dit stembiljet noemt een project twee keer.' });
    return { voterId, choices, points: weighed ? readPoints(columns.points ?? '', { choices, line }) : null, values };
  });
}

function readPoints(text: string, { choices, line }: { choices: string[]; line: number }): number[] {
  const points = text === '' ? [] : text.split(',').map((one) => wholeNumber(one.trim()));
  if (points.length !== choices.length)
    throw new ImportError({ line, message: `Dit stembiljet geeft ${points.length} keer punten aan ${choices.length} projecten.` });
  return points.map((one) => {
    if (one === null || one > 1_000_000)
      throw new ImportError({ line, message: `De punten op dit stembiljet zijn geen hele getallen: "${text}".` });
    return one;
  });
}

function checkCount({
  meta,
  key,
  found,
  what,
  cutOffAt,
}: {
  meta: Meta;
  key: string;
  found: number;
  what: string;
  cutOffAt: number;
}): void {
  const expected = readAmount(meta.lines, meta.values, key);
  if (expected === found) return;
  // Too few: the file probably stops too early, so the last line is where to look. Too many: the number itself is the suspect.
  if (found < expected)
    throw new ImportError({
      line: cutOffAt,
      message: `Hier houden de ${what} op: het zijn er ${found}, maar ${key} zegt ${expected}. Is het bestand afgebroken?`,
    });
  throw new ImportError({ line: meta.lines[key] ?? 1, message: `Er staan ${found} ${what} in het bestand, maar ${key} zegt ${expected}.` });
}

function checkVotes(projects: PabulibProject[], ballots: PabulibBallot[]): void {
  const votes = countVotes(ballots);
  for (const { id, line, columns } of projects) {
    if (columns.votes === undefined || columns.votes === '') continue;
    const stated = wholeNumber(columns.votes);
    const counted = votes.get(id) ?? 0;
    if (stated === null)
      throw new ImportError({ line, message: `Het aantal stemmen van project ${id} is geen heel getal: "${columns.votes}".` });
    if (stated !== counted)
      throw new ImportError({ line, message: `Bij project ${id} staan ${stated} stemmen. Op de stembiljetten zijn het er ${counted}.` });
  }
}

function countVotes(ballots: Pick<PabulibBallot, 'choices'>[]): Map<string, number> {
  const votes = new Map<string, number>();
  for (const { choices } of ballots) for (const id of choices) votes.set(id, (votes.get(id) ?? 0) + 1);
  return votes;
}

function readAmount(lines: Record<string, number>, values: Record<string, string>, key: string): number {
  const text = values[key];
  if (text === undefined) throw new ImportError({ line: 1, message: `In META ontbreekt ${key}.` });
  const amount = wholeNumber(text);
  if (amount === null) throw new ImportError({ line: lines[key] ?? 1, message: `${key} is geen heel getal: "${text}".` });
  return amount;
}

/** A whole number, written plainly or with a zero fraction (`5000.00`); null for anything else. */
function wholeNumber(text: string): number | null {
  if (!/^\d{1,15}([.,]0+)?$/.test(text)) return null;
  return Number(text.replace(/[.,]0+$/, ''));
}
