/** The work of the council: in which stage a dossier is, what the clerk records, what a member asks. Pure. */
import { isDay } from '../calendar/amsterdam.ts';
import { DomainError, type FieldErrors } from '../errors.ts';
import { readUrl } from '../responses/response-rules.ts';
import { readField } from '../text/fields.ts';

/** The three meetings of the BOB model: forming a picture (beeldvorming), judging (oordeelsvorming), deciding (besluitvorming). */
export const MEETING_STAGES = ['forming', 'judging', 'deciding'] as const;
export type MeetingStage = (typeof MEETING_STAGES)[number];

/** `announced`: no meeting is dated yet; `decided`: there is a decision that stands. */
export type DossierStage = 'announced' | MeetingStage | 'decided';

export const DECISION_OUTCOMES = ['adopted', 'amended', 'held', 'rejected', 'noted'] as const;
export type DecisionOutcome = (typeof DECISION_OUTCOMES)[number];
export const MOTION_KINDS = ['amendment', 'motion'] as const;
export const MOTION_OUTCOMES = ['adopted', 'rejected', 'withdrawn', 'held'] as const;

/**
 * The stage a dossier is in, from the days of its meetings: the first meeting that is not over, else the last one that was. A decision ends it; "held over"
 * (aangehouden) does not.
 */
export function dossierStage(
  { meetings, outcome }: { meetings: readonly { stage: MeetingStage; meetsOn: string }[]; outcome: DecisionOutcome | null },
  today: string,
): DossierStage {
  if (outcome !== null && outcome !== 'held') return 'decided';
  const inOrder = MEETING_STAGES.flatMap((stage) => meetings.filter((meeting) => meeting.stage === stage));
  const next = inOrder.find(({ meetsOn }) => meetsOn >= today) ?? inOrder.at(-1);
  return next?.stage ?? 'announced';
}

export type MeetingWords = { stage: MeetingStage; meetsOn: string; body: string; url: string };
export type DossierWords = { title: string; summary: string; url: string; meetings: readonly MeetingWords[] };

/**
 * A dossier with its meetings. A meeting without a day is left out; days follow the order of the stages.
 * @throws DomainError `invalid` with a sentence per field (`forming_meetsOn`, …)
 */
export function readDossier(words: DossierWords): DossierWords & { meetings: MeetingWords[] } {
  const fields: FieldErrors = {};
  const title = field(words.title, { name: 'title', fields, min: 5, max: 160, lines: false });
  const summary = field(words.summary, { name: 'summary', fields, min: 0, max: 2000, lines: true });
  const url = link(words.url, 'url', fields);
  const meetings: MeetingWords[] = [];
  for (const stage of MEETING_STAGES) {
    const given = words.meetings.find((meeting) => meeting.stage === stage);
    if (!given || given.meetsOn.trim() === '') continue;
    if (!isDay(given.meetsOn)) fields[`${stage}_meetsOn`] = 'council:error.day';
    else if (meetings.some(({ meetsOn }) => meetsOn > given.meetsOn)) fields[`${stage}_meetsOn`] = 'council:error.order';
    const body = field(given.body, { name: `${stage}_body`, fields, min: 2, max: 120, lines: false, sentence: 'council:error.body' });
    meetings.push({ stage, meetsOn: given.meetsOn, body, url: link(given.url, `${stage}_url`, fields) });
  }
  refuse(fields);
  return { title, summary, url, meetings };
}

export type MotionWords = { kind: string; title: string; outcome: string; votesFor: string; votesAgainst: string; url: string };
export type DeviationWords = { subject: string; motivation: string };
export type DecisionWords = {
  outcome: string;
  decidedOn: string;
  summary: string;
  votesFor: string;
  votesAgainst: string;
  url: string;
  /** `yes` or `no`: the clerk says it, silence is no answer. */
  deviates: string;
  deviations: readonly DeviationWords[];
  motions: readonly MotionWords[];
  /** What was wrong in the decision on record; '' for a first one. */
  correction: string;
};

export type Votes = { votesFor: number | null; votesAgainst: number | null };
export type ReadDecision = Votes & {
  outcome: DecisionOutcome;
  decidedOn: string;
  summary: string;
  url: string;
  deviations: DeviationWords[];
  motions: (Votes & { kind: 'amendment' | 'motion'; title: string; outcome: (typeof MOTION_OUTCOMES)[number]; url: string })[];
  correction: string;
};

/**
 * A decision as it goes on record. Where the council does otherwise than residents asked, each point has its motivation (the duty to give reasons, Awb 3:46, and the
 * promise of the participation by-law); rows that were left empty are left out.
 * @param standing a decision that stands is on record: then this one corrects it and says what was wrong
 * @throws DomainError `invalid` with a sentence per field
 */
