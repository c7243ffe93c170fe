/**
 * Finds Dutch that was left on an English page: words outside `lang="nl"` that only Dutch has, or a text of the Dutch catalogues; and English where the page says that it
 * is Dutch.
 */
import { CATALOGUES, readCatalogue, type Texts } from '../../app/i18n/testing.ts';

const NO_TEXT = new Set(['script', 'style', 'code', 'kbd', 'samp']);
const UNMARKED = new Set(['title', 'option', 'textarea']);
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
/** Words that stand in nearly every Dutch sentence and in no English one. */
const ONLY_DUTCH =
  /(?<![\p{L}\d@./-])(aan|als|antwoorden?|bij|deze|dit|een|gemeente|geen|heeft|het|hij|ideeën|ik|je|kan|kunt|maar|meer|naar|niet|nog|ook|onze|om|onder|staat|stemming|te|traject|tot|uit|uw|van|voor|waar|wat|wel|werkdagen|wie|wij|wordt|worden|zij|zijn|zoals|zonder)(?![\p{L}\d@-])/iu;
/** The other way round. */
const ONLY_ENGLISH =
  /(?<![\p{L}\d@./-])(the|and|with|your|you|this|that|for|from|has|have|are|were|by|its|their|about|everybody|nobody)(?![\p{L}\d@-])/iu;
/** What people read that is no text on the page. */
const READ_ALOUD = /^(aria-label|alt|title|placeholder|content)$/;

/** Dutch texts with nothing to fill in, that English has other words for. */
const dutchTexts = new Set(
  CATALOGUES.flatMap((catalogue) => {
    const english = new Map(flat(readCatalogue(catalogue, 'en')));
    const englishTexts = new Set(english.values());
    return flat(readCatalogue(catalogue, 'nl'))
      .filter(([key, text]) => !text.includes('{{') && english.get(key) !== text && !englishTexts.has(text))
      .map(([, text]) => text);
  }),
);

function flat(texts: Texts, prefix = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );
}

export type Wrong = { text: string; where: string };

/** What stands in the wrong language on a page in English; `html` as React writes it: every element is closed. */
export function wrongLanguages(html: string): Wrong[] {
  const wrong: Wrong[] = [];
  const open: { tag: string; lang: string; label: string }[] = [];
  const report = (text: string) =>
    wrong.push({
      text,
      where: open
        .slice(-3)
        .map(({ label }) => label)
        .join(' > '),
    });
  for (const [, comment, closing, tag = '', attributes = '', text] of html.matchAll(
    /(<!--[\s\S]*?-->|<!doctype[^>]*>)|<(\/?)([a-z][\w-]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*\/?>|([^<]+)/gi,
  )) {
    if (comment) continue;
    if (text !== undefined) {
      if (isWrong(decode(text), open.at(-1) ?? { tag: '', lang: '' })) report(decode(text).trim());
    } else if (closing) {
      while (open.length > 0 && open.pop()?.tag !== tag);
    } else {
      const given = new Map(
        [...attributes.matchAll(/([^\s=]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name.toLowerCase(), decode(value)]),
      );
      const label = `${tag}${given.has('class') ? `.${given.get('class')?.split(' ')[0]}` : ''}`;
      open.push({ tag, lang: given.get('lang') ?? open.at(-1)?.lang ?? '', label });
      // Words of somebody in an attribute cannot be marked.
      for (const [name, value] of given) if (READ_ALOUD.test(name) && dutchTexts.has(value)) report(value);
      if (VOID.has(tag)) open.pop();
    }
  }
  return wrong;
}

function isWrong(text: string, { tag, lang }: { tag: string; lang: string }): boolean {
  const words = text.replace(/\s+/g, ' ').trim();
  if (NO_TEXT.has(tag) || words === '') return false;
  if (lang === 'nl') return ONLY_ENGLISH.test(words);
  // Nothing can be marked in a title, nor in an option: there what we wrote and what others wrote may stand in one text.
  const whole = tag === 'title' ? words.replace(/ \| Oever$/, '') : words;
  return dutchTexts.has(whole) || (!UNMARKED.has(tag) && ONLY_DUTCH.test(words.replace(/[‘“][^’”]*[’”]/g, '')));
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };

function decode(text: string): string {
  return text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
