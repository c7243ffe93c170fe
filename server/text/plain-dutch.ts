/**
 * Hints for plain Dutch (B1), as communication departments teach it: short sentences, everyday words, somebody who does something. Hints and no verdict: a level is
 * judged by a reader. Pure.
 */

export type PlainHint =
  | { kind: 'long_sentence'; words: number; text: string }
  | { kind: 'hard_word'; text: string; instead: string }
  | { kind: 'passive'; text: string }
  | { kind: 'placeholder'; text: string };

export type PlainCheck = {
  words: number;
  /** Words in the longest sentence. */
  longest: number;
  hints: PlainHint[];
};

/** From this many words a sentence is long: B1 texts keep to ten to fifteen. */
export const LONG_SENTENCE = 20;

/** Words of offices and what people say. Whole words only; the longer ones first where one begins like another. */
const HARD_WORDS: Record<string, string> = {
  'aan de hand van': 'met',
  aangaande: 'over',
  aanvang: 'begin',
  abusievelijk: 'per ongeluk',
  additioneel: 'extra',
  additionele: 'extra',
  adequaat: 'goed',
  alsmede: 'en ook',
  alvorens: 'voordat',
  anderszins: 'op een andere manier',
  behelst: 'houdt in',
  behoudens: 'behalve',
  betreffende: 'over',
  bewerkstelligen: 'zorgen voor',
  casus: 'situatie',
  conform: 'volgens',
  continueren: 'doorgaan met',
  creëren: 'maken',
  'daar waar': 'als',
  derhalve: 'daarom',
  desalniettemin: 'toch',
  desbetreffende: 'deze',
  dienaangaande: 'daarover',
  'dient te': 'moet',
  'dienen te': 'moeten',
  doch: 'maar',
  'doorgang vinden': 'doorgaan',
  echter: 'maar',
  effectueren: 'uitvoeren',
  evalueren: 'bekijken hoe het ging',
  faciliteren: 'helpen',
  geenszins: 'niet',
  gelieve: 'wilt u',
  geschiedt: 'gebeurt',
  'gezien het feit dat': 'omdat',
  hetgeen: 'wat',
  heden: 'nu',
  hieromtrent: 'hierover',
  ingevolge: 'volgens',
  'in het kader van': 'voor',
  'in verband met': 'door',
  inzake: 'over',
  implementeren: 'invoeren',
  indien: 'als',
  'initiatief nemen': 'beginnen',
  initiëren: 'beginnen',
  jegens: 'tegen',
  'kenbaar maken': 'laten weten',
  krachtens: 'volgens',
  'met betrekking tot': 'over',
  middels: 'met',
  mits: 'als',
  'naar aanleiding van': 'na',
  nadere: 'meer',
  nihil: 'niets',
  nochtans: 'toch',
  omtrent: 'over',
  onderhavige: 'deze',
  optimaliseren: 'verbeteren',
  participeren: 'meedoen',
  prioriteren: 'kiezen wat eerst komt',
  realiseren: 'maken',
  reeds: 'al',
  respectievelijk: 'en',
  spoedig: 'snel',
  substantieel: 'flink',
  substantiële: 'flinke',
  'te allen tijde': 'altijd',
  teneinde: 'om',
  'ten behoeve van': 'voor',
  'ten gevolge van': 'door',
  'ter zake': 'hierover',
  tevens: 'ook',
  thans: 'nu',
  traineren: 'vertragen',
  uiteraard: 'natuurlijk',
  vigerende: 'geldende',
  voornemens: 'van plan',
  voorts: 'verder',
  wederom: 'weer',
  welke: 'die',
  wenselijk: 'goed',
  zienswijze: 'mening',
  zodoende: 'zo',
  zorgdragen: 'zorgen',
};

const HARD = Object.entries(HARD_WORDS).map(([word, instead]) => ({
  instead,
  pattern: new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, 'giu'),
}));

/** `wordt onderzocht`, `is besloten`, `zullen worden aangepast`: an auxiliary and a participle in one sentence, in either order. */
const AUXILIARY = /(?<!\p{L})(word|wordt|worden|werd|werden)(?!\p{L})/iu;
/** `be-`, `ge-`, `her-`, `ont-`, `ver-` with -d, -t or -en; also split (`aangepast`, `doorgevoerd`). */
const PARTICIPLE = /(?<!\p{L})(\p{L}{0,8}(?:ge\p{L}{2,}(?:d|t|en)|(?:be|her|ont|ver)\p{L}{3,}(?:d|t|en)))(?!\p{L})/giu;
/** Nouns and adverbs that only look like a participle. */
const NO_PARTICIPLE = new Set(
  'gebied gemeenten gebouwen gevallen geluid geld genoeg beleid gesprekken bewoners best bent bedragen bezoekers gewoon verkeerd gebruikt begrotingen'.split(
    ' ',
  ),
);

const PLACEHOLDER = /\[[^\]\n]{0,80}\]|(?<!\p{L})(?:XX+|PM|n\.t\.b\.)(?!\p{L})/gu;

/** Every hint once, in the order of the text. */
export function checkPlainDutch(text: string): PlainCheck {
  const sentences = sentencesOf(text);
  const counts = sentences.map(countWords);
  const hints: PlainHint[] = [];
  const told = new Set<string>();
  const tell = (hint: PlainHint) => {
    const key = `${hint.kind} ${hint.text.toLowerCase()}`;
    if (!told.has(key)) hints.push(hint);
    told.add(key);
  };
  for (const [index, sentence] of sentences.entries()) {
    const words = counts[index] ?? 0;
    if (words > LONG_SENTENCE) tell({ kind: 'long_sentence', words, text: beginning(sentence) });
    for (const { pattern, instead } of HARD)
      for (const [found] of sentence.matchAll(pattern)) tell({ kind: 'hard_word', text: found, instead });
    const passive = passiveIn(sentence);
    if (passive) tell({ kind: 'passive', text: passive });
    for (const [found] of sentence.matchAll(PLACEHOLDER)) tell({ kind: 'placeholder', text: found });
  }
  return { words: counts.reduce((sum, count) => sum + count, 0), longest: Math.max(0, ...counts), hints };
}

/** Sentences of a text; a dot in a number, a time or an abbreviation ends none. */
function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?])(?<!\b(?:bijv|nr|art|blz|ca|enz|o\.a|d\.w\.z|m\.b\.t|i\.v\.m|t\/m|p)\.)\s+(?=[\p{Lu}\p{N}"'‘“([])|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

function countWords(sentence: string): number {
  return sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function beginning(sentence: string): string {
  const words = sentence.split(/\s+/);
  return words.length > 6 ? `${words.slice(0, 6).join(' ')} …` : sentence;
}

function passiveIn(sentence: string): string | null {
  // A clause of its own can have its own doer: look per clause.
  for (const clause of sentence.split(/[,;:]/)) {
    const [auxiliary] = AUXILIARY.exec(clause) ?? [];
    if (!auxiliary) continue;
    for (const [participle] of clause.matchAll(PARTICIPLE)) {
      if (!NO_PARTICIPLE.has(participle.toLowerCase()) && participle.length > 5) return `${auxiliary} ${participle}`;
    }
  }
  return null;
}
