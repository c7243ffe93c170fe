/** The OpenAPI 3.1 document, made from the schemas that check and type every answer. */
import { z } from 'zod';
import type { ReadOperation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { namedSchemas } from './schemas/common.ts';
import { API_BASE, API_VERSION } from './version.ts';
import { WRITE_OPERATIONS, type WriteOperation } from './write-operations.ts';

type Json = Record<string, unknown>;
export type Site = { municipality: string; contactName: string; contactEmail: string; publicUrl: string };

/** What every answer may be beside the good one. */
const REFUSALS: Record<number, string> = {
  400: 'Een parameter klopt niet; bij `errors` staat welke.',
  404: 'Dit bestaat niet, of is niet gepubliceerd.',
  406: 'Dit formaat bestaat niet.',
  429: 'Te veel vragen tegelijk. Wacht zo lang als `Retry-After` zegt.',
  500: 'Er ging iets mis bij ons.',
};

export function openApiDocument({ municipality, contactName, contactEmail, publicUrl }: Site): Json {
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: `Open data van Oever, gemeente ${municipality}`,
      version: API_VERSION,
      summary: 'Wat bewoners en gemeente samen schrijven, vragen en besluiten.',
      description: `Alles wat iedereen op de website kan lezen, voor programma’s. Lezen kan zonder sleutel. Er staat nooit een e-mailadres in, en nooit de naam van wie die niet toont. Uitleg: ${publicUrl}/data`,
      contact: { name: contactName, email: contactEmail, url: `${publicUrl}/data` },
      license: { name: 'CC0-1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/deed.nl' },
    },
    servers: [{ url: `${publicUrl}${API_BASE}`, description: 'Deze gemeente' }],
    externalDocs: { url: `${publicUrl}/data`, description: 'Uitleg met voorbeelden' },
    tags: [
      { name: 'Trajecten', description: 'Trajecten, hun plantekst en wat er gebeurde.' },
      { name: 'Inbreng', description: 'Wat bewoners inbrengen.' },
      { name: 'Antwoorden', description: 'Wat de gemeente antwoordt en hoe snel.' },
      { name: 'Stemmingen', description: 'Uitslagen en stembiljetten van gesloten stemmingen.' },
      { name: 'Voor partners', description: 'Inbreng sturen met een sleutel van de gemeente.' },
    ],
    paths: {
      '/openapi.json': {
        get: {
          operationId: 'getOpenApi',
          tags: ['Trajecten'],
          summary: 'Deze beschrijving',
          description: 'De OpenAPI-beschrijving van deze API.',
          security: [],
          responses: {
            200: { description: 'De beschrijving.', headers: HEADERS, content: { 'application/json': { schema: { type: 'object' } } } },
            ...problems({ 406: REFUSALS[406] ?? '', 429: REFUSALS[429] ?? '', 500: REFUSALS[500] ?? '' }),
          },
        },
      },
      ...paths(),
    },
    components: {
      schemas: componentSchemas(),
      headers: {
        'API-Version': { description: 'De volledige versie van de API.', schema: { type: 'string', examples: [API_VERSION] } },
        ETag: {
          description: 'Stuur deze waarde mee als `If-None-Match`. Is er niets veranderd, dan is het antwoord 304.',
          schema: { type: 'string' },
        },
        Link: { description: 'Met `rel="next"` het adres van de volgende bladzijde.', schema: { type: 'string' } },
        'Retry-After': { description: 'Zoveel seconden wachten.', schema: { type: 'integer' } },
      },
      securitySchemes: {
        partnerToken: { type: 'http', scheme: 'bearer', description: 'Een sleutel die de gemeente aan een partner geeft.' },
      },
    },
  };
}

const HEADERS = { 'API-Version': { $ref: '#/components/headers/API-Version' }, ETag: { $ref: '#/components/headers/ETag' } };

function paths(): Json {
  const found: Record<string, Json> = {};
  for (const operation of OPERATIONS) found[operation.path] = { ...found[operation.path], get: readDocument(operation) };
  for (const operation of WRITE_OPERATIONS) found[operation.path] = { ...found[operation.path], post: writeDocument(operation) };
  return found;
}

