/** What may stand in no answer of the site, whoever reads it. */
import { expect } from 'vitest';
import { FROM_RESIDENTS, HOSTILE } from './content.ts';

/** What the hostile words of the world would be if they came out as something else than words. */
const COME_OUT = [
  /<img src=x/i,
  /<svg onload/i,
  /<script>alert/i,
  /<b id=uit/i,
  /\s(?:href|src|action|formaction)=["']?(?:javascript|vbscript|data:text)/i,
  /<[a-z][\w-]*(?:\s+[\w:-]+(?:="[^"]*")?)*\s+onmouseover=/i,
];
/** An engine of templates or of translations that reads them would take these words away. */
const UNREAD = HOSTILE.slice(0, HOSTILE.indexOf('<'));

export function expectWordsOnly(markup: string, where: string): void {
  for (const shape of COME_OUT) expect(shape.exec(markup)?.[0], `${where}: what somebody wrote came out as a tag`).toBeUndefined();
  for (const [, before] of markup.matchAll(/(.{0,40})&lt;img src=x/g))
    expect(before?.endsWith(UNREAD), `${where}: what somebody wrote was read as a template: ${before}`).toBe(true);
}

/** It fetches nothing from another website, and a link of somebody to one is no recommendation of the municipality. */
export function expectNothingFromElsewhere(html: string, where: string): void {
  const elsewhere = html.match(
    /<(?:script|img|iframe|source|video|audio|embed|object|form|base)\b[^>]*\s(?:src|srcset|data|action|href)="(?:https?:)?\/\/[^"]*"/gi,
  );
  const links = (html.match(/<link\b[^>]*>/gi) ?? []).filter((link) =>
    /rel="(?:stylesheet|icon|preload|modulepreload|preconnect|dns-prefetch)"/.test(link),
  );
  expect([...(elsewhere ?? []), ...links.filter((link) => /href="(?:https?:)?\/\//.test(link))], where).toEqual([]);
  for (const link of linksOfResidents(html)) {
    const rel = /\srel="([^"]*)"/.exec(link)?.[1]?.split(' ');
    expect(rel, `${where}: ${link}`).toEqual(expect.arrayContaining(['nofollow', 'ugc', 'noopener']));
  }
}

export function linksOfResidents(html: string): string[] {
  return (html.match(/<a\b[^>]*>/gi) ?? []).filter((link) => link.includes(`href="${FROM_RESIDENTS}`));
}

/** The cells of a table that a spreadsheet would calculate. */
export function formulasIn(csv: string): string[] {
  return cellsOf(csv).filter((cell) => /^[=+\-@\t\r]/.test(cell));
}

export function cellsOf(csv: string): string[] {
  const text = csv.replace(/^\uFEFF/, '');
  return [...text.matchAll(/(?:^|[,;\n])(?:"((?:[^"]|"")*)"|([^",;\r\n]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}
