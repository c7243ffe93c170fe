/**
 * Every column that points at a person: where it stands in what they download, and what becomes of the row when they erase their account. A test compares this with
 * the database, so a new column cannot be forgotten. `stays`: the row is public record or part of a count; it then points at a person without name or address.
 */
import type { ExportKind } from './kinds.ts';

type PersonColumn = { exportedIn: ExportKind; atErasure: 'stays' | 'deleted' };

/** Of work done as staff: the acts are in the log, and the record of the municipality stays. */
const WORK = { exportedIn: 'events', atErasure: 'stays' } as const;

export const PERSON_COLUMNS: Record<string, PersonColumn> = {
  'session.person_id': { exportedIn: 'sessions', atErasure: 'deleted' },
  'one_time_token.person_id': { exportedIn: 'mails', atErasure: 'deleted' },
  'passkey.person_id': { exportedIn: 'ways_in', atErasure: 'deleted' },
  'code_key.person_id': { exportedIn: 'ways_in', atErasure: 'deleted' },
  'recovery_code.person_id': { exportedIn: 'ways_in', atErasure: 'deleted' },
  'passkey_challenge.person_id': { exportedIn: 'ways_in', atErasure: 'deleted' },
  'identity_link.person_id': { exportedIn: 'ways_in', atErasure: 'deleted' },
  'address_letter.person_id': { exportedIn: 'letters', atErasure: 'deleted' },
  'plan_import.person_id': { exportedIn: 'events', atErasure: 'deleted' },
  'template_draft.person_id': { exportedIn: 'events', atErasure: 'deleted' },
  'follow.person_id': { exportedIn: 'following', atErasure: 'deleted' },
  'mail_choice.person_id': { exportedIn: 'mail_choice', atErasure: 'deleted' },
  'notice.person_id': { exportedIn: 'following', atErasure: 'deleted' },
  'role_grant.person_id': { exportedIn: 'roles', atErasure: 'deleted' },
  'moderation_told.person_id': { exportedIn: 'decisions_about_me', atErasure: 'deleted' },
  'kept_draft.author_id': { exportedIn: 'answers_written', atErasure: 'stays' },
  // Each stands for a mail to them.
  'council_told.person_id': { exportedIn: 'mails', atErasure: 'deleted' },
  // Also a letter: it stands for the count of who was told.
  'council_letter.person_id': { exportedIn: 'letters', atErasure: 'stays' },
  'postal_address.person_id': { exportedIn: 'letters', atErasure: 'deleted' },
  'daily_list.person_id': { exportedIn: 'events', atErasure: 'deleted' },

  'contribution.author_id': { exportedIn: 'ideas', atErasure: 'stays' },
  'idea.author_id': { exportedIn: 'ideas', atErasure: 'stays' },
  'idea_support.person_id': { exportedIn: 'supported_ideas', atErasure: 'stays' },
  'integrity_flag_support.person_id': { exportedIn: 'noticed_support', atErasure: 'deleted' },
  // As the support itself: part of a count that was made public.
  'excluded_support.person_id': { exportedIn: 'noticed_support', atErasure: 'stays' },
  // As an appeal against a decision of a moderator.
  'support_objection.person_id': { exportedIn: 'noticed_support', atErasure: 'stays' },
  'carried_support.person_id': { exportedIn: 'supported_ideas', atErasure: 'stays' },
  'comment.author_id': { exportedIn: 'comments', atErasure: 'stays' },
  'comment.resolved_by_id': { exportedIn: 'events', atErasure: 'stays' },
  'change_proposal.author_id': { exportedIn: 'change_proposals', atErasure: 'stays' },
  'change_proposal_support.person_id': { exportedIn: 'opinions_on_proposals', atErasure: 'stays' },
  'change_proposal_revision.replaced_by_id': { exportedIn: 'events', atErasure: 'stays' },
  'document_update.author_id': { exportedIn: 'written', atErasure: 'stays' },
  'document_client.person_id': { exportedIn: 'written', atErasure: 'stays' },
  'section_version_author.person_id': { exportedIn: 'versions', atErasure: 'stays' },
  'section_version.created_by_id': { exportedIn: 'events', atErasure: 'stays' },
  'story.author_id': { exportedIn: 'stories', atErasure: 'stays' },
  'challenge.author_id': { exportedIn: 'challenges', atErasure: 'stays' },
  'formal_view.author_id': { exportedIn: 'formal_views', atErasure: 'stays' },
  'voting_participant.person_id': { exportedIn: 'votings', atErasure: 'stays' },
  // Part of an average.
  'process_grade.person_id': { exportedIn: 'grades', atErasure: 'stays' },
  'report.reporter_id': { exportedIn: 'reports', atErasure: 'stays' },
  'appeal.author_id': { exportedIn: 'appeals', atErasure: 'stays' },
  'event.actor_id': { exportedIn: 'events', atErasure: 'stays' },
  'clock_event.actor_id': { exportedIn: 'ratings', atErasure: 'stays' },
  // People without internet, for whom the municipality types: they have no account to erase.
  'offline_person.person_id': { exportedIn: 'account', atErasure: 'stays' },
  // Partners that send contributions with a key are no people at all.
  'partner.person_id': { exportedIn: 'account', atErasure: 'stays' },

  'response.author_id': { exportedIn: 'answers_written', atErasure: 'stays' },
};

/** Columns that say which official did something. */
const WORK_COLUMNS = [
  'council_letter.posted_by_id',
  'postal_address.entered_by_id',
  'dossier_version.frozen_by_id',
  'process_paper.changed_by_id',
  'process_paper.frozen_by_id',
  'council_decision.recorded_by_id',
  'gate.decided_by_id',
  'metric_amendment.made_by_id',
  'metric_value.entered_by_id',
  'observation.author_id',
  'address_letter.sent_by_id',
  'answer_template.changed_by_id',
  'appeal.decided_by_id',
  'change_proposal.decided_by_id',
  'clock.handler_id',
  'commitment.created_by_id',
  'commitment.owner_id',
  'entry_source.entered_by_id',
  'equated_day.added_by',
  'equated_day.decided_by',
  'idea_merge.proposed_by_id',
  'idea_merge.undone_by_id',
  'internal_note.author_id',
  'listed_word.added_by_id',
  'milestone.created_by_id',
  'moderation_decision.decided_by_id',
  'partner.made_by_id',
  'partner.revoked_by_id',
  'phase_move.moved_by_id',
  'plan_mark.made_by_id',
  'progress_note.author_id',
  'reply_note.created_by_id',
  'response.reviewer_id',
  'response.scheduled_by_id',
  'response_bundle.created_by_id',
  'role_grant.granted_by_id',
  'team.lead_id',
  'webhook.made_by_id',
  'trajectory_lessons.written_by_id',
  'copy_elsewhere.noted_by_id',
  'document_redaction.made_by_id',
  'integrity_flag.decided_by_id',
  'integrity_flag.put_back_by_id',
  'support_objection.decided_by_id',
];

for (const column of WORK_COLUMNS) PERSON_COLUMNS[column] = WORK;
