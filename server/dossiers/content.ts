/** What a dossier tells, as it is frozen. It holds no name of a resident: only figures, texts that are public, and what the municipality said about them. */

import type { Derived, Direction, MetricState } from '../agreements/rules.ts';
import type { CommitmentState } from '../commitments/rules.ts';
import type { CouncilDecision, CouncilMeeting } from '../council/queries.ts';
import type { DossierStage } from '../council/rules.ts';
import type { ComparedBlock } from '../plan-texts/compare.ts';
import type { Fate } from '../plan-texts/three-texts.ts';
import type { TakenOutOfPaper } from '../redaction/paper-code.ts';
import type { ClockView } from '../responses/clock-view.ts';
import type { Outcome } from '../responses/response-rules.ts';
import type { InfluenceLevel, PhaseKind, Verdict } from '../trajectories/rules.ts';
import type { Turnout } from '../votings/turnout.ts';
import type { MinorityView } from './rules.ts';

/** The shape below. Goes up when a field changes its meaning or goes; a new field alone does not. */
export const DOSSIER_FORMAT = 1;

/** Contributions by what became of them; each is in exactly one of `outcomes`, `waiting` and `gone`. */
export type Tally = {
  received: number;
  answered: number;
  /** No answer yet. */
  waiting: number;
  /** Withdrawn, hidden or merged before there was an answer. */
  gone: number;
  outcomes: { outcome: Outcome; count: number }[];
};

/** How fast the answers came. */
export type Speed = {
  /** Answers to contributions with a clock. */
  n: number;
  onTime: number;
  late: number;
  /** Working days; null without answers. */
  median: number | null;
  p90: number | null;
  /** Waiting longer than promised, on the day of counting. */
  overdue: number;
};

export type PhasePractice = {
  position: number;
  kind: PhaseKind;
  title: string;
  level: InfluenceLevel;
  promise: string;
  startsOn: string;
  endsOn: string;
  state: 'over' | 'active' | 'to_come';
  /** Of what came in on its days. */
  tally: Tally;
  speed: Speed;
  comments: number;
};

export const CHANNELS = ['online', 'meeting', 'paper', 'counter', 'phone', 'partner'] as const;
export type Channel = (typeof CHANNELS)[number];

export type Reach = {
  /** Everybody who took part, each once (`readParticipants`). */
  participants: number;
  /** Of them: ballots from a file, without a person. */
  imported: number;
  /** The metric that was agreed on participants; null when none was. */
  goal: { number: number; target: number; baseline: number | null } | null;
  /** Who took part in no trajectory that began earlier; null when either group has fewer than five. */
  newcomers: number | null;
  /** Nothing began earlier here: everybody is new. */
  first: boolean;
  neighbourhoods: Turnout;
  /** Contributions and comments; null where fewer than five people used it. */
  channels: { channel: Channel; sent: number | null; people: number | null }[];
  meetings: { number: number; title: string; on: string; attendance: number | null }[];
};

/** `slug` null: ideas without a theme. */
export type ThemeTally = { slug: string | null; name: string | null; ideas: number; supports: number; tally: Tally };

export type Source = {
  kind: 'change_proposal' | 'idea' | 'question' | 'challenge' | 'formal_view';
  title: string;
  path: string | null;
  outcome: Outcome;
  /** For and against; null where that is not asked. */
  supports: number | null;
  against: number | null;
  /** Why, in the words of the municipality; '' when it was taken over without more. */
  reason: string;
};

export type SectionChange = {
  number: string;
  heading: string;
  fate: Fate;
  /** Who wrote in the text itself. */
  writers: number;
  residents: ComparedBlock[] | null;
  adopted: ComparedBlock[] | null;
  /** Taken over, wholly or in part. */
  from: Source[];
  /** Not taken over. */
  notFollowed: Source[];
  /** What was written down when the adopted text was kept; '' before that. */
  note: string;
};

export type Sections = {
  startAt: string | null;
  adoptedAt: string | null;
  /** The numbered state of the plan that was adopted. */
  adoptedNumber: number | null;
  notes: string[];
  all: number;
  /** Paragraphs, headings and items that are not as they began. */
  places: number;
  changed: SectionChange[];
};

export type VotingOutcome = {
  id: string;
  title: string;
  question: string;
  kind: 'approval' | 'budget' | 'ranked';
  state: 'planned' | 'open' | 'closed';
  binding: boolean;
  closesOn: string;
  ballots: number;
  budget: number | null;
  /** Null until it is closed. */
  options: { title: string; votes: number; won: boolean; cost: number | null }[] | null;
};

export type Grade = { n: number; average: number } | null;

export type MetricResult = {
  number: number;
  name: string;
  unit: string;
  direction: Direction;
  baseline: number | null;
  target: number;
  measureOn: string;
  derived: Derived | null;
  amended: boolean;
  state: MetricState;
  value: { value: number; measuredOn: string; note: string } | null;
};

export type DossierContent = {
  format: number;
  trajectory: {
    slug: string;
    title: string;
    question: string;
    lead: string;
    areaName: string;
    decisionMaker: string;
    influenceSubject: string;
    fixedPoints: string[];
    stop: { on: string; account: string } | null;
  };
  /** The moment of counting (ISO 8601), and its day in Amsterdam. */
  countedAt: string;
  countedOn: string;
  tally: Tally;
  speed: Speed;
  comments: number;
  phases: PhasePractice[];
  reach: Reach;
  themes: ThemeTally[];
  minority: MinorityView[];
  sections: Sections;
  votings: VotingOutcome[];
  grade: Grade;
  metrics: MetricResult[];
  amendments: number;
  gates: { phase: string; verdict: Verdict; reason: string; owner: string; nextOn: string; decidedOn: string; daysLate: number }[];
  commitments: {
    number: number;
    title: string;
    state: CommitmentState;
    firstPromisedOn: string;
    promisedOn: string;
    team: string | null;
    steps: { reached: number; all: number };
    account: string;
  }[];
  questions: {
    number: number;
    title: string;
    askedOn: string;
    state: ClockView['state'] | null;
    dueOn: string | null;
    answer: { summary: string; on: string } | null;
  }[];
  council: {
    number: number;
    title: string;
    stage: DossierStage;
    meetings: CouncilMeeting[];
    decision: Omit<CouncilDecision, 'id' | 'told'> | null;
  }[];
};

/** Of what the frozen content is found under: the rest of its row. */
export type DossierVersion = {
  number: number;
  note: string;
  council: { number: number; title: string } | null;
  sha256: string;
  /** Words that were taken out of the plan were taken out of it too. */
  takenOut: TakenOutOfPaper | null;
  frozenAt: string;
};
