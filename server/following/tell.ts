import { sql } from 'kysely';
import type { Db, Tx } from '../context.ts';
import { newsKind, noticeDueAt } from './news-rules.ts';

const BATCH = 50;

/**
 * Gives every follower a notice of the news since the last time. Any number of nodes may do this at once: each piece of news is held by one of them until its notices
 * are written, and is told once.
 * @returns how much news was told
 */
export async function tellFollowers({ db, now }: { db: Db; now: Date }): Promise<number> {
  let told = 0;
  for (;;) {
    const count = await db.transaction().execute((tx) => tellBatch(tx, now));
    told += count;
    if (count < BATCH) return told;
  }
}

async function tellBatch(tx: Tx, now: Date): Promise<number> {
  const news = await tx
    .selectFrom('news')
    .innerJoin('event', 'event.id', 'news.event_id')
    .where('news.told_at', 'is', null)
    .orderBy('news.event_id')
    .limit(BATCH)
    .select([
      'news.event_id',
      'news.trajectory_id',
      'news.idea_id',
      'news.kind',
      'news.at',
      'event.actor_id',
      'event.subject_id',
      'event.data',
    ])
    .forUpdate('news')
    .skipLocked()
    .execute();
  for (const row of news) await writeNotices(tx, row);
  if (news.length > 0)
    await tx
      .updateTable('news')
      .set({ told_at: now })
      .where(
        'event_id',
        'in',
        news.map(({ event_id }) => event_id),
      )
      .execute();
  return news.length;
}

type News = {
  event_id: number;
  trajectory_id: string;
  idea_id: string | null;
  kind: string;
  at: Date;
  actor_id: string | null;
  subject_id: string;
  data: Record<string, unknown>;
};

/** One statement, however many follow. Who did it knows already, and so does who has a mail of their own about it. */
async function writeNotices(tx: Tx, news: News): Promise<void> {
  const kind = newsKind(news.kind);
  if (!kind) return;
  const due = (rhythm: 'direct' | 'daily' | 'weekly') => noticeDueAt(rhythm, kind.weight, news.at);
  const contributionId = typeof news.data.contributionId === 'string' ? news.data.contributionId : (news.idea_id ?? null);
  await sql`
    insert into notice (person_id, event_id, due_at)
    select distinct follow.person_id, ${news.event_id}::bigint,
      case mail_choice.rhythm when 'direct' then ${due('direct')}::timestamptz when 'daily' then ${due('daily')}::timestamptz
        else ${due('weekly')}::timestamptz end
    from follow
    join mail_choice on mail_choice.person_id = follow.person_id and mail_choice.rhythm <> 'never'
    join person on person.id = follow.person_id and person.erased_at is null and person.email is not null and person.email_confirmed_at is not null
    where follow.created_at < ${news.at}::timestamptz
      and ((${kind.idea}::boolean and follow.idea_id = ${news.idea_id}::uuid)
        or (${kind.trajectory}::boolean and follow.idea_id is null and follow.trajectory_id = ${news.trajectory_id}::uuid))
      and follow.person_id is distinct from ${news.actor_id}::uuid
      and not (${kind.authorKnows === true}::boolean and exists (
        select 1 from contribution where contribution.id = ${contributionId}::uuid and contribution.author_id = follow.person_id))
    on conflict do nothing`.execute(tx);
}
