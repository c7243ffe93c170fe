import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ImportError } from '../cli/import-error.ts';
import { parsePabulib, writePabulib } from './pabulib.ts';

const GOOD = [
  'META', // 1
  'key;value',
  'description;Oeverbudget',
  'num_projects;2', // 4
  'num_votes;3', // 5
  'budget;100', // 6
  'vote_type;approval',
  'PROJECTS', // 8
  'project_id;cost;votes;name',
  '7;60;2;"Steiger; met trap"', // 10
  '9;40;1;Bankje', // 11
  'VOTES', // 12
  'voter_id;vote',
  'x1;7,9', // 14
  'x2;7', // 15
  'x3;', // 16
];

describe('a .pb file', () => {
  test('is read with quoted values, both kinds of line ends, a byte order mark, and blank ballots', () => {
    for (const end of ['\n', '\r\n']) {
      const file = parsePabulib(bytes(`\uFEFF${GOOD.join(end)}${end}`));
      expect(file.budget).toBe(100);
      expect(file.meta.description).toBe('Oeverbudget');
      expect(file.projects).toMatchObject([
        { id: '7', cost: 60, name: 'Steiger; met trap', line: 10 },
        { id: '9', cost: 40, name: 'Bankje', line: 11 },
      ]);
      expect(file.ballots).toMatchObject([
        { voterId: 'x1', choices: ['7', '9'] },
        { voterId: 'x2', choices: ['7'] },
        { voterId: 'x3', choices: [] },
      ]);
    }
  });

  test('may quote a line end; later lines keep their number', () => {
    const lines = GOOD.with(2, 'description;"Oever\nbudget ""2027"""');
    expect(parsePabulib(bytes(lines.join('\n'))).meta.description).toBe('Oever\nbudget "2027"');
    expect(faultOf(lines.with(10, '9;veertig;1;Bankje'))?.line).toBe(12);
  });

  test.each<[string, string[], number, RegExp]>([
    ['a project count that does not match', GOOD.with(3, 'num_projects;3'), 11, /2.*num_projects zegt 3/],
    ['too few ballots', GOOD.slice(0, -1), 15, /2.*num_votes zegt 3.*afgebroken/],
    ['more ballots than announced', [...GOOD, 'x4;'], 5, /4 stembiljetten/],
    ['an unknown project on a ballot', GOOD.with(14, 'x2;8'), 15, /"8"/],
    ['a project twice on a ballot', GOOD.with(14, 'x2;7,7'), 15, /twee keer/],
    ['a project listed twice', GOOD.with(10, '7;40;1;Bankje'), 11, /Project 7.*twee keer/],
    ['a voter listed twice', GOOD.with(15, 'x2;'), 16, /x2.*twee keer/],
    ['a cost that is no number', GOOD.with(10, '9;veertig;1;Bankje'), 11, /"veertig"/],
    ['a cost with cents', GOOD.with(10, '9;40.50;1;Bankje'), 11, /heel bedrag/],
    ['a cost of nothing', GOOD.with(10, '9;0;1;Bankje'), 11, /boven nul/],
    ['votes that do not match the ballots', GOOD.with(10, '9;40;2;Bankje'), 11, /staan 2 stemmen.*zijn het er 1/],
    ['a row with a value too few', GOOD.with(10, '9;40;1'), 11, /3 waarden.*4/],
    ['a row with a value too many', GOOD.with(14, 'x2;7;1'), 15, /3 waarden.*2/],
    ['no budget', GOOD.toSpliced(5, 1), 1, /budget/],
    ['a budget that is no number', GOOD.with(5, 'budget;veel'), 6, /"veel"/],
    ['no VOTES', GOOD.slice(0, 11), 11, /VOTES ontbreekt/],
    ['no PROJECTS', GOOD.toSpliced(7, 4), 8, /eerst moet PROJECTS/],
    ['no META', GOOD.slice(1), 1, /META/],
    ['nothing in it', [], 1, /META/],
    ['a missing column', GOOD.with(8, 'project_id;price;votes;name'), 9, /kolom cost/],
    ['a quote that stays open', GOOD.with(9, '7;60;2;"Steiger'), 10, /aanhalingsteken/],
    ['text after a closing quote', GOOD.with(9, '7;60;2;"Steiger" groot'), 10, /aanhalingsteken/],
    ['a key without a value', GOOD.with(2, 'description'), 3, /puntkomma/],
    ['a key listed twice', GOOD.with(2, 'budget;5'), 6, /budget.*twee keer/],
    ['a NUL character', GOOD.with(10, '9;40;1;Bank\0je'), 11, /onleesbaar/],
  ])('with %s is refused with its line', (_, lines, line, message) => {
    expect(faultOf(lines)).toMatchObject({ line, message: expect.stringMatching(message) });
  });

  test('that is not UTF-8 is refused with its line', () => {
    const file = Buffer.from(GOOD.join('\n').replace('Bankje', 'B\u00e0nkje'), 'latin1');
    expect(fault(() => parsePabulib(file))).toMatchObject({ line: 11, message: expect.stringContaining('UTF-8') });
  });

  test('cut off anywhere is refused, except where only line ends are lost', () => {
    const whole = bytes(`${GOOD.with(15, 'x3;9').with(10, '9;40;2;Bankje').join('\n')}\n`);
    expect(parsePabulib(whole).ballots).toHaveLength(3);
    for (let length = 0; length < whole.length - 1; length++) {
      expect(
        fault(() => parsePabulib(whole.subarray(0, length))),
        `cut at ${length}`,
      ).toBeInstanceOf(ImportError);
    }
  });

  test('that was written can be read: the same projects and ballots', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll('\0', '').trim());
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 5 }),
        fc.array(name),
        fc.array(fc.nat(), { maxLength: 8 }),
        (ids, names, picks) => {
          const projects = ids.map((id, index) => ({ id: String(id), cost: id, name: names[index] ?? '', values: null }));
          const ballots = picks.map((pick, index) => ({
            voterId: String(index + 1),
            choices: projects.slice(0, pick % (projects.length + 1)).map(({ id }) => id),
            values: null,
          }));
          const file = parsePabulib(
            bytes(
              writePabulib({ meta: { description: names[0] ?? '', budget: '10', vote_type: 'approval' }, source: null, projects, ballots }),
            ),
          );
          expect(file.projects.map(({ id, cost, name: read }) => ({ id, cost, name: read, values: null }))).toEqual(projects);
          expect(file.ballots.map(({ voterId, choices }) => ({ voterId, choices, values: null }))).toEqual(ballots);
        },
      ),
    );
  });
});

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function faultOf(lines: string[]): ImportError | null {
  return fault(() => parsePabulib(bytes(lines.join('\n'))));
}

function fault(run: () => unknown): ImportError | null {
  try {
    run();
  } catch (error) {
    if (error instanceof ImportError) return error;
    throw error;
  }
  return null;
}
