/** Builds the site (Remix through Vite), bundles the server so that it starts quickly, and makes the databases a first start begins with: empty, and with today's demo. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const STAMP = join(root, 'build', 'sources.sha256');
const SOURCES = [
  'app',
  'server',
  'collab',
  'db',
  'public',
  'package.json',
  'package-lock.json',
  'remix.config.js',
  'vite.config.ts',
  'tsconfig.json',
];

/** Whether `build/` was made from the sources as they are now. */
export function isBuilt(): boolean {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hashSources();
}

export async function build(): Promise<void> {
  const stamp = hashSources();
  process.env.NODE_ENV = 'production';
  const vite = await import('vite');
  await vite.build({ root, logLevel: 'error' });
  await vite.build({ root, logLevel: 'error', build: { ssr: true } });
  const { build: bundle } = await import('esbuild');
  await bundle({
    absWorkingDir: root,
    entryPoints: {
      main: 'server/main.ts',
      'embedded-worker': 'db/embedded/worker.ts',
      'snapshot-worker': 'server/plan-texts/snapshot-worker.ts',
      'import-worker': 'server/plan-texts/import-worker.ts',
      'try-worker': 'server/backup/try-worker.ts',
    },
    outdir: 'build',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  const { writeEmptyImage, writeImage } = await import('../../db/embedded/image.ts');
  const empty = join(root, 'build', 'empty-database.tar.gz');
  await writeEmptyImage(empty);
  const { fillDemo } = await import('../demo/fill.ts');
  const { demoImageOf } = await import('../demo/image.ts');
  const now = new Date();
  for (const name of readdirSync(join(root, 'build'))) if (name.startsWith('demo-database-')) rmSync(join(root, 'build', name));
  await writeImage({ file: demoImageOf(join(root, 'build'), now), from: empty, fill: (db) => fillDemo({ db, now }) });
  writeFileSync(STAMP, stamp);
}

function hashSources(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES)
    for (const file of files(join(root, source))) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

function files(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => files(join(path, name)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await build();
}
