/**
 * Says of every part of a page in which language it is (WCAG 3.1.2). A page in English is full of Dutch: the plan, ideas, answers, names. Whatever does not come out of
 * a catalogue was written by people, in the language of the municipality. The one place where that is told, so no component has to. Pure.
 */
import { LOCALES, type Locale } from '../../server/web/locale.ts';
import { FILLED_IN, FILLED_IN_END, MARK, OURS, OURS_END, withoutMarks } from './marks.ts';

/** In which language people write here. */
const WRITTEN_IN: Locale = 'nl';

type Page = { locale: Locale; ours: (text: string) => string | null };
type Run = { text: string; lang: Locale | null };
type Element = { open: string; tag: string; lang: string | null; children: (Element | Run | string)[]; close: string };
/** All text in it is in this language; null when there is none. */
type Whole = Locale | 'mixed' | null;

const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
/** No element can stand in these. */
const ONLY_TEXT = new Set(['title', 'textarea', 'option', 'text', 'tspan']);
/** What stands in these is no language at all, or is nothing to read. */
const RAW = new Set(['script', 'style']);
const CODE = new Set(['code', 'kbd', 'samp']);
const TOKEN = /(<!--[\s\S]*?-->|<![^>]*>)|<(\/?)([a-zA-Z][\w-]*)((?:[^<>"]|"[^"]*")*)>|([^<]+)/g;

/**
 * @param html of a whole page as React writes it, with the marks of `marks.ts`
 * @param ours a text of ours that has no marks, as it reads in the language of the page: a title that a loader made, or words the server puts where a name stands; null
 * for any other
 * @returns the page without marks, with `lang` wherever the language differs from what is around it
 */
export function tellLanguages(html: string, { locale, ours }: Page): string {
  const root: Element = { open: '', tag: '', lang: locale, children: [], close: '' };
  const path = [root];
  const here = () => path.at(-1) ?? root;
  for (const [whole, comment, closing, name = '', attributes = '', text] of html.matchAll(TOKEN)) {
    const tag = name.toLowerCase();
    if (comment !== undefined) here().children.push(comment);
    else if (text !== undefined) {
      // The title of a page is made of ours and theirs outside components, without marks: it keeps the language of the page.
      if (RAW.has(here().tag) || (here().tag === 'title' && !MARK.test(text))) here().children.push(text);
      else if (CODE.has(here().tag)) here().children.push({ text: withoutMarks(text), lang: null });
      else here().children.push(...runsOf(text, { locale, ours }));
    } else if (closing) {
      here().close = whole;
      if (path.length > 1) path.pop();
    } else {
      const element = { open: withoutMarks(whole), tag, lang: /\slang="([^"]*)"/.exec(attributes)?.[1] ?? null, children: [], close: '' };
      if (tag === 'img') describeImage(element, attributes);
      here().children.push(element);
      if (!VOID.has(tag) && !attributes.endsWith('/')) path.push(element);
    }
  }
  return root.children.map((child) => write(child, { around: locale, locale })).join('');
}

/** The pieces of one text, each in its language. */
function runsOf(text: string, { locale, ours }: Page): Run[] {
  const runs: Run[] = [];
  const depth = [WRITTEN_IN];
  for (const piece of text.split(/([\uE000-\uE003])/)) {
    if (piece === OURS) depth.push(locale);
    else if (piece === FILLED_IN) depth.push(WRITTEN_IN);
    else if (piece === OURS_END || piece === FILLED_IN_END) depth.pop();
    else if (piece !== '') {
      const inside = isNeutral(piece, locale) ? null : (depth.at(-1) ?? WRITTEN_IN);
      const said = inside === WRITTEN_IN ? ours(piece) : null;
      const run: Run = said === null ? { text: piece, lang: inside } : { text: said, lang: locale };
      const before = runs.at(-1);
      if (before && (run.lang === null || before.lang === run.lang)) before.text += run.text;
      else runs.push(run);
    }
  }
  return runs;
}

/** Says so on the image when its description is somebody's. */
function describeImage(image: Element, attributes: string): void {
  const alt = /\salt="([^"]*)"/.exec(attributes)?.[1] ?? '';
  if (image.lang === null && /\p{L}/u.test(alt) && !alt.startsWith(OURS)) image.open = withLang(image.open, WRITTEN_IN);
}

