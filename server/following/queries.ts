import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { requireActor } from '../permissions.ts';
import { type Followed, findFollowed } from './commands.ts';
import type { Rhythm } from './news-rules.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

export type FollowState = { following: boolean; rhythm: Rhythm; signedIn: boolean; mailable: boolean };

/** Whether the viewer follows this, and how often they are mailed. @throws DomainError `not_found` */
export async function getFollowState({ db, actor, now }: Viewer, followed: Followed): Promise<FollowState> {
  const { trajectoryId, ideaId } = await findFollowed(db, followed, now);
  if (!actor) return { following: false, rhythm: 'daily', signedIn: false, mailable: false };
  const row = await db
    .selectFrom('follow')
    .where('person_id', '=', actor.id)
    .where('trajectory_id', '=', trajectoryId)
    .where('idea_id', ideaId === null ? 'is' : '=', ideaId)
    .select('id')
    .executeTakeFirst();
  return {
    following: row !== undefined,
    rhythm: await findRhythm(db, actor.id),
    signedIn: true,
    mailable: actor.email !== null && actor.verificationLevel !== 'none',
  };
}

export type FollowedThing = { trajectory: { slug: string; title: string }; idea: { id: string; number: number; title: string } | null };

/** What the actor follows, by trajectory. @throws DomainError `sign_in_first` */
export async function listFollowed({ db, actor, now }: Viewer): Promise<{ rhythm: Rhythm; mailable: boolean; items: FollowedThing[] }> {
  const person = requireActor(actor, 'follow.change', {}, { now });
  const rows = await db
    .selectFrom('follow')
    .innerJoin('trajectory', 'trajectory.id', 'follow.trajectory_id')
    .leftJoin('idea', 'idea.id', 'follow.idea_id')
    .where('follow.person_id', '=', person.id)
    .where((eb) => eb.or([eb('idea.id', 'is', null), eb('idea.status', '<>', 'hidden')]))
    .select(['trajectory.slug', 'trajectory.title', 'idea.id', 'idea.number', 'idea.title as idea_title'])
    .orderBy('trajectory.title')
    .orderBy((eb) => eb('idea.id', 'is not', null))
    .orderBy('follow.created_at', 'desc')
    .limit(500)
    .execute();
  return {
    rhythm: await findRhythm(db, person.id),
    mailable: person.email !== null && person.verificationLevel !== 'none',
    items: rows.map((row) => ({
      trajectory: { slug: row.slug, title: row.title },
      idea:
        row.id === null || row.number === null || row.idea_title === null
          ? null
          : { id: row.id, number: row.number, title: row.idea_title },
    })),
  };
}

/** Whether a link from a mail is one of ours. @throws DomainError `token_expired` */
export async function checkMailToken({ db }: Pick<Context, 'db'>, { token }: { token: string }): Promise<{ rhythm: Rhythm }> {
  const choice = await db.selectFrom('mail_choice').where('token', '=', token).select('rhythm').executeTakeFirst();
  if (!choice) throw new DomainError('token_expired');
  return choice;
}

async function findRhythm(db: Context['db'], personId: string): Promise<Rhythm> {
  const choice = await db.selectFrom('mail_choice').where('person_id', '=', personId).select('rhythm').executeTakeFirst();
  return choice?.rhythm ?? 'daily';
}
