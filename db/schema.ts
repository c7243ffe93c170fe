/** What each table holds. Columns ending in `_at` are instants (UTC), in `_on` plain dates `YYYY-MM-DD` in Europe/Amsterdam (never a `Date`). */
import type { CommitmentMilestoneTable, CommitmentReminderTable, CommitmentTable, ProgressNoteTable } from './schema/commitments.ts';
import type {
  CarriedSupportTable,
  ChallengeTable,
  CommentTable,
  ContributionTable,
  FormalViewTable,
  IdeaMergeTable,
  IdeaRevisionTable,
  IdeaSupportTable,
  IdeaTable,
  IdeaTallyTable,
  MilestoneTable,
  PhotoTable,
  StaffOnlyTable,
  StoryTable,
} from './schema/contributions.ts';
import type {
  CouncilDecisionTable,
  CouncilDeviationTable,
  CouncilDossierTable,
  CouncilLetterTable,
  CouncilMeetingTable,
  CouncilMotionTable,
  CouncilQuestionTable,
  CouncilReachTable,
  CouncilToldTable,
  DossierVersionTable,
  GateTable,
  MetricAmendmentTable,
  MetricTable,
  MetricValueTable,
  ObservationTable,
  PostalAddressTable,
  ProcessGradeTable,
  ProcessPaperTable,
} from './schema/council.ts';
import type { EventAnchorTable, EventSealTable, EventTable } from './schema/events.ts';
import type { FollowTable, MailChoiceTable, MailTable, NewsTable, NoticeTable } from './schema/following.ts';
import type {
  AddressSaltTable,
  BackupRunTable,
  ExcludedSupportTable,
  IntegrityFlagSupportTable,
  IntegrityFlagTable,
  SupportObjectionTable,
  VotingRangeTable,
} from './schema/integrity.ts';
import type {
  AppealTable,
  ListedWordTable,
  ModerationDecisionTable,
  ModerationOriginalTable,
  ModerationToldTable,
  ReportTable,
} from './schema/moderation.ts';
import type { PartnerEntryTable, PartnerRequestTable, PartnerTable, WebhookDeliveryTable, WebhookTable } from './schema/open-data.ts';
import type {
  AddressLetterTable,
  CodeKeyTable,
  IdentityLinkTable,
  OidcRequestTable,
  OnceContributionTable,
  OneTimeTokenTable,
  PasskeyChallengeTable,
  PasskeyTable,
  PersonTable,
  RateLimitTable,
  RecoveryCodeTable,
  RoleGrantTable,
  SessionTable,
  SiteTable,
  TeamTable,
} from './schema/people.ts';
import type {
  ChangeProposalRevisionTable,
  ChangeProposalSupportTable,
  ChangeProposalTable,
  DocumentAuthorIndexTable,
  DocumentClientTable,
  DocumentRedactionRowTable,
  DocumentRedactionTable,
  DocumentSnapshotTable,
  DocumentTable,
  DocumentUpdateTable,
  PassageTable,
  PlanImportTable,
  PlanMarkTable,
  SectionTable,
  SectionVersionAuthorTable,
  SectionVersionTable,
  TextLookTable,
} from './schema/plan-texts.ts';
import type {
  AnswerTemplateTable,
  ClockEventTable,
  ClockHistogramTable,
  ClockTable,
  ClockTallyTable,
  ClockWaitingTable,
  DailyListTable,
  EquatedDayTable,
  InternalNoteTable,
  KeptDraftTable,
  LengtheningTable,
  ReplyNoteItemTable,
  ReplyNoteTable,
  ResponseBundleTable,
  ResponsePolicyTable,
  ResponseTable,
} from './schema/responses.ts';
import type {
  AreaTable,
  CopyElsewhereTable,
  EntrySourceTable,
  MeetingTable,
  OfflinePersonTable,
  PeerImportTable,
  PeerRowTable,
  PhaseMoveTable,
  PhaseTable,
  PlannedStepTable,
  TemplateDraftTable,
  ThemeTable,
  TrajectoryLessonsTable,
  TrajectoryOriginTable,
  TrajectoryTable,
} from './schema/trajectories.ts';
import type { BallotTable, VotingKeyTable, VotingOptionTable, VotingParticipantTable, VotingTable } from './schema/votings.ts';

