/** News as it is told: what happened, to what, and where to read it. Only what everybody may read. */
import { type SqlBool, sql } from 'kysely';
import type { Db } from '../context.ts';
import type { NewsKindName } from './news-rules.ts';

export type NewsItem = {
  eventId: number;
  kind: NewsKindName;
  at: Date;
  trajectory: { slug: string; title: string };
  idea: { number: number; title: string } | null;
  /** Of the event. */
  data: Record<string, unknown>;
  /** The words that belong to it: of a comment, a summary, a milestone; null when there are none. */
  words: string | null;
  /** Of the meeting, the voting, the story, the challenge, the note or the commitment. */
  subject: { id: string; number: number | null; title: string } | null;
  /** The title of an answered contribution that is no idea. */
  contributionTitle: string | null;
};

/** The newest first. Of what a moderator hid, nothing is told. */
export async function listNewsItems(
  db: Db,
  of:
    | { eventIds: number[] }
    | { ideaId: string; kinds: readonly NewsKindName[] }
    | { trajectoryId: string; kinds: readonly NewsKindName[] },
  limit: number,
): Promise<NewsItem[]> {
  if ('eventIds' in of && of.eventIds.length === 0) return [];
  const rows = await db
    .selectFrom('news')
    .innerJoin('event', 'event.id', 'news.event_id')
    .innerJoin('trajectory', 'trajectory.id', 'news.trajectory_id')
    .leftJoin('idea', 'idea.id', 'news.idea_id')
    .leftJoin('comment', (join) => join.on(sql<SqlBool>`event.subject_kind = 'comment' and comment.id::text = event.subject_id`))
    .leftJoin('response', (join) => join.on(sql<SqlBool>`event.subject_kind = 'response' and response.id::text = event.subject_id`))
    .leftJoin('contribution', 'contribution.id', 'response.contribution_id')
    .leftJoin('comment as asked', 'asked.contribution_id', 'response.contribution_id')
    .leftJoin('meeting', (join) => join.on(sql<SqlBool>`event.subject_kind = 'meeting' and meeting.id::text = event.subject_id`))
    .leftJoin('voting', (join) => join.on(sql<SqlBool>`event.subject_kind = 'voting' and voting.id::text = event.subject_id`))
    .leftJoin('story', (join) => join.on(sql<SqlBool>`event.subject_kind = 'story' and story.id::text = event.subject_id`))
    .leftJoin('challenge', (join) => join.on(sql<SqlBool>`event.subject_kind = 'challenge' and challenge.id::text = event.subject_id`))
    .leftJoin('reply_note', (join) => join.on(sql<SqlBool>`event.subject_kind = 'reply_note' and reply_note.id::text = event.subject_id`))
    .leftJoin('commitment', (join) => join.on(sql<SqlBool>`event.subject_kind = 'commitment' and commitment.id::text = event.subject_id`))
    // What was told in the same moment as the news.
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('progress_note')
          .whereRef('progress_note.commitment_id', '=', 'commitment.id')
          .whereRef('progress_note.created_at', '=', 'news.at')
          .where(sql<SqlBool>`news.kind = 'commitment.' || progress_note.kind`)
          .limit(1)
          .select('progress_note.body as progress')
          .as('told'),
      (join) => join.onTrue(),
    )
    .$if('eventIds' in of, (query) => query.where('news.event_id', 'in', 'eventIds' in of ? of.eventIds : []))
    .$if('ideaId' in of, (query) => query.where('news.idea_id', '=', 'ideaId' in of ? of.ideaId : ''))
    .$if('trajectoryId' in of, (query) => query.where('news.trajectory_id', '=', 'trajectoryId' in of ? of.trajectoryId : ''))
    .$if('kinds' in of, (query) => query.where('news.kind', 'in', 'kinds' in of ? [...of.kinds] : []))
    .where((eb) => eb.or([eb('idea.id', 'is', null), eb('idea.status', '<>', 'hidden')]))
    .where((eb) => eb.or([eb('comment.id', 'is', null), eb('comment.status', '=', 'visible')]))
    .where((eb) => eb.or([eb('asked.id', 'is', null), eb('asked.status', '=', 'visible')]))
    .where((eb) => eb.or([eb('story.id', 'is', null), eb('story.status', '=', 'visible')]))
    .where((eb) => eb.or([eb('challenge.id', 'is', null), eb('challenge.status', '=', 'visible')]))
    .select(['news.event_id', 'news.kind', 'news.at', 'event.data', 'event.subject_id', 'trajectory.slug', 'trajectory.title'])
    .select(['idea.number as idea_number', 'idea.title as idea_title', 'comment.body as comment_body', 'response.summary'])
    .select(['contribution.title as contribution_title', 'contribution.kind as contribution_kind', 'meeting.number as meeting_number'])
    .select([
      'meeting.title as meeting_title',
      'voting.title as voting_title',
      'story.number as story_number',
      'story.title as story_title',
    ])
    .select(['challenge.number as challenge_number', 'challenge.title as challenge_title', 'told.progress'])
    .select(['reply_note.number as note_number', 'reply_note.title as note_title'])
    .select(['commitment.number as commitment_number', 'commitment.title as commitment_title'])
    .orderBy('news.event_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => {
    const data = row.data as Record<string, unknown>;
    const title = row.meeting_title ?? row.voting_title ?? row.story_title ?? row.challenge_title ?? row.note_title ?? row.commitment_title;
    const number = row.meeting_number ?? row.story_number ?? row.challenge_number ?? row.note_number ?? row.commitment_number;
    const told = row.comment_body ?? row.summary ?? row.progress ?? data.title;
    return {
      eventId: row.event_id,
      kind: row.kind as NewsKindName,
      at: row.at,
      trajectory: { slug: row.slug, title: row.title },
      idea: row.idea_number === null || row.idea_title === null ? null : { number: row.idea_number, title: row.idea_title },
      data,
      words: typeof told === 'string' && told !== '' ? told : null,
      subject: title !== null ? { id: row.subject_id, number, title } : subjectOf(row.subject_id, data),
      contributionTitle: row.contribution_kind !== null && row.contribution_kind !== 'idea' ? row.contribution_title : null,
    };
  });
}

/** Of the work of the council the event says itself what it is about. */
function subjectOf(id: string, { subjectTitle, subjectNumber }: Record<string, unknown>): NewsItem['subject'] {
  if (typeof subjectTitle !== 'string') return null;
  return { id, number: typeof subjectNumber === 'number' ? subjectNumber : null, title: subjectTitle };
}
