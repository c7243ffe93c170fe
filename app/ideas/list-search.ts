import type { Caller } from '../../server/router.ts';

type ListInput = NonNullable<Parameters<Caller['ideas']['list']>[0]>;

/** Words of the address and what the API calls them. What is not here goes on as it is, and the API refuses it. */
const SORTS: Record<string, string> = { steun: 'supported', nieuwste: 'newest', willekeurig: 'random' };
const ANSWERS: Record<string, string> = {
  'op-tijd': 'running',
  bijna: 'due_soon',
  'te-laat': 'overdue',
  gepauzeerd: 'paused',
  beantwoord: 'answered',
};
const STATUSES: Record<string, string> = {
  ingediend: 'visible',
  'in-behandeling': 'in_treatment',
  beantwoord: 'answered',
  'in-uitvoering': 'carrying_out',
  klaar: 'done',
  ingetrokken: 'withdrawn',
  samengevoegd: 'merged',
};

export const SORT_WORDS = Object.keys(SORTS);
export const ANSWER_WORDS = Object.keys(ANSWERS);

const RANDOM = 'willekeurig';
/** See `SHUFFLES` in `server/web/shuffle.ts`. */
const SHUFFLES = 256;

/** What somebody chose from the list of ideas, in the words of the address. */
export type ListChoice = {
  query: string;
  themes: string[];
  answers: string[];
  sort: string;
  /** Which random order it is; null for the other orders. */
  start: number | null;
  /** The order of who chose none. */
  standard: string;
  paged: boolean;
};

/** The order of who chose none: by chance as long as support comes in, because whoever is on top gets more of it; by support after that. */
export function standardSort({ gathering }: { gathering: boolean }): string {
  return gathering ? RANDOM : 'steun';
}

/** Reads the choice from the address, for the page and for the API. `shuffle`: the random order of this visitor, when the address has none. */
export function readListSearch(
  search: URLSearchParams,
  { standard, shuffle }: { standard: string; shuffle: number },
): { choice: ListChoice; input: Omit<ListInput, 'trajectory'> } {
  const query = (search.get('q') ?? '').trim();
  const themes = search.getAll('thema');
  const answers = search.getAll('antwoord');
  const sort = search.get('volgorde') || standard;
  const asked = search.get('start') ?? '';
  const start = sort !== RANDOM ? null : /^\d{1,3}$/.test(asked) && Number(asked) < SHUFFLES ? Number(asked) : shuffle;
  const after = search.get('na');
  const translate = (words: Record<string, string>, word: string) => (Object.hasOwn(words, word) ? words[word] : word);
  return {
    choice: { query, themes, answers, sort, start, standard, paged: after !== null },
    input: {
      sort: translate(SORTS, sort),
      theme: themes,
      answer: answers.map((answer) => translate(ANSWERS, answer)),
      status: search.getAll('status').map((status) => translate(STATUSES, status)),
      query: query || null,
      cursor: after,
      ...(start === null ? {} : { seed: start / SHUFFLES }),
      // The API checks every one of these against what it knows.
    } as Omit<ListInput, 'trajectory'>,
  };
}

/** The address of the same choice, another order or another page. A random order always says which: the next page goes on in it, wherever somebody reads it. */
export function listAddress(path: string, { query, themes, answers, ...choice }: ListChoice, after: string | null = null): string {
  const search = new URLSearchParams();
  if (query) search.set('q', query);
  for (const theme of themes) search.append('thema', theme);
  for (const answer of answers) search.append('antwoord', answer);
  for (const [name, value] of orderOf(choice)) search.set(name, value);
  if (after !== null) search.set('na', after);
  return search.size > 0 ? `${path}?${search}` : path;
}

/** What an address or a form says of the order. */
export function orderOf({ sort, start, standard }: Pick<ListChoice, 'sort' | 'start' | 'standard'>): [name: string, value: string][] {
  if (sort === RANDOM) return [['volgorde', sort], ...(start === null ? [] : [['start', String(start)] satisfies [string, string]])];
  return sort === standard ? [] : [['volgorde', sort]];
}

/** The API's name of a state of the answer in the address. */
export function answerState(word: string): 'running' | 'due_soon' | 'overdue' | 'paused' | 'answered' {
  return ANSWERS[word] as 'running';
}
