/** What a partner may send with its key. Each is a face of the command behind the form, with the same rules. */
import { z } from 'zod';
import type { Context, Tx } from '../context.ts';
import { submitFormalView } from '../formal-views/commands.ts';
import { VIEW_LIMITS } from '../formal-views/rules.ts';
import { proposeIdea } from '../ideas/commands.ts';
import { IDEA_LIMITS } from '../ideas/rules.ts';
import type { Scope } from './partners/rules.ts';
import { day, moment, named, slug, uuid } from './schemas/common.ts';

/** Kept in the transaction of the contribution itself. */
export type Keep = (tx: Tx, kept: { id: string; answer: Record<string, unknown> }) => Promise<void>;

export type WriteOperation = {
  operationId: string;
  path: string;
  summary: string;
  description: string;
  scope: Scope;
  pathParameters: z.ZodObject;
  body: z.ZodType;
  answer: z.ZodType;
  /** Carries out one request; calls `keep` before its transaction ends. */
  write(context: Context, input: { slug: string; body: unknown; publicUrl: string; keep: Keep }): Promise<void>;
};

const text = (limits: { min?: number; max: number }) =>
  z
    .string()
    .trim()
    .min(limits.min ?? 0)
    .max(limits.max)
    .refine((words) => !words.includes('\0'));

const source = {
  reference: text({ min: 1, max: 200 }).optional().describe('Hoe u de bijdrage zelf noemt. Alleen de gemeente ziet dit.'),
  url: z
    .url({ protocol: /^https$/ })
    .max(500)
    .optional()
    .describe('Waar de bijdrage bij u staat. Iedereen ziet dit.'),
};

const newIdeaSchema = named(
  'NewIdea',
  'Een idee dat via u binnenkomt. Zet geen namen of andere persoonsgegevens in de tekst: iedereen leest hem.',
  z.strictObject({
    title: text(IDEA_LIMITS.title),
    body: text(IDEA_LIMITS.body),
    theme: z
      .string()
      .regex(/^[a-z0-9-]{1,100}$/)
      .optional()
      .describe('De `slug` van een thema van het traject.'),
    place: text(IDEA_LIMITS.place).optional().describe('De plek in woorden.'),
    ...source,
  }),
);

const keptIdeaSchema = named(
  'KeptIdea',
  'Het idee zoals het binnen is.',
  z.object({ id: uuid, number: z.int(), url: z.url(), dueOn: day.nullable().describe('De dag waarop de gemeente uiterlijk antwoordt.') }),
);

const newViewSchema = named(
  'NewFormalView',
  'Een zienswijze op een ontwerp dat ter inzage ligt. Alleen de gemeente leest hem.',
  z.strictObject({
    body: text(VIEW_LIMITS.body),
    name: text(VIEW_LIMITS.name).describe('De naam van de indiener.'),
    address: text(VIEW_LIMITS.address).describe('Het adres van de indiener; mag leeg zijn.'),
    ...source,
  }),
);

const keptViewSchema = named(
  'KeptFormalView',
  'De ontvangstbevestiging van een zienswijze. Geef die aan de indiener.',
  z.object({
    id: uuid,
    number: z.int(),
    receivedAt: moment,
    timing: z
      .enum(['early', 'in_time', 'late'])
      .describe('Of de zienswijze binnen de termijn kwam. Te vroeg of te laat: de gemeente bewaart hem toch.'),
    sha256: z.string().describe('Code van de tekst, om later te laten zien wat er stond.'),
    dueOn: day.nullable(),
  }),
);

export const WRITE_OPERATIONS: readonly WriteOperation[] = [
  {
    operationId: 'createIdea',
    path: '/trajectories/{slug}/ideas',
    summary: 'Stuur een idee in',
    description: 'Het idee staat meteen op de website, met uw naam als bron. De antwoordklok loopt vanaf nu.',
    scope: 'ideas:write',
    pathParameters: z.object({ slug }),
    body: newIdeaSchema,
    answer: keptIdeaSchema,
    async write(context, { slug: trajectory, body, publicUrl, keep }) {
      const { title, body: words, theme, place } = body as z.output<typeof newIdeaSchema>;
      await proposeIdea(context, {
        trajectory,
        title,
        body: words,
        theme: theme ?? null,
        place: place ?? null,
        publicUrl: null,
        alsoKeep: (tx, idea) => {
          const url = `${publicUrl}/trajecten/${trajectory}/ideeen/${idea.number}`;
          return keep(tx, { id: idea.id, answer: { id: idea.id, number: idea.number, url, dueOn: idea.dueOn } });
        },
      });
    },
  },
  {
    operationId: 'createFormalView',
    path: '/trajectories/{slug}/formal-views',
    summary: 'Stuur een zienswijze in',
    description: 'De zienswijze (Awb 3:15) telt vanaf het moment dat hij hier binnen is. Het antwoord is de ontvangstbevestiging.',
    scope: 'formal-views:write',
    pathParameters: z.object({ slug }),
    body: newViewSchema,
    answer: keptViewSchema,
    async write(context, { slug: trajectory, body, keep }) {
      const { body: words, name, address } = body as z.output<typeof newViewSchema>;
      await submitFormalView(context, {
        trajectory,
        body: words,
        name,
        address,
        alsoKeep: (tx, { id, ...view }) => keep(tx, { id, answer: { id, ...view } }),
      });
    },
  },
];
