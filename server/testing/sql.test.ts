/** Values go to the database as parameters. What writes a name or a value into a statement itself stands here, was read, and takes it from code or from the database's own catalogue. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const READ = [
  'server/backup/restore-backup.ts',
  'server/backup/try-backup.ts',
  'server/backup/write-backup.ts',
  'server/demo/fill.ts',
  'server/dossiers/counted.ts',
  'server/dossiers/sections.ts',
  'server/open-data/reading/events.ts',
  'server/people/shown-official.ts',
  'server/privacy/erase.ts',
  'server/privacy/retention.ts',
  'server/responses/figures.ts',
  'server/votings/import-rows.ts',
];

test('no other file writes names or values into SQL', () => {
  const found = ['server', 'collab', 'app']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path.replaceAll('\\', '/')}`),
    )
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\/testing\/|\/bench\//.test(path))
    .filter((path) => /\bsql\.(?:raw|lit|ref|id|table)\(/.test(readFileSync(join(root, path), 'utf8')));
  expect(found.sort()).toEqual(READ);
});
