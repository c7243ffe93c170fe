/** One question to the open API, from address to answer. Knows nothing of HTTP servers: `server/web/open-api.ts` does. */
import { z } from 'zod';
import { isDomainError } from '../errors.ts';
import { rememberFor } from '../remembered.ts';
import { toCsv } from './csv.ts';
import { openApiDocument, type Site } from './openapi.ts';
import type { ReadOperation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { invalid, ProblemError, problemFrom } from './problem.ts';
import type { Reader } from './reading/reader.ts';
import { API_BASE } from './version.ts';

export type Answer = { contentType: string; body: string; headers: Record<string, string> };

/** What is asked, checked as far as it can be without the database. */
export type Question = { operation: ReadOperation | 'openapi'; input: Record<string, unknown>; format: 'json' | 'csv'; key: string };

/** Values in the path, by name; null when this is another address. */
export function matchPath(template: string, path: string): Record<string, string> | null {
  const names = template.split('/');
  const parts = path.split('/');
  if (names.length !== parts.length) return null;
  const values: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const part = parts[index] ?? '';
    const parameter = /^\{(\w+)\}$/.exec(name)?.[1];
    if (parameter === undefined ? name !== part : part === '') return null;
    if (parameter !== undefined) values[parameter] = part;
  }
  return values;
}

/**
 * @param accept the format the `Accept` header prefers, null when it accepts none of ours
 * @throws ProblemError 404, 400 or 406
 */
export function readQuestion(path: string, { query, accept }: { query: URLSearchParams; accept: 'json' | 'csv' | null }): Question {
  if (path === '/openapi.json') {
    if (accept !== 'json') throw notAcceptable();
    const nothing = z.strictObject({}).safeParse(Object.fromEntries(query));
    if (!nothing.success) throw invalid('query', nothing.error);
    return { operation: 'openapi', input: {}, format: 'json', key: path };
  }
  for (const operation of OPERATIONS) {
    const values = matchPath(operation.path, path);
    if (values) return questionFor(operation, { values, query, accept });
  }
  throw notFound();
}

type Asked = { values: Record<string, string>; query: URLSearchParams; accept: 'json' | 'csv' | null };

function questionFor(operation: ReadOperation, { values, query, accept }: Asked): Question {
  const found = operation.pathParameters.safeParse(values);
  // A name that cannot exist is not there, like one that does not exist.
  if (!found.success) throw notFound();
  const twice = [...new Set(query.keys())].find((name) => query.getAll(name).length > 1);
  if (twice !== undefined)
    throw new ProblemError(400, 'invalid', 'Kijk bij `errors` wat er mis is.', {
      errors: [{ in: 'query', name: twice, detail: 'Geef deze parameter één keer.' }],
    });
  const asked = operation.query.safeParse(Object.fromEntries(query));
  if (!asked.success) throw invalid('query', asked.error);
  const { format: chosen, ...rest } = asked.data as Record<string, unknown>;
  const format = (chosen as 'json' | 'csv' | undefined) ?? accept;
  if (format === null || (format === 'csv' && !operation.table)) throw notAcceptable();
  const input = { ...found.data, ...rest };
  return { operation, input, format, key: `${format} ${operation.operationId} ${JSON.stringify(input)}` };
}

/** @throws ProblemError */
export async function answer(reader: Reader, { operation, input, format }: Question): Promise<Answer> {
  try {
    if (operation === 'openapi')
      return { contentType: 'application/json; charset=utf-8', body: JSON.stringify(openApiDocument(await readSite(reader))), headers: {} };
    const value = await operation.read(reader, input);
    const headers = linkHeaders(operation, { input, value, format, publicUrl: reader.publicUrl });
    if (format === 'csv' && operation.table) {
      return {
        contentType: 'text/csv; charset=utf-8; header=present',
        body: toCsv(operation.table.rows(value), operation.table.columns),
        headers: { ...headers, 'Content-Disposition': `attachment; filename="${fileName(operation, input)}"` },
      };
    }
    return { contentType: 'application/json; charset=utf-8', body: JSON.stringify(operation.answer.parse(value)), headers };
  } catch (error) {
    throw isDomainError(error) ? problemFrom(error) : error;
  }
}

export async function readSite({ db, now, publicUrl }: Reader): Promise<Site> {
  return rememberFor(db, { key: 'open data site', now, forMs: 10_000 }, async () => {
    const site = await db.selectFrom('site').select(['municipality', 'contact_name', 'contact_email']).executeTakeFirstOrThrow();
    return { municipality: site.municipality, contactName: site.contact_name, contactEmail: site.contact_email, publicUrl };
  });
}

type Linked = { input: Record<string, unknown>; value: unknown; format: 'json' | 'csv'; publicUrl: string };

function linkHeaders(operation: ReadOperation, { input, value, format, publicUrl }: Linked): Record<string, string> {
  const links = [`<${publicUrl}${API_BASE}/openapi.json>; rel="service-desc"; type="application/json"`];
  const next = (value as { nextCursor?: string | null }).nextCursor;
  if (next) {
    const query = new URLSearchParams();
    for (const name of Object.keys(operation.query.shape)) {
      const set = name === 'cursor' ? next : name === 'format' ? (format === 'csv' ? 'csv' : undefined) : input[name];
      if (set !== undefined) query.set(name, String(set));
    }
    links.push(`<${publicUrl}${API_BASE}${fillPath(operation.path, input)}?${query}>; rel="next"`);
  }
  return { Link: links.join(', ') };
}

export function fillPath(template: string, values: Record<string, unknown>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
}

function fileName(operation: ReadOperation, input: Record<string, unknown>): string {
  const last = operation.path.split('/').at(-1);
  return `${[input.slug, last].filter((part) => part !== undefined).join('-')}.csv`;
}

function notFound(): ProblemError {
  return new ProblemError(404, 'not_found', `Dit adres bestaat niet. Alle adressen staan in ${API_BASE}/openapi.json.`);
}

function notAcceptable(): ProblemError {
  return new ProblemError(406, 'not_acceptable', 'Vraag om application/json, of bij een lijst om text/csv.');
}
