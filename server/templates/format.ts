/**
 * The template file: how a trajectory was set up, without anybody's name, so that another place can begin where this one ended. Described for people in
 * `docs/template-format.md`; `docs/template.schema.json` is made from the schema below.
 */
import { z } from 'zod';
import { DERIVED, DIRECTIONS } from '../agreements/rules.ts';
import { HOUSE_RULES } from '../moderation/rules.ts';
import { SECTION_LIMITS, SECTION_POLICIES } from '../plan-texts/rules.ts';
import { CLOCK_KINDS } from '../responses/clock-kinds.ts';
import { TERM_LIMITS } from '../responses/policy-rules.ts';
import { START_EVENTS } from '../responses/rules.ts';
import { type InfluenceLevel, PHASE_KINDS, type PhaseKind } from '../trajectories/rules.ts';

/** Goes up when a file that is right today would be read differently. */
export const TEMPLATE_VERSION = 1.1;
/** Every version of which a file is read. 1.1 added votings and meetings. */
export const READ_VERSIONS: readonly number[] = [1, 1.1];
export const TEMPLATE_BYTES = 2 * 1024 * 1024;

const FEATURES = ['read', 'comment', 'write', 'suggest', 'propose', 'support', 'vote', 'tell', 'challenge', 'formal_view'] as const;
const LEVELS = ['codecide', 'coproduce', 'advise', 'consult', 'inform'] as const satisfies readonly InfluenceLevel[];
const KINDS = Object.keys(PHASE_KINDS) as [PhaseKind, ...PhaseKind[]];
/** Days from the start; eight years. */
const DAYS = 2922;
const amount = z.number().min(-1_000_000_000).max(1_000_000_000);

const line = (max: number) => z.string().max(max);
const words = (max: number) => z.string().min(1).max(max);

const phase = z.strictObject({
  kind: z.enum(KINDS).describe('Whose turn it is, and what people may do unless `features` says otherwise.'),
  title: words(120),
  summary: words(500),
  startsAfterDays: z.int().min(0).max(DAYS).describe('Days between the first day of the trajectory and the first day of this phase.'),
  days: z.int().min(1).max(DAYS).describe('How many days it lasts, the first and the last included.'),
  termWeeks: z
    .int()
    .min(1)
    .max(12)
    .nullable()
    .default(null)
    .describe('A statutory term (Awb 3:16): then the last day follows from the law and its free days, not from `days`.'),
  influenceLevel: z.enum(LEVELS),
  promise: words(500),
  features: z.array(z.enum(FEATURES)).max(FEATURES.length),
  minimumLevel: z
    .enum(['none', 'email', 'address', 'oidc'])
    .default('none')
    .describe(
      'How sure we must be of who takes part: an account, a confirmed e-mail address, an address confirmed by letter, a national sign-in.',
    ),
});

const policy = z.strictObject({
  kind: z.enum(CLOCK_KINDS),
  term: z
    .strictObject({
      workingDays: z.int().min(1).max(TERM_LIMITS.workingDays).optional(),
      weeks: z.int().min(1).max(TERM_LIMITS.weeks).optional(),
      days: z.int().min(1).max(TERM_LIMITS.days).optional(),
    })
    .describe('Exactly one of the three.'),
  firstDay: z.enum(['same', 'next']),
  termsAct: z.boolean().describe('Whether the Algemene termijnenwet holds.'),
  basis: z.enum(['statutory', 'promise']),
  basisText: z.string().min(5).max(200),
  dueSoonDays: z.int().min(0).max(30),
  targetPercent: z.int().min(1).max(100),
  startEvent: z.enum(START_EVENTS),
  remindAt: z.array(z.int()).max(3),
});

const metric = z.strictObject({
  name: z.string().min(3).max(120),
  unit: words(40),
  direction: z.enum(DIRECTIONS),
  source: z.string().min(3).max(300),
  baseline: amount.nullable(),
  target: amount,
  measureAfterDays: z.int().min(0).max(DAYS).describe('Days between the first day of the trajectory and the day it is judged by.'),
  owner: z.string().min(2).max(120).describe('A team or a role; never the name of a person.'),
  derived: z.enum(DERIVED).nullable().describe('What the system counts for it; null: values are entered.'),
});

