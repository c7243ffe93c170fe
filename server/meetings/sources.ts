import type { Db } from '../context.ts';
import type { Channel } from './rules.ts';

/** Where something came from, as everybody may read it. */
export type SourceView = {
  channel: Channel;
  receivedOn: string;
  meeting: { trajectory: string; number: number; title: string } | null;
  /** Only of who agreed. */
  name: string | null;
  /** The official who typed it. */
  enteredBy: string;
};

/** Sources by the id of what was entered: a contribution, or a comment. What people entered themselves has none. */
export async function listSources(db: Db, ids: readonly string[]): Promise<Map<string, SourceView>> {
  const found = new Map<string, SourceView>();
  if (ids.length === 0) return found;
  const rows = await db
    .selectFrom('entry_source')
    .innerJoin('person as clerk', 'clerk.id', 'entry_source.entered_by_id')
    .innerJoin('trajectory', 'trajectory.id', 'entry_source.trajectory_id')
    .leftJoin('meeting', 'meeting.id', 'entry_source.meeting_id')
    .where((eb) => eb.or([eb('entry_source.contribution_id', 'in', [...ids]), eb('entry_source.comment_id', 'in', [...ids])]))
    .select([
      'entry_source.contribution_id',
      'entry_source.comment_id',
      'entry_source.channel',
      'entry_source.received_on',
      'entry_source.shown_name',
      'clerk.display_name as clerk_name',
      'meeting.number',
      'meeting.title',
      'trajectory.slug',
    ])
    .execute();
  for (const row of rows) {
    const view: SourceView = {
      channel: row.channel,
      receivedOn: row.received_on,
      meeting: row.number !== null && row.title !== null ? { trajectory: row.slug, number: row.number, title: row.title } : null,
      name: row.shown_name,
      enteredBy: row.clerk_name,
    };
    for (const id of [row.contribution_id, row.comment_id]) if (id) found.set(id, view);
  }
  return found;
}
