/** What makes an answer ready to be read by somebody else. Pure. */
import { DomainError, type FieldErrors } from '../errors.ts';
import { characterCount, cleanLine, cleanLines } from '../text/clean-text.ts';
import { parseUrl } from '../text/parse-url.ts';
import type { InfluenceLevel } from '../trajectories/rules.ts';

export const OUTCOMES = ['adopted', 'partly', 'not_adopted', 'already_arranged', 'outside_scope', 'referred', 'no_action_asked'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const RESPONSE_LIMITS = { summary: 300, motivation: 8000, nextStep: 500, decisionTitle: 200, authorityName: 200, url: 500 } as const;

/** From this many characters a reason says something; `nee` and `kan niet` do not. */
export const LEAST_REASON = 30;

export type ResponseText = {
  outcome: Outcome | null;
  summary: string;
  motivation: string;
  nextStep: string;
  /** The decision that settles it, and who it was sent on to: '' when there is none. */
  decisionTitle?: string;
  decisionUrl?: string;
  authorityName?: string;
  authorityUrl?: string;
};

const LINES = ['summary', 'nextStep', 'decisionTitle', 'authorityName'] as const;
const URLS = ['decisionUrl', 'authorityUrl'] as const;

/**
 * An answer as it will be kept; a draft may have holes.
 * @throws DomainError `invalid` with a sentence per field
 */
export function readResponse(text: ResponseText): Required<ResponseText> {
  const fields: FieldErrors = {};
  const kept: Record<(typeof LINES)[number] | (typeof URLS)[number] | 'motivation', string> = {
    summary: '',
    motivation: '',
    nextStep: '',
    decisionTitle: '',
    authorityName: '',
    decisionUrl: '',
    authorityUrl: '',
  };
  for (const name of [...LINES, 'motivation'] as const) {
    const clean = name === 'motivation' ? cleanLines(text.motivation) : cleanLine(text[name] ?? '');
    if (clean === null) fields[name] = 'answers:error.characters';
    else if (characterCount(clean) > RESPONSE_LIMITS[name]) fields[name] = LONG[name];
    else kept[name] = clean;
  }
  for (const name of URLS) {
    const url = readUrl(text[name] ?? '');
    if (url === null) fields[name] = 'desk:error.url';
    else kept[name] = url;
  }
  if (kept.decisionUrl !== '' && kept.decisionTitle === '') fields.decisionTitle ??= 'desk:error.decision_title';
  if (kept.authorityUrl !== '' && kept.authorityName === '') fields.authorityName ??= 'desk:error.authority_name';
  if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  return { outcome: text.outcome, ...kept };
}

const LONG = {
  summary: 'answers:error.summary_long',
  motivation: 'answers:error.motivation_long',
  nextStep: 'answers:error.nextStep_long',
  decisionTitle: 'desk:error.long',
  authorityName: 'desk:error.long',
} as const;

/** An address on the web, '' when none was given, null when it is none. */
export function readUrl(raw: string): string | null {
  const text = raw.trim();
  if (text === '') return '';
  const url = text.length > RESPONSE_LIMITS.url ? null : parseUrl(text);
  return url && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '' ? url.href : null;
}

/** What an answer is judged by: its words, and whether it says where they land. */
export type JudgedText = Pick<ResponseText, 'outcome' | 'summary' | 'motivation' | 'decisionTitle' | 'authorityName'> & {
  nextStep?: string;
  sectionId?: string | null;
};

const NO: readonly (Outcome | null)[] = ['not_adopted', 'partly', 'outside_scope'];
const YES: readonly (Outcome | null)[] = ['adopted', 'partly'];

/**
 * What an answer still lacks, per field, by the influence that was promised when the contribution came in:
 * everything but a plain yes says why; sent on says to whom. Whoever gave advice hears a reason that says something for every no (`advise` and up); whoever wrote
 * along hears where a yes lands, in the text, in a decision or in what happens next (`coproduce` and up); whoever decided along hears which decision goes against it
 * (`codecide`).
 */
export function missingParts(text: JudgedText, level: InfluenceLevel = 'consult'): FieldErrors {
  const { outcome, summary, motivation } = text;
  const step = STEPS.indexOf(level);
  const says = characterCount(motivation) >= LEAST_REASON && motivation !== summary;
  const lands = Boolean(text.sectionId || text.decisionTitle || text.nextStep);
  return {
    ...(outcome ? {} : { outcome: 'answers:error.outcome_missing' }),
    ...(summary === '' ? { summary: 'answers:error.summary_missing' } : {}),
    ...(step >= STEPS.indexOf('advise') && NO.includes(outcome) && motivation !== '' && !says
      ? { motivation: 'desk:error.reason_thin' }
      : {}),
    ...(outcome !== 'adopted' && motivation === '' ? { motivation: 'answers:error.motivation_missing' } : {}),
    ...(outcome === 'referred' && !text.authorityName && !text.nextStep ? { authorityName: 'desk:error.authority_missing' } : {}),
    ...(step >= STEPS.indexOf('coproduce') && YES.includes(outcome) && !lands ? { nextStep: 'desk:error.lands_nowhere' } : {}),
    ...(step >= STEPS.indexOf('codecide') && outcome === 'not_adopted' && !text.decisionTitle
      ? { decisionTitle: 'desk:error.decision_missing' }
      : {}),
  };
}

const STEPS: readonly InfluenceLevel[] = ['inform', 'consult', 'advise', 'coproduce', 'codecide'];

/**
 * @throws DomainError `outcome_required`, `motivation_required`, or `invalid` when something else lacks
 */
export function refuseMissing(fields: FieldErrors): void {
  const names = Object.keys(fields);
  if (names.length === 0) return;
  throw new DomainError(
    names.some((name) => name.startsWith('outcome')) ? 'outcome_required' : fields.motivation ? 'motivation_required' : 'invalid',
    {
      fields,
    },
  );
}
