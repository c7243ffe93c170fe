/** What every part of the open API shares. One set of schemas checks what comes in, types what goes out and makes the OpenAPI document. */
import { z } from 'zod';

/** Schemas that get a name of their own under `components.schemas`. */
export const namedSchemas = z.registry<{ id: string }>();

/** Gives a schema its name and says what it is. */
export function named<Schema extends z.ZodType>(id: string, description: string, schema: Schema): Schema {
  const described = schema.describe(description) as Schema;
  namedSchemas.add(described, { id });
  return described;
}

export const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/)
  .describe('De naam van het traject in het adres, zoals `de-amstel-verandert`.');
export const uuid = z.uuid();
export const day = z.iso.date();
export const moment = z.iso.datetime();
export const address = z.url();
export const count = z.int().min(0);

export const DEFAULT_LIMIT = 50;
export const MOST_LIMIT = 500;

/** Parameters of every list. */
export const paging = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_LIMIT)
    .default(DEFAULT_LIMIT)
    .describe(`Hoeveel er op een bladzijde staan: 1 tot en met ${MOST_LIMIT}.`),
  cursor: z
    .string()
    .regex(/^[\w-]{1,400}$/)
    .optional()
    .describe('De waarde van `nextCursor` van de bladzijde ervoor. Maak zelf geen cursor: de inhoud kan veranderen.'),
};

export const format = {
  format: z
    .enum(['json', 'csv'])
    .optional()
    .describe('`csv` geeft een tabel voor een rekenblad. Zonder deze parameter telt de kop `Accept`.'),
};

/** A page of a list. */
export function page<Item extends z.ZodType>(id: string, item: Item) {
  return named(
    id,
    'Een bladzijde van een lijst.',
    z.object({
      items: z.array(item),
      nextCursor: z.string().nullable().describe('Geef deze waarde mee als `cursor` voor de volgende bladzijde. Leeg: dit is de laatste.'),
    }),
  );
}

/** The answer clock as others see it. */
export const clockSchema = named(
  'Clock',
  'De antwoordklok van een bijdrage: wat de gemeente beloofde en waar het staat.',
  z.object({
    state: z
      .enum(['running', 'due_soon', 'overdue', 'paused', 'answered_on_time', 'answered_late'])
      .describe('Waar de klok nu staat. Volgt uit de datums.'),
    extended: z.boolean().describe('De gemeente heeft de termijn een keer verlengd.'),
    startedOn: day.describe('De dag waarop de klok begon.'),
    firstDueOn: day.describe('De dag die eerst beloofd was.'),
    dueOn: day.describe('De dag die nu beloofd is.'),
    answeredOn: day.nullable().describe('De dag van het antwoord.'),
    workingDaysLate: count.describe('Werkdagen na de beloofde dag, nu of bij het antwoord.'),
    reasons: z.array(z.string()).describe('Waarom het die dag is, in zinnen.'),
    team: z.string().nullable().describe('De afdeling die antwoordt.'),
  }),
);

export const problemSchema = named(
  'Problem',
  'Een fout, volgens RFC 9457 (`application/problem+json`).',
  z.object({
    type: z.string().describe('Het soort fout, als adres van de uitleg.'),
    title: z.string().describe('Het soort fout in woorden.'),
    status: z.int().min(400).max(599).describe('De HTTP-status.'),
    detail: z.string().describe('Wat er deze keer mis was.'),
    instance: z.string().describe('Het nummer van dit verzoek. Noem het als u ons mailt.'),
    code: z.string().describe('Vaste naam van de fout voor programma’s.'),
    errors: z
      .array(
        z.object({
          in: z.enum(['path', 'query', 'header', 'body']).describe('Waar de fout zit.'),
          name: z.string().describe('De naam van de parameter of het veld.'),
          detail: z.string().describe('Wat eraan mis is.'),
        }),
      )
      .optional()
      .describe('Per parameter of veld wat eraan mis is.'),
  }),
);
export type Problem = z.infer<typeof problemSchema>;
