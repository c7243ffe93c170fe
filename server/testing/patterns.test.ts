/** No pattern in the program takes long over a long text made to make it take long: a visitor could hold up everybody with one request. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Of texts that come as one field. Over the longest, of 20,000, what takes longer than its length takes eleven times as long as over these. */
const LENGTH = 6_000;
const LIMIT_MS = 150;
/** A machine that is busy with something else for a moment is no fault of a pattern. */
const TRIES = 3;

/** What makes patterns try again and again: long runs of what they repeat, with something at the end that does not fit. */
const SEEDS = [
  'a',
  ' ',
  '\t',
  '\n',
  '-',
  '.',
  '0',
  '_',
  '<',
  '>',
  '(',
  '[',
  '{{',
  '"',
  '&',
  '%',
  '#',
  '*',
  '/',
  '\\',
  'a@',
  '@a.',
  'a.',
  '1,',
  'a-',
  ' \n',
  'a ',
  '<a',
  '<!--',
  '![',
];
const attacks = SEEDS.flatMap((seed) => {
  const run = seed.repeat(LENGTH / seed.length);
  return [run, `${run}\u0000!`, `x${run}\n\n|`];
});

function patternsIn(file: string): RegExp[] {
  const text = readFileSync(`${root}${file}`, 'utf8');
  const found: RegExp[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push(new RegExp(node.text.slice(1, end), node.text.slice(end + 1).replace('y', '')));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS));
  return found;
}

test('no pattern takes long', { timeout: 120_000 }, () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'server', 'app', 'collab', 'db'], {
    cwd: root,
  })
    .toString()
    .split('\n')
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\/testing\/|\/bench\/|\/demo\//.test(file));
  const seen = new Map<string, string>();
  for (const file of files) for (const pattern of patternsIn(file)) seen.set(String(pattern), file);
  expect(seen.size).toBeGreaterThan(200);
  const slow: string[] = [];
  for (const [source, file] of seen) {
    const end = source.lastIndexOf('/');
    const pattern = new RegExp(source.slice(1, end), `${source.slice(end + 1).replace('g', '')}g`);
    for (const attack of attacks) {
      let took = Number.POSITIVE_INFINITY;
      for (let tries = 0; tries < TRIES && took > LIMIT_MS; tries++) {
        const began = performance.now();
        attack.replace(pattern, '');
        took = Math.min(took, performance.now() - began);
      }
      if (took > LIMIT_MS) {
        slow.push(`${file}: ${source} takes ${Math.round(took)} ms over ${JSON.stringify(attack.slice(0, 6))}…`);
        break;
      }
    }
  }
  expect(slow).toEqual([]);
});
