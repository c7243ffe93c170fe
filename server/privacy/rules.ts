/** How long what is kept. Pure: plain rules, the same for the job, the dry run and the page that tells residents. */
import { type RawBuilder, sql } from 'kysely';
import { addDays, amsterdamDay } from '../calendar/amsterdam.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Having shown again who they are holds this long, in milliseconds. */
export const PROOF_HOLDS = 15 * MINUTE;

export function isProofFresh(provedAt: Date | null, now: Date): boolean {
  return provedAt !== null && now.getTime() - provedAt.getTime() <= PROOF_HOLDS;
}

export type RetentionRule = {
  /** Also the key of the sentence that tells it (`privacy:retention.…`). */
  name: string;
  table: string;
  /** Of a row that has to go at `now`. */
  isOver(now: Date): RawBuilder<boolean>;
  /** The row goes, these columns are emptied, or the person is erased. */
  act: 'delete' | 'erase' | { clear: RawBuilder<unknown> };
};

function daysAgo(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY);
}

/** In this order. Every rule may run twice, and then finds nothing. */
export const RETENTION: readonly RetentionRule[] = [
  { name: 'sessions', table: 'session', act: 'delete', isOver: (now) => sql`expires_at <= ${now}` },
  { name: 'tokens', table: 'one_time_token', act: 'delete', isOver: (now) => sql`expires_at < ${daysAgo(now, 1)}` },
  { name: 'questions', table: 'passkey_challenge', act: 'delete', isOver: (now) => sql`expires_at <= ${now}` },
  // Shown and never confirmed: it counts for nothing.
  {
    name: 'code_keys',
    table: 'code_key',
    act: 'delete',
    isOver: (now) => sql`confirmed_at is null and made_at < ${daysAgo(now, 1)}`,
  },
  { name: 'elsewhere', table: 'oidc_request', act: 'delete', isOver: (now) => sql`expires_at <= ${now}` },
  { name: 'letters', table: 'address_letter', act: 'delete', isOver: (now) => sql`expires_at <= ${now}` },
  {
    name: 'postal_addresses',
    table: 'postal_address',
    act: 'delete',
    // So long that a correction of the decision still reaches them.
    isOver: (now) => sql`given_at < ${daysAgo(now, 3 * 365)}
      or exists (select 1 from council_letter where council_letter.person_id = postal_address.person_id and posted_at < ${daysAgo(now, 90)})`,
  },
  { name: 'once', table: 'once_contribution', act: 'delete', isOver: (now) => sql`expires_at <= ${now}` },
  // Counts run on the machine's clock, in milliseconds.
  { name: 'attempts', table: 'rate_limit', act: 'delete', isOver: (now) => sql`expire < ${now.getTime()}` },
  // Without the key of its day nobody can try out which address belongs to a hash.
  { name: 'address_keys', table: 'address_salt', act: 'delete', isOver: (now) => sql`day <= ${addDays(amsterdamDay(now), -2)}::date` },
  {
    name: 'support_ranges',
    table: 'idea_support',
    act: { clear: sql`address_range = null` },
    isOver: (now) => sql`address_range is not null and created_at < ${daysAgo(now, 30)}`,
  },
  {
    name: 'opinion_ranges',
    table: 'change_proposal_support',
    act: { clear: sql`address_range = null` },
    isOver: (now) => sql`address_range is not null and created_at < ${daysAgo(now, 30)}`,
  },
  { name: 'voting_ranges', table: 'voting_range', act: 'delete', isOver: (now) => sql`slot < ${daysAgo(now, 30)}` },
  {
    name: 'noticed_support',
    table: 'integrity_flag_support',
    act: 'delete',
    isOver: (now) => sql`flag_id in (select id from integrity_flag where decided_at < ${daysAgo(now, 30)})`,
  },
  { name: 'mails', table: 'mail', act: 'delete', isOver: (now) => sql`created_at < ${daysAgo(now, 30)}` },
  { name: 'goodbyes', table: 'mail', act: 'delete', isOver: (now) => sql`forget and created_at < ${daysAgo(now, 3)}` },
  { name: 'notices', table: 'notice', act: 'delete', isOver: (now) => sql`mailed_at < ${daysAgo(now, 30)}` },
  { name: 'plan_files', table: 'plan_import', act: 'delete', isOver: (now) => sql`expires_at <= ${now}` },
  { name: 'template_files', table: 'template_draft', act: 'delete', isOver: (now) => sql`expires_at <= ${now}` },
  { name: 'photos', table: 'photo', act: 'delete', isOver: (now) => sql`idea_id is null and created_at < ${daysAgo(now, 1)}` },
  {
    name: 'report_notes',
    table: 'report',
    act: { clear: sql`note = ''` },
    isOver: (now) => sql`note <> '' and decision_id in (select id from moderation_decision where decided_at < ${daysAgo(now, 365)})`,
  },
  {
    name: 'originals',
    table: 'moderation_original',
    act: 'delete',
    // Not while somebody objects to the decision.
    isOver: (now) => sql`created_at < ${daysAgo(now, 183)}
      and not exists (select 1 from appeal where appeal.decision_id = moderation_original.decision_id and appeal.decided_at is null)`,
  },
  {
    name: 'blocks',
    table: 'person',
    act: { clear: sql`blocked_until = null, blocked_reason = null` },
    isOver: (now) => sql`blocked_until < ${daysAgo(now, 365)}`,
  },
  {
    name: 'unconfirmed',
    table: 'person',
    act: 'erase',
    // Somebody typed an address and never showed that it was theirs, and nothing was done with the account. The demo has such an account on purpose.
    isOver: (now) => sql`
      email is not null and email_confirmed_at is null and erased_at is null and created_at < ${daysAgo(now, 30)}
      and not exists (select 1 from event where event.actor_id = person.id)
      and not exists (select 1 from role_grant where role_grant.person_id = person.id)
      and not exists (select 1 from session where session.person_id = person.id)
      and not exists (select 1 from site where demo)`,
  },
];
