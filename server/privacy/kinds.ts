/** What a person can download of themselves, in this order. The names stand in the file and in the addresses of the CSV files. */
export const EXPORT_KINDS = [
  'account',
  'roles',
  'sessions',
  'ideas',
  'idea_history',
  'supported_ideas',
  'comments',
  'change_proposals',
  'opinions_on_proposals',
  'written',
  'versions',
  'stories',
  'challenges',
  'formal_views',
  'votings',
  'ratings',
  'following',
  'mail_choice',
  'mails',
  'reports',
  'decisions_about_me',
  'appeals',
  'answers_written',
  'events',
] as const;

export type ExportKind = (typeof EXPORT_KINDS)[number];
