/** Everything the site keeps of one person (AVG, articles 15 and 20), for that person alone. */
import { sql } from 'kysely';
import type { Db } from '../context.ts';
import { EXPORT_KINDS, type ExportKind } from './kinds.ts';

export type ExportRow = Record<string, unknown>;

type Query = (db: Db, personId: string) => Promise<ExportRow[]>;

const QUERIES = {
  account: (db, personId) =>
    db
      .selectFrom('person')
      .where('id', '=', personId)
      .select(['id', 'display_name as name', 'own_name', 'pen_name', 'name_shown', 'email', 'email_confirmed_at', 'verification_level'])
      .select(['address_confirmed_at', 'neighbourhood', 'hidden_name', 'named_in_answers', 'locale'])
      .select(['blocked_until', 'blocked_reason', 'created_at'])
      .select(sql<boolean>`password_hash is not null`.as('has_password'))
      .execute(),
  roles: (db, personId) =>
    db
      .selectFrom('role_grant')
      .leftJoin('trajectory', 'trajectory.id', 'role_grant.trajectory_id')
      .leftJoin('team', 'team.id', 'role_grant.team_id')
      .where('person_id', '=', personId)
      .select(['role', 'trajectory.title as trajectory', 'team.name as team', 'granted_at', 'ends_on'])
      .orderBy('granted_at')
      .execute(),
  sessions: (db, personId) =>
    db
      .selectFrom('session')
      .where('person_id', '=', personId)
      .select(['created_at', 'last_seen_at', 'expires_at', 'method', 'browser', 'system', 'second_factor', 'second_factor_at'])
      .orderBy('created_at')
      .execute(),
  ways_in: (db, personId) =>
    db
      .selectFrom('passkey')
      .where('person_id', '=', personId)
      .select([sql<string>`'passkey'`.as('kind'), 'name', 'created_at as since', 'last_used_at'])
      .unionAll(
        db
          .selectFrom('identity_link')
          .where('person_id', '=', personId)
          .select([sql<string>`'elsewhere'`.as('kind'), 'issuer as name', 'linked_at as since', 'last_used_at']),
      )
      .unionAll(
        db
          .selectFrom('code_key')
          .where('person_id', '=', personId)
          .where('confirmed_at', 'is not', null)
          // Never the secret; when a code was used last is in its half minute.
          .select([
            sql<string>`'app_codes'`.as('kind'),
            sql<string>`''`.as('name'),
            'made_at as since',
            sql<Date | null>`to_timestamp(last_step * 30)`.as('last_used_at'),
          ]),
      )
      .unionAll(
        db
          .selectFrom('recovery_code')
          .innerJoin('code_key', 'code_key.person_id', 'recovery_code.person_id')
          .where('recovery_code.person_id', '=', personId)
          .select([sql<string>`'recovery_code'`.as('kind'), sql<string>`''`.as('name'), 'made_at as since', 'used_at as last_used_at']),
      )
      .execute(),
  letters: (db, personId) =>
    db
      .selectFrom('address_letter')
      .where('person_id', '=', personId)
      .select(['addressee', 'street', 'postcode', 'town', 'asked_at', 'sent_at', 'used_at', 'expires_at'])
      .orderBy('asked_at')
      .execute(),
  ideas: (db, personId) =>
    db
      .selectFrom('idea')
      .innerJoin('trajectory', 'trajectory.id', 'idea.trajectory_id')
      .leftJoin('theme', 'theme.id', 'idea.theme_id')
      .leftJoin('area', 'area.id', 'idea.area_id')
      .leftJoin('photo', 'photo.idea_id', 'idea.id')
      .where('idea.author_id', '=', personId)
      .select([
        'idea.id',
        'trajectory.title as trajectory',
        'idea.number',
        'idea.title',
        'idea.body',
        'theme.name as theme',
        'area.name as area',
      ])
      .select(['idea.place', 'idea.map_x', 'idea.map_y', 'idea.status', 'idea.show_name', 'idea.support_count', 'idea.created_at'])
      .select(['photo.alt as photo_description', sql<string | null>`'/fotos/' || photo.id`.as('photo')])
      .orderBy('idea.created_at')
      .execute(),
  idea_history: (db, personId) =>
    db
      .selectFrom('idea_revision')
      .innerJoin('idea', 'idea.id', 'idea_revision.idea_id')
      .where('idea.author_id', '=', personId)
      .select(['idea.number as idea', 'idea_revision.number', 'idea_revision.title', 'idea_revision.body', 'idea_revision.theme'])
      .select(['idea_revision.area', 'idea_revision.place', 'replaced_at'])
      .orderBy('replaced_at')
      .execute(),
  supported_ideas: (db, personId) =>
    db
      .selectFrom('idea_support')
      .innerJoin('idea', 'idea.id', 'idea_support.idea_id')
      .innerJoin('trajectory', 'trajectory.id', 'idea.trajectory_id')
      .where('person_id', '=', personId)
      .select(['trajectory.title as trajectory', 'idea.number', 'idea.title', 'idea_support.created_at'])
      .orderBy('idea_support.created_at')
      .execute(),
  comments: (db, personId) =>
    db
      .selectFrom('comment')
      .innerJoin('trajectory', 'trajectory.id', 'comment.trajectory_id')
      .leftJoin('idea', 'idea.id', 'comment.idea_id')
      .leftJoin('section', 'section.id', 'comment.section_id')
      .leftJoin('passage', 'passage.comment_id', 'comment.id')
      .where('comment.author_id', '=', personId)
      .select(['comment.id', 'trajectory.title as trajectory', 'idea.number as idea', 'section.number as section', 'passage.quote'])
      .select(['comment.stance', 'comment.body', 'comment.show_name', 'comment.status', 'comment.created_at'])
      .orderBy('comment.created_at')
      .execute(),
  change_proposals: (db, personId) =>
    db
      .selectFrom('change_proposal')
      .innerJoin('section', 'section.id', 'change_proposal.section_id')
      .innerJoin('trajectory', 'trajectory.id', 'change_proposal.trajectory_id')
      .where('change_proposal.author_id', '=', personId)
      .select([
        'change_proposal.id',
        'trajectory.title as trajectory',
        'section.number as section',
        'change_proposal.number',
        'quote',
        'proposed',
      ])
      .select(['reason', 'status', 'decision_reason', 'decided_at', 'change_proposal.created_at'])
      .orderBy('change_proposal.created_at')
      .execute(),
  opinions_on_proposals: (db, personId) =>
    db
      .selectFrom('change_proposal_support as support')
      .innerJoin('change_proposal', 'change_proposal.id', 'support.change_proposal_id')
      .innerJoin('section', 'section.id', 'change_proposal.section_id')
      .where('support.person_id', '=', personId)
      .select(['section.number as section', 'change_proposal.number', 'support.agrees', 'support.created_at'])
      .orderBy('support.created_at')
      .execute(),
  noticed_support: async (db, personId) => {
    const { rows } = await sql<ExportRow>`
      select trajectory.title as trajectory, flag.subject_kind, coalesce(idea.number, proposal.number) as number, flag.rule, flag.raised_at,
        excluded.created_at as supported_at, excluded.person_id is not null as out_of_the_count,
        objection.statement as objection, objection.created_at as objected_at, objection.due_on, objection.outcome, objection.reason, objection.decided_at
      from integrity_flag as flag join trajectory on trajectory.id = flag.trajectory_id
      left join integrity_flag_support as about on about.flag_id = flag.id and about.person_id = ${personId}
      left join excluded_support as excluded on excluded.flag_id = flag.id and excluded.person_id = ${personId}
      left join support_objection as objection on objection.flag_id = flag.id and objection.person_id = ${personId}
      left join idea on idea.id = flag.subject_id left join change_proposal as proposal on proposal.id = flag.subject_id
      where coalesce(about.person_id, excluded.person_id, objection.person_id) is not null order by flag.raised_at, flag.id`.execute(db);
    return rows;
  },
  written: (db, personId) =>
    db
      .selectFrom('document_update')
      .innerJoin('section', 'section.document_id', 'document_update.document_id')
      .innerJoin('trajectory', 'trajectory.id', 'section.trajectory_id')
      .where('document_update.author_id', '=', personId)
      .groupBy(['trajectory.title', 'section.id', 'section.number', 'section.title'])
      .select((eb) => [
        'trajectory.title as trajectory',
        'section.number as section',
        'section.title',
        eb.fn.countAll<number>().as('edits'),
        eb.fn.min('document_update.at').as('first_at'),
        eb.fn.max('document_update.at').as('last_at'),
      ])
      .orderBy('first_at')
      .execute(),
  versions: (db, personId) =>
    db
      .selectFrom('section_version_author as share')
      .innerJoin('section_version', 'section_version.id', 'share.version_id')
      .innerJoin('section', 'section.id', 'section_version.section_id')
      .where('share.person_id', '=', personId)
      .select(['section.number as section', 'section_version.number as version', 'share.characters', 'section_version.created_at'])
      .orderBy('section_version.created_at')
      .execute(),
  stories: (db, personId) =>
    db
      .selectFrom('story')
      .where('author_id', '=', personId)
      .select(['id', 'number', 'title', 'body', 'told_as', 'show_name', 'status', 'created_at'])
      .orderBy('created_at')
      .execute(),
  staff_only: (db, personId) =>
    db
      .selectFrom('staff_only')
      .innerJoin('contribution', 'contribution.id', 'staff_only.contribution_id')
      .where('contribution.author_id', '=', personId)
      .select([
        'contribution.id',
        'form',
        'contribution.title',
        'body',
        'details',
        'contribution.created_at',
        'withdrawn_at',
        'made_public_at',
      ])
      .orderBy('contribution.created_at')
      .execute(),
  challenges: (db, personId) =>
    db
      .selectFrom('challenge')
      .where('author_id', '=', personId)
      .select(['id', 'number', 'title', 'group_name', 'task', 'plan', 'budget', 'budget_text', 'status', 'created_at'])
      .orderBy('created_at')
      .execute(),
  formal_views: (db, personId) =>
    db
      .selectFrom('formal_view')
      .where('author_id', '=', personId)
      .select(['id', 'number', 'name', 'address', 'body', 'sha256', 'received_at', 'timing', 'withdrawn_at'])
      .orderBy('received_at')
      .execute(),
  council_questions: (db, personId) =>
    db
      .selectFrom('council_question')
      .innerJoin('contribution', 'contribution.id', 'council_question.id')
      .where('contribution.author_id', '=', personId)
      .select(['council_question.id', 'council_question.number', 'council_question.title', 'body', 'council_question.created_at'])
      .orderBy('council_question.created_at')
      .execute(),
  votings: (db, personId) =>
    db
      .selectFrom('voting_participant')
      .innerJoin('voting', 'voting.id', 'voting_participant.voting_id')
      .where('person_id', '=', personId)
      .select(['voting.title', 'voting.closes_at'])
      .orderBy('voting.closes_at')
      .execute(),
  ratings: (db, personId) =>
    db
      .selectFrom('clock_event')
      .innerJoin('contribution', 'contribution.id', 'clock_event.contribution_id')
      .where('actor_id', '=', personId)
      .where('clock_event.kind', 'in', ['rated', 'reopened'])
      .select(['contribution.title', 'clock_event.kind', 'clock_event.at', 'clock_event.data'])
      .orderBy('clock_event.id')
      .execute(),
  grades: (db, personId) =>
    db
      .selectFrom('process_grade')
      .innerJoin('trajectory', 'trajectory.id', 'process_grade.trajectory_id')
      .where('person_id', '=', personId)
      .select(['trajectory.title as trajectory', 'grade', 'given_at'])
      .orderBy('given_at')
      .execute(),
  following: (db, personId) =>
    db
      .selectFrom('follow')
      .innerJoin('trajectory', 'trajectory.id', 'follow.trajectory_id')
      .leftJoin('idea', 'idea.id', 'follow.idea_id')
      .where('person_id', '=', personId)
      .select(['trajectory.title as trajectory', 'idea.title as idea', 'follow.created_at'])
      .orderBy('follow.created_at')
      .execute(),
  mail_choice: (db, personId) => db.selectFrom('mail_choice').where('person_id', '=', personId).select('rhythm').execute(),
  mails: (db, personId) =>
    db
      .selectFrom('mail')
      .innerJoin('person', (join) => join.on(sql`lower(person.email)`, '=', sql`lower(mail.to_email)`))
      .where('person.id', '=', personId)
      // A mail may hold a link that lets somebody in; that goes to the mailbox and nowhere else.
      .select(['mail.subject', 'mail.created_at', 'mail.sent_at'])
      .orderBy('mail.created_at')
      .execute(),
  reports: (db, personId) =>
    db
      .selectFrom('report')
      .where('reporter_id', '=', personId)
      .select(['subject_kind', 'subject_id', 'reason', 'note', 'created_at'])
      .orderBy('created_at')
      .execute(),
  decisions_about_me: (db, personId) =>
    db
      .selectFrom('moderation_decision')
      .where((eb) =>
        eb.or([
          ...(['idea', 'comment', 'change_proposal', 'story', 'challenge'] as const).map((table) =>
            eb('subject_id', 'in', eb.selectFrom(table).where('author_id', '=', personId).select('id')),
          ),
          // Of their name, of a photo at an idea of theirs, and of a section they wrote in.
          eb.and([eb('subject_kind', '=', 'name'), eb('subject_id', '=', personId)]),
          eb.and([
            eb('subject_kind', '=', 'photo'),
            eb(
              'subject_id',
              'in',
              eb
                .selectFrom('photo')
                .innerJoin('idea', 'idea.id', 'photo.idea_id')
                .where('idea.author_id', '=', personId)
                .select('photo.id'),
            ),
          ]),
          eb('moderation_decision.id', 'in', eb.selectFrom('moderation_told').where('person_id', '=', personId).select('decision_id')),
        ]),
      )
      .leftJoin('moderation_original', 'moderation_original.decision_id', 'moderation_decision.id')
      .select(['subject_kind', 'subject_id', 'action', 'rule', 'reason', 'decided_at', 'words as words_before'])
      .orderBy('decided_at')
      .execute(),
  appeals: (db, personId) =>
    db
      .selectFrom('appeal')
      .where('author_id', '=', personId)
      .select(['decision_id', 'statement', 'created_at', 'due_on', 'decided_at', 'outcome', 'reason'])
      .orderBy('created_at')
      .execute(),
  answers_written: (db, personId) =>
    db
      .selectFrom('response')
      .innerJoin('contribution', 'contribution.id', 'response.contribution_id')
      .where('response.author_id', '=', personId)
      .select([
        'contribution.title',
        'response.status',
        'outcome',
        'summary',
        'motivation',
        'next_step',
        'response.created_at',
        'response.published_at',
      ])
      .orderBy('response.created_at')
      .execute(),
  events: (db, personId) =>
    db
      .selectFrom('event')
      .where((eb) => eb.or([eb('actor_id', '=', personId), eb.and([eb('subject_kind', '=', 'person'), eb('subject_id', '=', personId)])]))
      .select(['id', 'at', 'kind', 'subject_kind', 'subject_id', 'data'])
      .orderBy('id')
      .execute(),
} as const satisfies Record<ExportKind, Query>;

export function listOwnData(db: Db, { personId, kind }: { personId: string; kind: ExportKind }): Promise<ExportRow[]> {
  return (QUERIES[kind] as Query)(db, personId);
}

/** How much there is of each kind; kinds of which there is nothing are left out. */
export async function countOwnData(db: Db, personId: string): Promise<{ kind: ExportKind; rows: number }[]> {
  const counts = [];
  for (const kind of EXPORT_KINDS) counts.push({ kind, rows: (await listOwnData(db, { personId, kind })).length });
  return counts.filter(({ rows }) => rows > 0);
}

/** All of it. `format` tells a program what it reads. */
export async function exportOwnData(db: Db, { personId, now }: { personId: string; now: Date }) {
  const data: Partial<Record<ExportKind, ExportRow[]>> = {};
  for (const kind of EXPORT_KINDS) data[kind] = await listOwnData(db, { personId, kind });
  return { format: 'oever-own-data-1' as const, madeAt: now.toISOString(), data };
}
