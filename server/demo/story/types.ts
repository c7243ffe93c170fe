import type { Drawing } from '../photos.ts';

/** Shapes of the demo story: texts as data. `fill.ts` acts them out through the application's own commands. */

export type IdeaFate =
  | {
      kind: 'answered';
      outcome: 'adopted' | 'partly' | 'not_adopted' | 'already_arranged' | 'outside_scope';
      /** The answer in one sentence. */
      summary: string;
      motivation: string;
      nextStep: string;
      /** Working days between the idea and its answer; more than ten is late. */
      afterWorkingDays: number;
      /** Section the answer points at. */
      section?: string;
      /** What was wrong with it, and what it says since, some working days later. */
      corrected?: { afterWorkingDays: number; reason: string; motivation: string; nextStep: string };
    }
  | { kind: 'waiting' }
  | { kind: 'in_treatment' }
  | { kind: 'extended'; reason: string; workingDays: number }
  | { kind: 'paused'; reason: string }
  | { kind: 'hidden'; rule: 'personal_data' | 'insult'; reason: string; appeal: string }
  | { kind: 'merged'; into: string; reason: string }
  | { kind: 'withdrawn' };

export type DemoComment = {
  by: string;
  body: string;
  stance?: 'for' | 'against' | 'neutral';
  question?: true;
  daysAfter: number;
  reply?: { by: string; body: string; daysAfter: number };
};

export type DemoIdea = {
  key: string;
  title: string;
  body: string;
  theme: 'natuur-en-oevers' | 'recreatie-en-zwemmen' | 'woonboten' | 'wandelen-en-fietsen' | 'rust-en-geluid' | 'wonen-en-werken';
  area: 'Noordkade' | 'Bochtpark' | 'Zuiderweide' | 'Ringdijkhoek';
  place: string;
  /** On the drawn map: 0–1 from the left and from the top. */
  map: { x: number; y: number };
  photo?: { drawing: Drawing; alt: string };
  by: string;
  /** Working days before today. */
  workingDaysAgo: number;
  supporters: number;
  comments: DemoComment[];
  fate: IdeaFate;
};
