/** What a file has and a plan text cannot hold: told to who reads it in, never dropped in silence. */

export const NOTICE_KINDS = ['insertions', 'deletions', 'comments', 'images', 'tables', 'notes', 'formulas', 'html'] as const;

export type ImportNotice = { kind: (typeof NOTICE_KINDS)[number]; count: number };

const SENTENCES: Record<ImportNotice['kind'], (count: number) => string> = {
  insertions: (count) => `${count} bijgehouden toevoegingen: gelezen alsof ze zijn aangenomen.`,
  deletions: (count) => `${count} bijgehouden schrappingen: gelezen alsof ze zijn aangenomen.`,
  comments: (count) => `${count} opmerkingen in de kantlijn: weggelaten.`,
  images: (count) => `${count} plaatjes: weggelaten.`,
  tables: (count) => `${count} tabellen: elke rij is een alinea geworden.`,
  notes: (count) => `${count} voet- of eindnoten: weggelaten.`,
  formulas: (count) => `${count} formules: weggelaten.`,
  html: (count) => `${count} stukken HTML: weggelaten.`,
};

/** For the command line; the page has its own words. */
export function noticeSentence({ kind, count }: ImportNotice): string {
  return SENTENCES[kind](count);
}
