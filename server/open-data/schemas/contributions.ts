import { z } from 'zod';
import { SORTS } from '../../ideas/rules.ts';
import { CLOCK_KINDS } from '../../responses/clock-kinds.ts';
import { OUTCOMES } from '../../responses/response-rules.ts';
import { address, clockSchema, count, day, moment, named, page, uuid } from './common.ts';

/** Statuses of ideas that others may read. */
export const IDEA_STATUSES = ['visible', 'in_treatment', 'answered', 'carrying_out', 'done', 'withdrawn', 'merged'] as const;

export const ideaQuery = {
  sort: z.enum([SORTS[0], SORTS[1]]).default('newest').describe('De volgorde: nieuwste eerst, of meeste steun eerst.'),
  status: z
    .enum(IDEA_STATUSES)
    .optional()
    .describe('Alleen ideeën die zo ver zijn. Zonder deze parameter: alles wat niet is ingetrokken of samengevoegd.'),
  theme: z
    .string()
    .regex(/^[a-z0-9-]{1,100}$/)
    .optional()
    .describe('Alleen ideeën over dit thema.'),
  query: z
    .string()
    .max(100)
    .refine((text) => !text.includes('\0'))
    .optional()
    .describe('Alleen ideeën met deze woorden.'),
};

export const partnerSourceSchema = named(
  'PartnerSource',
  'De website of app waardoor een bijdrage binnenkwam.',
  z.object({
    name: z.string().describe('De naam van de website of app.'),
    url: address.nullable().describe('De bijdrage op die website.'),
  }),
);

export const ideaSchema = named(
  'Idea',
  'Een idee.',
  z.object({
    id: uuid,
    number: z.int().min(1),
    title: z.string(),
    body: z.string(),
    theme: z.string().nullable(),
    themeName: z.string().nullable(),
    area: z.string().nullable(),
    place: z.string().nullable().describe('De plek in woorden van de indiener.'),
    status: z.enum(IDEA_STATUSES),
    supportCount: count,
    commentCount: count,
    author: z.object({
      name: z.string().describe('De naam, of "Een bewoner" als iemand die niet toont.'),
      anonymous: z.boolean(),
    }),
    source: partnerSourceSchema.nullable(),
    photo: z.object({ url: address, alt: z.string() }).nullable(),
    clock: clockSchema.nullable(),
    createdAt: moment,
    url: address,
  }),
);
export const ideaPageSchema = page('IdeaPage', ideaSchema);

export const responseSchema = named(
  'Response',
  'Een antwoord van de gemeente, zoals het gepubliceerd is.',
  z.object({
    id: uuid,
    contribution: z.object({ id: uuid, kind: z.enum(CLOCK_KINDS), title: z.string() }).describe('Waarop het antwoord is.'),
    outcome: z.enum(OUTCOMES).describe('Wat de gemeente ermee doet.'),
    summary: z.string(),
    motivation: z.string().describe('Waarom.'),
    nextStep: z.string(),
    section: z.object({ number: z.string(), title: z.string() }).nullable().describe('Het onderdeel van de plantekst dat verandert.'),
    decision: z.object({ title: z.string(), url: z.string() }).nullable().describe('Het besluit dat het regelt.'),
    authority: z.object({ name: z.string(), url: z.string() }).nullable().describe('Naar wie het is doorgestuurd.'),
    team: z.string().nullable().describe('De afdeling die antwoordt.'),
    official: z.string().nullable().describe('De ambtenaar, als die met naam genoemd wil worden.'),
    publishedAt: moment.describe('Wanneer voor het eerst geantwoord is.'),
    correctedAt: moment.nullable().describe('Wanneer het antwoord voor het laatst gecorrigeerd is.'),
    correctionReason: z.string().nullable().describe('Wat er niet klopte aan de versie ervoor.'),
    versions: z
      .array(
        z.object({
          publishedAt: moment,
          outcome: z.enum(OUTCOMES),
          summary: z.string(),
          motivation: z.string(),
          nextStep: z.string(),
          correctionReason: z.string().describe('Wat er niet aan klopte.'),
        }),
      )
      .describe('Wat er eerder stond, de jongste versie voorop.'),
    clock: clockSchema.nullable(),
    url: address,
  }),
);
export const responsePageSchema = page('ResponsePage', responseSchema);

const figure = {
  answers: count.describe('Hoeveel antwoorden.'),
  onTime: count.nullable(),
  onTimeShare: z.number().min(0).max(1).nullable(),
  medianWorkingDays: count.nullable().describe('De helft had binnen zoveel werkdagen antwoord.'),
  p90WorkingDays: count.nullable().describe('Negen van de tien hadden binnen zoveel werkdagen antwoord.'),
};

export const responseTimesSchema = named(
  'ResponseTimes',
  'Hoe snel de gemeente antwoordt. Bij minder antwoorden dan `minimumAnswers` staan er geen cijfers: die zouden meer over toeval zeggen.',
  z.object({
    from: day,
    until: day,
    promise: z
      .object({ workingDays: count.nullable(), weeks: count.nullable(), days: count.nullable(), targetPercent: z.number() })
      .nullable()
      .describe('Wat beloofd is.'),
    minimumAnswers: count,
    ...figure,
    months: z.array(z.object({ month: z.string().regex(/^\d{4}-\d{2}$/), ...figure })),
    kinds: z.array(z.object({ kind: z.enum(CLOCK_KINDS), ...figure })),
    teams: z.array(z.object({ team: z.string().nullable(), ...figure })),
    open: z.object({
      total: count,
      running: count,
      dueSoon: count,
      overdue: count,
      paused: count,
      extended: count.describe('Loopt, met een latere datum dan eerst beloofd.'),
    }),
    url: address,
  }),
);

export const eventSchema = named(
  'Event',
  'Iets wat gebeurde. Er staat nooit bij wie het deed.',
  z.object({
    id: z.int().min(1),
    at: moment,
    kind: z.string().describe('Wat er gebeurde, zoals `idea.proposed`.'),
    subjectKind: z.string().describe('Met welk soort ding.'),
    subjectId: z.string(),
    url: address.describe('Waar u erover leest.'),
  }),
);
export const eventPageSchema = page('EventPage', eventSchema);
