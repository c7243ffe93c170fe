/**
 * Words that were taken out of a plan text wherever it is kept: the log of its document, its versions, and the papers that quote it. And reports about meetings.
 *
 * Log and versions stay closed to every other change. A row of the log can only get other letters through `redact_document_update`, and that writes down which row; a version or a paper
 * only in the transaction that made the row in `document_redaction` it points at.
 */
import { type Kysely, sql } from 'kysely';

const KINDS = `('idea','comment','change_proposal','story','challenge','section','photo','name','meeting')`;

/** Of a trigger that lets only these columns of a row change, and only together with a redaction that is being done. */
const onlyIn = (columns: string[]) => `
  if tg_op = 'UPDATE' and (to_jsonb(new) - '{redaction_id,redacted_at,redacted_rule,redacted_sha256,${columns.join(',')}}'::text[])
      = (to_jsonb(old) - '{redaction_id,redacted_at,redacted_rule,redacted_sha256,${columns.join(',')}}'::text[])
    and exists (select 1 from document_redaction where id = new.redaction_id and transaction = txid_current())
  then return new; end if;`;

const MARKED = `
  add column redaction_id uuid references document_redaction (id),
  add column redacted_at timestamptz,
  add column redacted_rule text,
  add column redacted_sha256 text check (redacted_sha256 ~ '^[0-9a-f]{64}$'),
  add check (num_nonnulls(redaction_id, redacted_at, redacted_rule, redacted_sha256) in (0, 4))`;

const STATEMENTS = [
  // Goes up with each: a snapshot that was begun before is not kept.
  `alter table document add column redactions integer not null default 0`,
  `create table document_redaction (
     id uuid primary key default gen_random_uuid(),
     document_id uuid not null references document (id),
     made_by_id uuid not null references person (id),
     rule text not null check (rule in ('insult','discrimination','personal_data','spam','threat','off_topic')),
     at timestamptz not null,
     seq bigint not null,
     -- Which letters, never what they said: [client, clock, length].
     letters jsonb not null,
     -- The signs that were put in the text instead, to be able to put the words back: { client, clocks }.
     signs jsonb not null,
     transaction bigint not null default txid_current()
   )`,
  `create index document_redaction_document_idx on document_redaction (document_id)`,
  `create table document_redaction_row (
     redaction_id uuid not null references document_redaction (id),
     document_id uuid not null,
     seq bigint not null,
     primary key (redaction_id, seq),
     foreign key (document_id, seq) references document_update (document_id, seq)
   )`,
  `create trigger document_redaction_kept before update or delete on document_redaction for each row execute function refuse_change()`,
  `create trigger document_redaction_row_kept before update or delete on document_redaction_row for each row execute function refuse_change()`,
  `create function redact_document_update(redaction uuid, which bigint, letters bytea) returns void language plpgsql as $$
   declare of_document uuid;
   begin
     select document_id into strict of_document from document_redaction where id = redaction and transaction = txid_current();
     insert into document_redaction_row (redaction_id, document_id, seq) values (redaction, of_document, which);
     update document_update set payload = letters where document_id = of_document and seq = which;
     if not found then raise exception 'there is no such update'; end if;
   end $$`,
  `create function refuse_update_change() returns trigger language plpgsql as $$
   begin
     if (to_jsonb(new) - 'payload') = (to_jsonb(old) - 'payload') and exists (
       select 1 from document_redaction_row as told join document_redaction on document_redaction.id = told.redaction_id
       where told.document_id = new.document_id and told.seq = new.seq and document_redaction.transaction = txid_current()
     ) then return new; end if;
     raise exception 'document_update is append-only';
   end $$`,
  `drop trigger document_update_append_only on document_update`,
  `create trigger document_update_append_only before update on document_update for each row execute function refuse_update_change()`,

  `alter table section_version ${MARKED}`,
  `create or replace function refuse_version_change() returns trigger language plpgsql as $$
   begin
     if tg_op = 'UPDATE' and new.created_by_id is null and (to_jsonb(new) - 'created_by_id') = (to_jsonb(old) - 'created_by_id') then
       return new;
     end if;
     ${onlyIn(['content', 'text', 'title', 'note'])}
     raise exception 'a saved version cannot be changed or removed';
   end $$`,

  `alter table dossier_version ${MARKED}`,
  `create function refuse_dossier_change() returns trigger language plpgsql as $$
   begin
     ${onlyIn(['content'])}
     raise exception 'what is on record does not change';
   end $$`,
  `drop trigger dossier_version_frozen on dossier_version`,
  `create trigger dossier_version_frozen before update or delete on dossier_version for each row execute function refuse_dossier_change()`,
  `alter table process_paper ${MARKED}`,
  `create or replace function refuse_change_of_paper() returns trigger language plpgsql as $$
   begin
     if old.frozen_at is not null then
       ${onlyIn(['content', 'texts'])}
       raise exception 'a frozen paper does not change: the next one is a new number';
     end if;
     if tg_op = 'DELETE' then return old; end if;
     return new;
   end $$`,

  `alter table reply_note ${MARKED}`,
  `create or replace function refuse_published_note() returns trigger language plpgsql as $$
   begin
     if old.status = 'published' then
       ${onlyIn(['content'])}
       raise exception 'a published reply note does not change';
     end if;
     return coalesce(new, old);
   end $$`,

  // The words of the plan that an earlier form of a proposal was about may go as well.
  `create or replace function refuse_revision_change() returns trigger language plpgsql as $$
   begin
     if tg_op = 'UPDATE' and (to_jsonb(new) - '{proposed,quote}'::text[]) = (to_jsonb(old) - '{proposed,quote}'::text[])
       and (new.proposed = old.proposed or new.proposed like '%[weggehaald]%') and (new.quote = old.quote or new.quote like '%[weggehaald]%')
     then return new; end if;
     raise exception 'change_proposal_revision is append-only';
   end $$`,

  `alter table moderation_decision add column redaction_id uuid references document_redaction (id)`,
  `alter table report drop constraint report_subject_kind_check`,
  `alter table report add constraint report_subject_kind_check check (subject_kind in ${KINDS})`,
  `alter table moderation_decision drop constraint moderation_decision_subject_kind_check`,
  `alter table moderation_decision add constraint moderation_decision_subject_kind_check check (subject_kind in ${KINDS})`,
  // Hidden: its title and place stay, so that people find the evening; what it says goes.
  `alter table meeting add column status text not null default 'visible' check (status in ('visible','hidden'))`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
