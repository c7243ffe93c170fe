/** The catalogues as tests read them: those of the site and those of what the server writes, which no page sees. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Texts = { [key: string]: string | Texts };

/** A folder per language in each. */
export const ROOTS = [import.meta.dirname, join(import.meta.dirname, '..', '..', 'server', 'i18n')];

export type Catalogue = { root: string; namespace: string };

/** Every catalogue there is in Dutch, which is the source. */
export const CATALOGUES: Catalogue[] = ROOTS.flatMap((root) =>
  readdirSync(join(root, 'nl')).map((file) => ({ root, namespace: file.replace('.json', '') })),
);

export function readCatalogue({ root, namespace }: Catalogue, locale: string): Texts {
  return JSON.parse(readFileSync(join(root, locale, `${namespace}.json`), 'utf8'));
}
