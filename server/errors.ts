/**
 * Refusals a person can do something about. Each has a fixed code: a fact, never a sentence. The site turns the code into Dutch
 * (`app/i18n/nl/errors.json`), tRPC carries it as `data.oever`, the HTTP status follows from the table below.
 */
export const ERROR_STATUS = {
  sign_in_first: 401,
  not_allowed: 403,
  not_verified: 403,
  asks_address: 403,
  asks_oidc: 403,
  blocked: 403,
  phase_closed: 403,
  read_only: 403,
  own_case: 403,
  own_response: 403,
  not_participant: 403,
  not_found: 404,
  gone: 410,
  invalid: 400,
  already_decided: 409,
  already_published: 409,
  not_approved: 409,
  draft_open: 409,
  correction_open: 409,
  note_incomplete: 409,
  note_not_sent: 409,
  names_in_note: 400,
  last_administrator: 409,
  appeal_open: 409,
  stale: 409,
  gate_not_open: 409,
  no_conflict: 409,
  merge_open: 409,
  not_adopted: 409,
  milestones_open: 409,
  already_supported: 409,
  support_closed: 409,
  support_excluded: 409,
  voting_not_open: 409,
  outside_area: 403,
  vote_limit_reached: 409,
  budget_exceeded: 409,
  result_secret: 403,
  motivation_required: 400,
  outcome_required: 400,
  clock_not_running: 409,
  question_open: 409,
  clock_not_paused: 409,
  date_not_later: 400,
  term_over: 409,
  prove_first: 403,
  second_factor_first: 403,
  still_staff: 409,
  wrong_credentials: 400,
  token_expired: 410,
  code_wrong: 400,
  app_code_wrong: 400,
  passkey_wrong: 400,
  last_way_in: 409,
  limit_reached: 409,
  account_exists: 409,
  link_taken: 409,
  elsewhere_failed: 400,
  elsewhere_too_weak: 403,
  citizen_number: 400,
  unreadable_file: 400,
  too_large: 413,
  too_many_requests: 429,
  busy: 503,
  site_read_only: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** Faults per form field: field name → error code of that field (a key under `fields.` in `errors.json`). */
export type FieldErrors = Record<string, string>;

/**
 * A refusal by a rule.
 * @param code what is the matter, from the closed set above
 * @param details values for the sentence (`{ until: '2026-12-01' }`), and `fields` for `invalid`
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> & { fields?: FieldErrors };
  constructor(code: ErrorCode, details: Record<string, unknown> & { fields?: FieldErrors } = {}) {
    super(code);
    this.name = 'DomainError';
    this.code = code;
    this.details = details;
  }
  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/** By name, not by class: the site's bundle and the server each hold their own copy of this module. */
export function isDomainError(error: unknown): error is DomainError {
  return error instanceof Error && error.name === 'DomainError' && 'code' in error;
}