function write(node: Element | Run | string, { around, locale }: { around: string; locale: Locale }): string {
  if (typeof node === 'string') return node;
  if (!('tag' in node)) return node.lang === null || node.lang === around ? node.text : `<bdi lang="${node.lang}">${node.text}</bdi>`;
  if (node.children.length === 0) return node.open + node.close;
  if (RAW.has(node.tag)) return node.open + node.children.join('') + node.close;
  const lang = node.lang ?? languageFor(node, around);
  const open = node.lang === null && lang !== around ? withLang(node.open, lang) : node.open;
  const inside = ONLY_TEXT.has(node.tag)
    ? node.children.map((child) => (isRun(child) ? child.text : write(child, { around: lang, locale }))).join('')
    : node.children.map((child) => write(child, { around: lang, locale })).join('');
  return open + inside + node.close;
}

/** One `lang` as high up as everything under it agrees; where an element has words of its own, that of those. */
function languageFor(element: Element, around: string): string {
  const whole = wholeOf(element);
  if (whole === null) return around;
  if (whole !== 'mixed') return whole;
  const own = new Set(element.children.flatMap((child) => (isRun(child) && child.lang !== null ? [child.lang] : [])));
  const [only] = own;
  return own.size === 1 && only ? only : around;
}

const known = new WeakMap<Element, Whole>();

function wholeOf(element: Element): Whole {
  const seen = known.get(element);
  if (seen !== undefined) return seen;
  let whole: Whole = null;
  for (const child of RAW.has(element.tag) ? [] : element.children) {
    if (typeof child === 'string') continue;
    const lang: Whole = isRun(child) ? child.lang : child.lang !== null ? 'mixed' : wholeOf(child);
    if (lang !== null) whole = whole === null || whole === lang ? lang : 'mixed';
  }
  known.set(element, whole);
  return whole;
}

function isRun(child: Element | Run | string): child is Run {
  return typeof child !== 'string' && 'text' in child;
}

function withLang(open: string, lang: string): string {
  const dir = LOCALES[lang as Locale].dir;
  return open.replace(/^<[\w-]+/, (start) => `${start} lang="${lang}"${dir === 'ltr' ? '' : ` dir="${dir}"`}`);
}

/** Numbers, days as the page writes them, and what joins a list. */
function isNeutral(text: string, locale: Locale): boolean {
  return (text.match(/\p{L}+/gu) ?? []).every((word) => wordsOfIntl(locale).has(word.toLowerCase()));
}

const knownWords = new Map<Locale, Set<string>>();

function wordsOfIntl(locale: Locale): Set<string> {
  const seen = knownWords.get(locale);
  if (seen) return seen;
  const { tag } = LOCALES[locale];
  const words = new Set<string>();
  const add = (text: string) => {
    for (const word of text.match(/\p{L}+/gu) ?? []) words.add(word.toLowerCase());
  };
  for (const length of ['long', 'short'] as const) {
    for (let month = 0; month < 12; month++) add(new Intl.DateTimeFormat(tag, { month: length }).format(Date.UTC(2026, month, 15)));
    for (let day = 1; day < 8; day++) add(new Intl.DateTimeFormat(tag, { weekday: length }).format(Date.UTC(2026, 5, day, 12)));
  }
  for (const type of ['conjunction', 'disjunction'] as const) add(new Intl.ListFormat(tag, { type }).format(['1', '2', '3']));
  for (const distance of [-1, 0, 1]) add(new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(distance, 'day'));
  knownWords.set(locale, words);
  return words;
}
