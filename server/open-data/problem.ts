/** Errors of the open API, as RFC 9457 asks. In Dutch, for the people who build with it. */
import type { z } from 'zod';
import type { DomainError } from '../errors.ts';
import type { Problem } from './schemas/common.ts';

/** Where the kinds are explained: `/data#fouten`. */
export const PROBLEM_PAGE = '/data#fouten';

const TITLES = {
  invalid: 'De vraag klopt niet',
  unauthorized: 'De sleutel klopt niet',
  not_allowed: 'Dit mag niet',
  not_found: 'Dit bestaat niet',
  method_not_allowed: 'Dit kan niet op dit adres',
  not_acceptable: 'Dit formaat bestaat niet',
  conflict: 'Dit kan nu niet',
  key_reused: 'Deze Idempotency-Key is al gebruikt',
  too_large: 'Dit is te groot',
  unsupported_media_type: 'Stuur JSON',
  too_many_requests: 'Te veel vragen tegelijk',
  failed: 'Er ging iets mis bij ons',
  result_secret: 'De uitslag is nog geheim',
  phase_closed: 'Dat kan in deze fase niet',
} as const;

export type ProblemCode = keyof typeof TITLES;

/** Thrown while answering; becomes an answer with this problem. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly errors: Problem['errors'];
  readonly headers: Record<string, string>;
  constructor(
    status: number,
    code: ProblemCode,
    detail: string,
    { errors, headers = {} }: { errors?: Problem['errors']; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.name = 'ProblemError';
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.headers = headers;
  }
}

export function problemOf(error: ProblemError, { publicUrl, requestId }: { publicUrl: string; requestId: string }): Problem {
  return {
    type: `${publicUrl}${PROBLEM_PAGE}`,
    title: TITLES[error.code],
    status: error.status,
    detail: error.message,
    instance: `urn:uuid:${requestId}`,
    code: error.code,
    ...(error.errors ? { errors: error.errors } : {}),
  };
}

/** A refusal of the application as a problem. */
export function problemFrom(error: DomainError): ProblemError {
  const fields = error.details.fields;
  switch (error.code) {
    case 'not_found':
    case 'gone':
      return new ProblemError(404, 'not_found', 'Controleer het adres. Wat niet gepubliceerd is, staat er niet.');
    case 'result_secret':
      return new ProblemError(
        403,
        'result_secret',
        `De stemming sluit op ${String(error.details.closesAt)}. Daarna staat de uitslag hier.`,
      );
    case 'phase_closed':
    case 'read_only':
      return new ProblemError(403, 'phase_closed', 'In de fase die nu loopt kan dit niet.');
    case 'too_many_requests':
      return tooMany(Number(error.details.minutes ?? 1) * 60);
    case 'invalid':
      return new ProblemError(400, 'invalid', 'Kijk bij `errors` wat er mis is.', {
        errors: fields
          ? Object.entries(fields).map(([name, key]) => ({ in: 'body' as const, name, detail: key }))
          : [{ in: 'query' as const, name: String(error.details.what ?? 'cursor'), detail: 'Deze waarde is niet van ons.' }],
      });
    default:
      if (error.status === 409) return new ProblemError(409, 'conflict', error.code);
      return new ProblemError(error.status === 400 ? 400 : 403, error.status === 400 ? 'invalid' : 'not_allowed', error.code);
  }
}

export function tooMany(seconds: number): ProblemError {
  return new ProblemError(429, 'too_many_requests', `Wacht ${seconds} seconden en vraag het dan opnieuw.`, {
    headers: { 'Retry-After': String(seconds) },
  });
}

/** What a schema found wrong with what was sent. */
export function invalid(where: 'path' | 'query' | 'header' | 'body', { issues }: z.core.$ZodError): ProblemError {
  return new ProblemError(400, 'invalid', 'Kijk bij `errors` wat er mis is.', {
    errors: issues.flatMap((issue) => {
      if (issue.code === 'unrecognized_keys')
        return issue.keys.map((name) => ({ in: where, name, detail: 'Deze naam bestaat hier niet.' }));
      return [{ in: where, name: issue.path.join('.'), detail: sentence(issue) }];
    }),
  });
}

function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string' ? `Minstens ${issue.minimum} tekens.` : `Minstens ${issue.minimum}.`;
    case 'too_big':
      return issue.origin === 'string' ? `Hooguit ${issue.maximum} tekens.` : `Hooguit ${issue.maximum}.`;
    case 'invalid_value':
      return `Kies een van: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_type':
      return issue.input === undefined ? 'Dit ontbreekt.' : `Dit moet een ${TYPES[issue.expected] ?? issue.expected} zijn.`;
    default:
      return 'Deze waarde kan niet. Kijk in de beschrijving hoe hij eruitziet.';
  }
}

const TYPES: Record<string, string> = {
  string: 'tekst',
  number: 'getal',
  int: 'heel getal',
  object: 'object',
  array: 'lijst',
  boolean: 'ja of nee',
};
