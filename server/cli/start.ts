/** `npm start`: builds when the sources changed since the last build, then becomes the server. */
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, isBuilt } from './build.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

if (!isBuilt()) {
  process.stdout.write('Oever wordt gebouwd, dat duurt een halve minuut…\n');
  await build();
}
await import(pathToFileURL(join(root, 'build', 'main.js')).href);