const section = z.strictObject({
  number: words(SECTION_LIMITS.number),
  level: z.int().min(1).max(3),
  title: words(SECTION_LIMITS.title),
  policy: z.enum(SECTION_POLICIES),
  policyReason: line(SECTION_LIMITS.policyReason).nullable(),
  text: z.string().max(200_000).nullable().describe('Markdown; null: the text does not go along.'),
});

const measured = z.strictObject({
  name: z.string().min(3).max(120),
  unit: words(40),
  target: amount,
  value: amount.nullable().describe('Null: nobody measured.'),
  direction: z.enum(DIRECTIONS),
});

const after = (what: string) => z.int().min(0).max(DAYS).describe(`Days between the first day of the trajectory and ${what}.`);

const voting = z
  .strictObject({
    title: words(120),
    question: words(300),
    kind: z.enum(['approval', 'budget', 'ranked']),
    minimumLevel: z.enum(['email', 'address', 'oidc']).describe('How sure we must be of who votes.'),
    maxChoices: z.int().min(1).max(1000).nullable().describe('Null: as many as wanted.'),
    seats: z.int().min(1).max(100).nullable().describe('Of a ranked voting: how many can win.'),
    budget: z.int().min(1).max(1_000_000_000).nullable().describe('Of a budget voting, in whole euros; null: the next place fills it in.'),
    method: z.enum(['equal_shares', 'greedy']).nullable().describe('Of a budget voting: how it is counted.'),
    opensAfterDays: after('the day it opens'),
    days: z.int().min(1).max(DAYS).describe('How many days people can vote.'),
  })
  .describe('A voting that is planned. Its choices are of each place itself, so it is made there, with this filled in.');

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
const meeting = z
  .strictObject({
    title: words(120),
    description: line(2000),
    invited: line(2000).describe('Whom to ask, in words: groups and streets, nobody by name.'),
    afterDays: after('the meeting'),
    from: z.string().regex(CLOCK),
    until: z.string().regex(CLOCK),
  })
  .describe('A meeting that is planned. Each place has its own address for it.');

const origin = z.strictObject({
  installation: words(120).describe('The municipality.'),
  title: words(200),
  url: z.url({ protocol: /^https?$/ }).max(500),
  exportedOn: z.iso.date(),
  edition: z.int().min(1).describe('Goes up each time the lessons are written anew.'),
});

export const templateSchema = z.strictObject({
  oeverTemplate: z.union([z.literal(1), z.literal(1.1)]),
  name: words(200),
  summary: line(1000),
  origin: origin.nullable().describe('Null: made as a template, not taken from a trajectory.'),
  trajectory: z.strictObject({
    question: line(300),
    lead: line(600),
    areaName: line(200),
    decisionMaker: line(200),
    influenceSubject: line(200),
    fixedPoints: z.array(words(300)).max(30),
    supportThreshold: z.int().min(1).max(1_000_000).nullable(),
  }),
  areas: z.array(words(120)).max(100),
  themes: z
    .array(
      z.strictObject({
        slug: z
          .string()
          .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
          .max(60),
        name: words(120),
        team: words(120).nullable(),
      }),
    )
    .max(50),
  phases: z.array(phase).min(1).max(30),
  policies: z.array(policy).max(CLOCK_KINDS.length),
  metrics: z.array(metric).max(50),
  votings: z.array(voting).max(30).default([]),
  meetings: z.array(meeting).max(100).default([]),
  sections: z.array(section).max(500),
  houseRules: z.array(z.enum(HOUSE_RULES)).max(HOUSE_RULES.length).describe('The house rules texts were judged by.'),
  listedWords: z
    .array(z.strictObject({ word: z.string().min(2).max(60), rule: z.enum(HOUSE_RULES) }))
    .max(500)
    .describe('Words for which a text waits for a moderator; empty unless whoever made the file wanted them in.'),
  lessons: z.strictObject({ text: line(8000), figures: z.array(measured).max(50) }).describe('What was learned, and what was measured.'),
});

export type Template = z.output<typeof templateSchema>;
export type TemplatePhase = Template['phases'][number];
export type TemplateVoting = Template['votings'][number];
export type TemplateMeeting = Template['meetings'][number];

/** What the file may look like, for other programs (JSON Schema 2020-12). */
export function templateJsonSchema(): unknown {
  return {
    $id: 'https://oever.example/template.schema.json',
    title: 'Oever trajectory template',
    ...z.toJSONSchema(templateSchema, { io: 'input' }),
  };
}
