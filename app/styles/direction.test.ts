import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const SHEETS = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.css') && file !== 'direction.css');
const PAGES = readdirSync(join(import.meta.dirname, '..'), { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'),
);

/** A side of the screen by name; the side a line begins or ends at is the same in every script. */
const SIDE = /(^|[\s;{])((margin|padding|border)-(left|right)|left|right)\s*:|(text-align|float|clear)\s*:\s*(left|right)/;
/** Top, right, bottom and left, with another right than left. */
const FOUR = /(?:^|[\s;{])(?:padding|margin|inset|border-width)\s*:\s*([^;]+);/;

function sided(line: string): boolean {
  const values = FOUR.exec(line)?.[1]?.match(/[^\s(]+\([^)]*\)|[^\s]+/g) ?? [];
  return SIDE.test(line) || (values.length === 4 && values[1] !== values[3]);
}

test('the sheets know no left and right, so that a page can be read from right to left', () => {
  const found = SHEETS.flatMap((file) =>
    readFileSync(join(import.meta.dirname, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (sided(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
  );
  expect(found).toEqual([]);
});

test('nor do the styles of elements', () => {
  const found = PAGES.flatMap((file) =>
    (readFileSync(join(import.meta.dirname, '..', file), 'utf8').match(/style=\{\{[^}]*\}/g) ?? []).filter((style) =>
      /\b(left|right|(margin|padding|border)(Left|Right))\s*:/.test(style),
    ),
  );
  expect(found).toEqual([]);
});

test.each(['  padding: 1px 2px 3px 4px;', '  left: 0;', 'a { text-align: right; }', '  margin-left: auto;'])(
  'and this would be seen: %s',
  (line) => {
    expect(sided(line)).toBe(true);
  },
);

test.each(['  padding: 1px 2px 3px 2px;', '  border-inline-start: 0;', '  margin: 0 calc(1px + 2px);', '  text-align: start;'])(
  'and this is fine: %s',
  (line) => {
    expect(sided(line)).toBe(false);
  },
);