function readDocument({ operationId, tag, summary, description, pathParameters, query, answer, refusals, table }: ReadOperation): Json {
  const isPaged = 'cursor' in query.shape;
  return {
    operationId,
    tags: [tag],
    summary,
    description,
    security: [],
    parameters: [...parameters('path', pathParameters), ...parameters('query', query)],
    responses: {
      200: {
        description: summary,
        headers: isPaged ? { ...HEADERS, Link: { $ref: '#/components/headers/Link' } } : HEADERS,
        content: {
          'application/json': { schema: reference(answer) },
          ...(table ? { 'text/csv': { schema: { type: 'string', description: `Kolommen: ${table.columns.join(', ')}.` } } } : {}),
        },
      },
      304: { description: 'Niets veranderd sinds de `ETag` die u stuurde.' },
      ...problems({ ...REFUSALS, ...refusals }),
    },
  };
}

function writeDocument({ operationId, summary, description, pathParameters, body, answer, scope }: WriteOperation): Json {
  return {
    operationId,
    tags: ['Voor partners'],
    summary,
    description: `${description} Nodig: een sleutel met de bevoegdheid \`${scope}\`.`,
    security: [{ partnerToken: [] }],
    parameters: [
      ...parameters('path', pathParameters),
      {
        name: 'Idempotency-Key',
        in: 'header',
        required: true,
        description: 'Een eigen, unieke waarde per bijdrage. Stuurt u hetzelfde nog eens, dan komt het er niet dubbel in.',
        schema: { type: 'string', minLength: 8, maxLength: 100 },
      },
    ],
    requestBody: { required: true, content: { 'application/json': { schema: reference(body) } } },
    responses: {
      201: {
        description: 'De bijdrage is binnen.',
        headers: {
          'API-Version': HEADERS['API-Version'],
          Location: { description: 'De pagina van de bijdrage.', schema: { type: 'string', format: 'uri' } },
        },
        content: { 'application/json': { schema: reference(answer) } },
      },
      ...problems({
        400: 'Een veld klopt niet; bij `errors` staat welk.',
        401: 'De sleutel ontbreekt, is verlopen of ingetrokken.',
        403: 'De sleutel mag dit niet, of de fase laat het niet toe.',
        404: REFUSALS[404] ?? '',
        409: 'Een verzoek met deze `Idempotency-Key` is nog bezig.',
        413: 'Het verzoek is te groot.',
        415: 'Stuur `application/json`.',
        422: 'Deze `Idempotency-Key` is al gebruikt voor iets anders.',
        429: REFUSALS[429] ?? '',
        500: REFUSALS[500] ?? '',
      }),
    },
  };
}

function problems(texts: Record<number, string>): Json {
  return Object.fromEntries(
    Object.entries(texts).map(([status, description]) => [
      status,
      {
        description,
        headers: {
          'API-Version': HEADERS['API-Version'],
          ...(status === '429' ? { 'Retry-After': { $ref: '#/components/headers/Retry-After' } } : {}),
        },
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

function parameters(where: 'path' | 'query', schema: z.ZodObject): Json[] {
  return Object.entries(schema.shape).map(([name, shape]) => {
    const { description, $schema: _, ...rest } = clean(z.toJSONSchema(shape as z.ZodType, { io: 'input' })) as Json;
    return { name, in: where, required: where === 'path', description: description ?? name, schema: rest };
  });
}

function reference(schema: z.ZodType): Json {
  const id = namedSchemas.get(schema)?.id;
  if (!id) throw new Error('an answer of the open API has no name');
  return { $ref: `#/components/schemas/${id}` };
}

function componentSchemas(): Json {
  const { schemas } = z.toJSONSchema(namedSchemas, { uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(schemas)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, { $schema: _, $id: __, ...schema }]) => [id, clean(schema)]),
  );
}

/**
 * For people and generators: a format says what a long pattern says as well, and a newer version may add fields, so nothing is closed to what is not named.
 */
function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, content]) => !(key === 'pattern' && 'format' in value) && !(key === 'additionalProperties' && content === false),
  );
  return Object.fromEntries(entries.map(([key, content]) => [key, clean(content)]));
}