export type Database = {
  site: SiteTable;
  person: PersonTable;
  team: TeamTable;
  trajectory: TrajectoryTable;
  role_grant: RoleGrantTable;
  session: SessionTable;
  one_time_token: OneTimeTokenTable;
  rate_limit: RateLimitTable;
  passkey: PasskeyTable;
  code_key: CodeKeyTable;
  recovery_code: RecoveryCodeTable;
  passkey_challenge: PasskeyChallengeTable;
  identity_link: IdentityLinkTable;
  oidc_request: OidcRequestTable;
  address_letter: AddressLetterTable;
  once_contribution: OnceContributionTable;
  phase: PhaseTable;
  phase_move: PhaseMoveTable;
  area: AreaTable;
  theme: ThemeTable;
  meeting: MeetingTable;
  offline_person: OfflinePersonTable;
  planned_step: PlannedStepTable;
  entry_source: EntrySourceTable;
  document: DocumentTable;
  document_update: DocumentUpdateTable;
  document_snapshot: DocumentSnapshotTable;
  document_client: DocumentClientTable;
  document_redaction: DocumentRedactionTable;
  document_redaction_row: DocumentRedactionRowTable;
  section: SectionTable;
  plan_import: PlanImportTable;
  section_version: SectionVersionTable;
  section_version_author: SectionVersionAuthorTable;
  plan_mark: PlanMarkTable;
  text_look: TextLookTable;
  document_author_index: DocumentAuthorIndexTable;
  contribution: ContributionTable;
  idea: IdeaTable;
  idea_revision: IdeaRevisionTable;
  photo: PhotoTable;
  idea_tally: IdeaTallyTable;
  idea_support: IdeaSupportTable;
  change_proposal: ChangeProposalTable;
  change_proposal_support: ChangeProposalSupportTable;
  change_proposal_revision: ChangeProposalRevisionTable;
  comment: CommentTable;
  passage: PassageTable;
  response_policy: ResponsePolicyTable;
  clock: ClockTable;
  clock_event: ClockEventTable;
  clock_waiting: ClockWaitingTable;
  clock_tally: ClockTallyTable;
  clock_histogram: ClockHistogramTable;
  equated_day: EquatedDayTable;
  lengthening: LengtheningTable;
  daily_list: DailyListTable;
  response: ResponseTable;
  response_bundle: ResponseBundleTable;
  kept_draft: KeptDraftTable;
  internal_note: InternalNoteTable;
  answer_template: AnswerTemplateTable;
  reply_note: ReplyNoteTable;
  reply_note_item: ReplyNoteItemTable;
  commitment: CommitmentTable;
  commitment_milestone: CommitmentMilestoneTable;
  progress_note: ProgressNoteTable;
  commitment_reminder: CommitmentReminderTable;
  voting: VotingTable;
  voting_option: VotingOptionTable;
  voting_key: VotingKeyTable;
  voting_participant: VotingParticipantTable;
  ballot: BallotTable;
  idea_merge: IdeaMergeTable;
  carried_support: CarriedSupportTable;
  milestone: MilestoneTable;
  news: NewsTable;
  follow: FollowTable;
  mail_choice: MailChoiceTable;
  notice: NoticeTable;
  story: StoryTable;
  staff_only: StaffOnlyTable;
  challenge: ChallengeTable;
  formal_view: FormalViewTable;
  report: ReportTable;
  moderation_decision: ModerationDecisionTable;
  moderation_original: ModerationOriginalTable;
  moderation_told: ModerationToldTable;
  listed_word: ListedWordTable;
  appeal: AppealTable;
  event: EventTable;
  event_seal: EventSealTable;
  event_anchor: EventAnchorTable;
  mail: MailTable;
  partner: PartnerTable;
  partner_entry: PartnerEntryTable;
  partner_request: PartnerRequestTable;
  webhook: WebhookTable;
  webhook_delivery: WebhookDeliveryTable;
  metric: MetricTable;
  metric_amendment: MetricAmendmentTable;
  metric_value: MetricValueTable;
  observation: ObservationTable;
  gate: GateTable;
  council_dossier: CouncilDossierTable;
  council_meeting: CouncilMeetingTable;
  council_decision: CouncilDecisionTable;
  council_motion: CouncilMotionTable;
  council_deviation: CouncilDeviationTable;
  council_question: CouncilQuestionTable;
  council_told: CouncilToldTable;
  council_letter: CouncilLetterTable;
  council_reach: CouncilReachTable;
  postal_address: PostalAddressTable;
  trajectory_lessons: TrajectoryLessonsTable;
  trajectory_origin: TrajectoryOriginTable;
  copy_elsewhere: CopyElsewhereTable;
  template_draft: TemplateDraftTable;
  peer_import: PeerImportTable;
  peer_row: PeerRowTable;
  dossier_version: DossierVersionTable;
  process_paper: ProcessPaperTable;
  process_grade: ProcessGradeTable;
  address_salt: AddressSaltTable;
  voting_range: VotingRangeTable;
  integrity_flag: IntegrityFlagTable;
  integrity_flag_support: IntegrityFlagSupportTable;
  excluded_support: ExcludedSupportTable;
  support_objection: SupportObjectionTable;
  backup_run: BackupRunTable;
};
