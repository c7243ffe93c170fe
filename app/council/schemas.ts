/** The forms of the council. The server checks the words; here only their shape is read. Rows are numbered: `motion0_title`. */
import { z } from 'zod';
import { type DecisionWords, type DossierWords, MEETING_STAGES } from '../../server/council/rules.ts';

const text = z.string().default('');

export const MEETING_FIELDS = ['meetsOn', 'body', 'url'] as const;
export const MOTION_FIELDS = ['kind', 'title', 'outcome', 'votesFor', 'votesAgainst', 'url'] as const;
export const DEVIATION_FIELDS = ['subject', 'motivation'] as const;
/** Rows of an ordinary form, and of a longer one (`?regels=lang`). */
export const ROWS = { short: { deviations: 2, motions: 4 }, long: { deviations: 10, motions: 15 } } as const;

const shape = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, text]));
const numbered = (name: string, count: number, fields: readonly string[]) =>
  Array.from({ length: count }, (_, index) => fields.map((field) => `${name}${index}_${field}`)).flat();

export const dossierSchema = z.object(
  shape([
    'trajectory',
    'title',
    'summary',
    'url',
    'revision',
    ...MEETING_STAGES.flatMap((stage) => MEETING_FIELDS.map((field) => `${stage}_${field}`)),
  ]),
);

export const decisionSchema = z.object(
  shape([
    ...['after', 'outcome', 'decidedOn', 'summary', 'votesFor', 'votesAgainst', 'url', 'deviates', 'correction'],
    ...numbered('deviation', ROWS.long.deviations, DEVIATION_FIELDS),
    ...numbered('motion', ROWS.long.motions, MOTION_FIELDS),
  ]),
);

export const questionSchema = z.object({ title: text, body: text });

type Typed = Record<string, string>;

/** The flat form as the command takes it. */
export function readDossierForm(form: Typed): DossierWords {
  return {
    title: form.title ?? '',
    summary: form.summary ?? '',
    url: form.url ?? '',
    meetings: MEETING_STAGES.map((stage) => ({
      stage,
      meetsOn: form[`${stage}_meetsOn`] ?? '',
      body: form[`${stage}_body`] ?? '',
      url: form[`${stage}_url`] ?? '',
    })),
  };
}

/** Rows stay where they were typed, so that what is wrong is said beside them: an empty row between two full ones stays. */
export function readDecisionForm(form: Typed): DecisionWords {
  const of = (name: string) => form[name] ?? '';
  return {
    outcome: of('outcome'),
    decidedOn: of('decidedOn'),
    summary: of('summary'),
    votesFor: of('votesFor'),
    votesAgainst: of('votesAgainst'),
    url: of('url'),
    deviates: of('deviates'),
    correction: of('correction'),
    deviations: Array.from({ length: ROWS.long.deviations }, (_, index) => ({
      subject: of(`deviation${index}_subject`),
      motivation: of(`deviation${index}_motivation`),
    })),
    motions: Array.from({ length: ROWS.long.motions }, (_, index) => ({
      kind: of(`motion${index}_kind`),
      title: of(`motion${index}_title`),
      outcome: of(`motion${index}_outcome`),
      votesFor: of(`motion${index}_votesFor`),
      votesAgainst: of(`motion${index}_votesAgainst`),
      url: of(`motion${index}_url`),
    })),
  };
}

export const COUNCIL_DONE = ['opened', 'changed', 'recorded'] as const;

/** What was just done, from the address the form led to. */
export function councilDone(request: Request): (typeof COUNCIL_DONE)[number] | null {
  const done = new URL(request.url).searchParams.get('klaar');
  return COUNCIL_DONE.find((known) => known === done) ?? null;
}
