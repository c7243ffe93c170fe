import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);

test.each(['docs/security.md', 'docs/recovery.md', 'SECURITY.md'])('every place that %s names is there', (file) => {
  const text = readFileSync(new URL(file, root), 'utf8');
  const places = [...text.matchAll(/`((?:server|app|collab|db|matrix|e2e|docs)\/[\w./-]*\w)`/g)].map(([, place]) => place ?? '');
  expect(places.length).toBeGreaterThan(file === 'docs/security.md' ? 60 : 1);
  expect(places.filter((place) => !existsSync(new URL(place, root)))).toEqual([]);
});

test('every row of the checklist has a state, and what is not met says why', () => {
  const text = readFileSync(new URL('docs/security.md', root), 'utf8');
  const rows = text.split('\n').filter((line) => /^\| \d/.test(line));
  expect(rows.length).toBeGreaterThan(70);
  for (const row of rows) {
    const [, , state = '', how = ''] = row.split('|').map((cell) => cell.trim());
    expect(['yes', 'part', 'no', 'host'], row).toContain(state);
    expect(how.length, row).toBeGreaterThan(5);
  }
});
