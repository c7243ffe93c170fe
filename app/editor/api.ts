/** The application's API from a browser: plain JSON, the session's cookie, the page's own origin. */

/** The server said no. `code`: from its closed set; `fields`: a text key per field. */
export class RefusedError extends Error {
  readonly code: string;
  readonly fields: Record<string, string>;
  constructor(code: string, fields: Record<string, string> = {}) {
    super(code);
    this.name = 'RefusedError';
    this.code = code;
    this.fields = fields;
  }
}

const API = '/api/trpc';

/** @throws RefusedError, or TypeError without a connection */
export function ask<Answer>(procedure: string, input: unknown): Promise<Answer> {
  return read<Answer>(fetch(`${API}/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`, { credentials: 'same-origin' }));
}

/** @throws RefusedError, or TypeError without a connection */
export function tell<Answer>(procedure: string, input: unknown): Promise<Answer> {
  const headers = { 'Content-Type': 'application/json' };
  return read<Answer>(fetch(`${API}/${procedure}`, { method: 'POST', credentials: 'same-origin', headers, body: JSON.stringify(input) }));
}

type Body<Answer> = {
  result?: { data: Answer };
  error?: { data?: { oever?: string | null; details?: { fields?: Record<string, string> } | null } };
};

async function read<Answer>(response: Promise<Response>): Promise<Answer> {
  const answer = await response;
  const body: Body<Answer> = await answer.json().catch(() => {
    // A proxy's page instead of our answer.
    throw new RefusedError('failed');
  });
  if (body.result) return body.result.data;
  throw new RefusedError(body.error?.data?.oever ?? 'failed', body.error?.data?.details?.fields ?? {});
}