export function readDecision(words: DecisionWords, { today, standing }: { today: string; standing: boolean }): ReadDecision {
  const fields: FieldErrors = {};
  const outcome = DECISION_OUTCOMES.find((known) => known === words.outcome);
  if (!outcome) fields.outcome = 'council:error.outcome';
  if (!isDay(words.decidedOn) || words.decidedOn > today) fields.decidedOn = 'council:error.decided_on';
  const summary = field(words.summary, { name: 'summary', fields, min: 20, max: 4000, lines: true });
  const url = link(words.url, 'url', fields);
  const votes = readVotes(words, { name: 'votes', fields });
  const deviations = words.deviations
    .map((row, index) => ({ ...row, index }))
    .filter(({ subject, motivation }) => subject.trim() + motivation.trim() !== '')
    .map(({ index, ...row }) => ({
      subject: field(row.subject, {
        name: `deviation${index}_subject`,
        fields,
        min: 5,
        max: 300,
        lines: false,
        sentence: 'council:error.subject',
      }),
      motivation: field(row.motivation, {
        name: `deviation${index}_motivation`,
        fields,
        min: 40,
        max: 4000,
        lines: true,
        sentence: 'council:error.motivation',
      }),
    }));
  if (words.deviates !== 'yes' && words.deviates !== 'no') fields.deviates = 'council:error.deviates';
  else if (words.deviates === 'yes' && deviations.length === 0) fields.deviation0_motivation = 'council:error.motivation';
  else if (words.deviates === 'no' && deviations.length > 0) fields.deviates = 'council:error.deviates_no';
  const motions = words.motions
    .map((row, index) => ({ ...row, index }))
    .filter(({ title, url: link }) => title.trim() + link.trim() !== '')
    .map(({ index, ...row }) => {
      const kind = MOTION_KINDS.find((known) => known === row.kind);
      const ended = MOTION_OUTCOMES.find((known) => known === row.outcome);
      if (!kind) fields[`motion${index}_kind`] = 'council:error.motion_kind';
      if (!ended) fields[`motion${index}_outcome`] = 'council:error.motion_outcome';
      return {
        kind: kind ?? 'motion',
        title: field(row.title, { name: `motion${index}_title`, fields, min: 3, max: 200, lines: false }),
        outcome: ended ?? 'held',
        ...readVotes(row, { name: `motion${index}_votes`, fields }),
        url: link(row.url, `motion${index}_url`, fields),
      };
    });
  const correction = field(words.correction, { name: 'correction', fields, min: standing ? 20 : 0, max: 1000, lines: true });
  if (!outcome) throw new DomainError('invalid', { fields });
  refuse(fields);
  return { outcome, decidedOn: words.decidedOn, summary, url, ...votes, deviations, motions, correction: standing ? correction : '' };
}

const MOST_SEATS = 500;

/** Both or neither: half a result is none. */
function readVotes(
  { votesFor, votesAgainst }: { votesFor: string; votesAgainst: string },
  { name, fields }: { name: string; fields: FieldErrors },
): Votes {
  const [yes, no] = [votesFor.trim(), votesAgainst.trim()];
  if (yes === '' && no === '') return { votesFor: null, votesAgainst: null };
  const isCount = (text: string) => /^\d{1,3}$/.test(text) && Number(text) <= MOST_SEATS;
  if (!isCount(yes) || !isCount(no)) {
    fields[`${name}For`] = 'council:error.votes';
    return { votesFor: null, votesAgainst: null };
  }
  return { votesFor: Number(yes), votesAgainst: Number(no) };
}

export type QuestionWords = { title: string; body: string };

/** A question of a council member to the executive. @throws DomainError `invalid` with a sentence per field */
export function readQuestion(words: QuestionWords): QuestionWords {
  const fields: FieldErrors = {};
  const title = field(words.title, { name: 'title', fields, min: 5, max: 160, lines: false });
  const body = field(words.body, { name: 'body', fields, min: 20, max: 4000, lines: true, sentence: 'council:error.question' });
  refuse(fields);
  return { title, body };
}

function field(
  raw: string,
  { sentence, ...asked }: { name: string; fields: FieldErrors; min: number; max: number; lines: boolean; sentence?: string },
): string {
  const wrong = sentence ?? `council:error.${asked.name.replace(/^motion\d+_/, '')}`;
  return readField(raw, { ...asked, sentences: { characters: wrong, short: wrong, long: wrong } });
}

function link(raw: string, name: string, fields: FieldErrors): string {
  const url = readUrl(raw);
  if (url === null) fields[name] = 'council:error.url';
  return url ?? '';
}

function refuse(fields: FieldErrors): void {
  if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
}
