import { sql } from 'kysely';
import type { Db, Tx } from '../context.ts';
import { TOOK_PART } from '../trajectories/queries.ts';
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
  if (kind.supporters && news.idea_id !== null) await giveChoices(tx, { ideaId: news.idea_id, at: news.at });
  // Nobody is mailed apart when nothing was decided.
  const participantsKnow = kind.participantsKnow === true && news.data.outcome !== 'held';
  const contributionId = typeof news.data.contributionId === 'string' ? news.data.contributionId : (news.idea_id ?? null);
  await sql`
    insert into notice (person_id, event_id, due_at)
    select distinct hears.person_id, ${news.event_id}::bigint,
      case mail_choice.rhythm when 'direct' then ${due('direct')}::timestamptz when 'daily' then ${due('daily')}::timestamptz
        else ${due('weekly')}::timestamptz end
    from (
      select person_id from follow
      where created_at < ${news.at}::timestamptz
        and ((${kind.idea}::boolean and idea_id = ${news.idea_id}::uuid)
          or (${kind.trajectory}::boolean and idea_id is null and trajectory_id = ${news.trajectory_id}::uuid))
      union
      select person_id from idea_support
      where ${kind.supporters === true}::boolean and idea_id = ${news.idea_id}::uuid and created_at < ${news.at}::timestamptz
    ) as hears
    join mail_choice on mail_choice.person_id = hears.person_id and mail_choice.rhythm <> 'never'
    join person on person.id = hears.person_id and person.erased_at is null and person.email is not null and person.email_confirmed_at is not null
    where hears.person_id is distinct from ${news.actor_id}::uuid
      and not (${kind.authorKnows === true}::boolean and exists (
        select 1 from contribution where contribution.id = ${contributionId}::uuid and contribution.author_id = hears.person_id))
      ${participantsKnow ? sql`and hears.person_id not in (select person_id from ${TOOK_PART} as took_part where trajectory_id = ${news.trajectory_id}::uuid and person_id is not null)` : sql``}
    on conflict do nothing`.execute(tx);
}

/** Who supports and never followed anything has not chosen yet: once a day, as for everybody, with a link in the mail to stop it. */
async function giveChoices(tx: Tx, { ideaId, at }: { ideaId: string; at: Date }): Promise<void> {
  await sql`
    insert into mail_choice (person_id, token)
    select idea_support.person_id, left(translate(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 43)
    from idea_support
    join person on person.id = idea_support.person_id and person.email_confirmed_at is not null and person.erased_at is null
    where idea_support.idea_id = ${ideaId}::uuid and idea_support.created_at < ${at}::timestamptz
    order by idea_support.person_id
    on conflict (person_id) do nothing`.execute(tx);
}
