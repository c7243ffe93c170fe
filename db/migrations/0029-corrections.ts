/**
 * A published answer is corrected by a new row that follows it; words leave it for good only by a decision of a moderator. And how the dates of a phase were moved.
 */
import { type Kysely, sql } from 'kysely';

const KINDS = `('idea','comment','change_proposal','story','challenge','section','photo','name','meeting','response')`;

const STATEMENTS = [
  // An answer follows another one once: of two corrections at once, one waits.
  `alter table response
     add column corrects_id uuid unique references response (id),
     add column first_id uuid references response (id),
     add column correction_reason text not null default '',
     add constraint response_correction_check check (
       (corrects_id is null) = (first_id is null) and (corrects_id is not null or correction_reason = '')
       and (corrects_id is null or status = 'draft' or correction_reason <> '')
     )`,
  `create index response_first_idx on response (first_id) where first_id is not null`,
  `create function check_correction() returns trigger language plpgsql as $$
   begin
     if not exists (
       select 1 from response as former where former.id = new.corrects_id and former.contribution_id = new.contribution_id
         and former.status = 'published' and coalesce(former.first_id, former.id) = new.first_id
     ) then raise exception 'a correction follows a published answer to the same contribution'; end if;
     return new;
   end $$`,
  `create trigger response_follows before insert or update of corrects_id, first_id, contribution_id on response
     for each row when (new.corrects_id is not null) execute function check_correction()`,

  // A redaction is of the text of a section or of an answer; without a foreign key for the answer, because answers point at their redaction.
  `alter table document_redaction
     alter column document_id drop not null,
     add column response_id uuid,
     add constraint document_redaction_of_check check (num_nonnulls(document_id, response_id) = 1)`,
  `alter table response
     add column redaction_id uuid references document_redaction (id),
     add column redacted_at timestamptz,
     add constraint response_redacted_check check (num_nonnulls(redaction_id, redacted_at) in (0, 2))`,
  // Only the words, only with the sign where they stood, only in the transaction of the redaction of this answer, or of one given together with it.
  `create or replace function refuse_published_response() returns trigger language plpgsql as $$
   declare
     words constant text[] := '{summary,motivation,next_step,correction_reason,decision_title,decision_url,authority_name,authority_url}';
   begin
     if old.status = 'published' then
       if tg_op = 'UPDATE' and (to_jsonb(new) - words - '{redaction_id,redacted_at}'::text[]) = (to_jsonb(old) - words - '{redaction_id,redacted_at}'::text[])
         and exists (
           select 1 from document_redaction as redaction
           join response as asked on asked.id = redaction.response_id
           join response as given on given.id = coalesce(old.first_id, old.id) and (given.id = asked.id or given.bundle_id = asked.bundle_id)
           where redaction.id = new.redaction_id and redaction.at = new.redacted_at and redaction.transaction = txid_current()
         )
         and not exists (
           select 1 from unnest(words) as field
           where to_jsonb(new) ->> field <> to_jsonb(old) ->> field
             and not (to_jsonb(new) ->> field like '%[weggehaald]%' or (field like '%\\_url' and to_jsonb(new) ->> field = ''))
         )
       then return new; end if;
       raise exception 'a published answer cannot be changed or removed';
     end if;
     return coalesce(new, old);
   end $$`,
  // What was taken out stands in the log of the moderators, or it was not taken out.
  `create function redaction_is_decided() returns trigger language plpgsql as $$
   begin
     if not exists (
       select 1 from moderation_decision where redaction_id = new.id and subject_kind = 'response' and subject_id = new.response_id
         and action = 'redact' and decided_by_id = new.made_by_id
     ) then raise exception 'words leave an answer only by a decision of a moderator'; end if;
     return null;
   end $$`,
  `create constraint trigger response_redaction_decided after insert on document_redaction deferrable initially deferred
     for each row when (new.response_id is not null) execute function redaction_is_decided()`,

  `alter table report drop constraint report_subject_kind_check`,
  `alter table report add constraint report_subject_kind_check check (subject_kind in ${KINDS})`,
  `alter table moderation_decision drop constraint moderation_decision_subject_kind_check`,
  `alter table moderation_decision add constraint moderation_decision_subject_kind_check check (subject_kind in ${KINDS})`,

  // How the dates of a phase were moved: never changed, never removed.
  `create table phase_move (
     id bigint generated always as identity primary key,
     phase_id uuid not null references phase (id),
     starts_on_before date not null,
     ends_on_before date not null,
     starts_on date not null,
     ends_on date not null,
     reason text not null,
     moved_by_id uuid references person (id),
     moved_at timestamptz not null
   )`,
  `create index phase_move_phase_idx on phase_move (phase_id, id)`,
  `create trigger phase_move_kept before update or delete on phase_move for each row execute function refuse_change()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
