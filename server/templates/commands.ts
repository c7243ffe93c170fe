/** What is written down for the next place: what was learned, and where the approach went. */
import type { Context } from '../context.ts';
import { DomainError, type FieldErrors } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { readField } from '../text/fields.ts';
import { parseUrl } from '../text/parse-url.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { namesSomebody } from './personal.ts';

/**
 * Writes what was learned, for everybody to read and for every copy to take along. Without names: it travels.
 * @param edition the one the page showed; 0 when there was none
 * @throws DomainError `not_found`, `not_allowed`, `invalid`, `stale` when somebody else wrote meanwhile
 */
export async function writeLessons(
  context: Context,
  { trajectory: slug, body, edition }: { trajectory: string; body: string; edition: number },
): Promise<{ edition: number }> {
  const { id: trajectoryId } = await getReadableTrajectory(context.db, { slug, actor: context.actor, now: context.now });
  const actor = requireActor(context.actor, 'template.prepare', { trajectoryId }, context);
  const fields: FieldErrors = {};
  const sentences = { characters: 'templates:error.characters', short: 'templates:error.lessons_short', long: 'templates:error.long' };
  const text = readField(body, { name: 'body', fields, min: 20, max: 8000, lines: true, sentences });
  if (Object.keys(fields).length === 0 && (await namesSomebody(context.db, text))) fields.body = 'templates:error.names';
  if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  return context.db.transaction().execute(async (tx) => {
    await tx.selectFrom('trajectory').where('id', '=', trajectoryId).select('id').forNoKeyUpdate().executeTakeFirstOrThrow();
    const before = await tx.selectFrom('trajectory_lessons').where('trajectory_id', '=', trajectoryId).select('edition').executeTakeFirst();
    if ((before?.edition ?? 0) !== edition) throw new DomainError('stale');
    const row = { body: text, edition: edition + 1, written_by_id: actor.id, written_at: context.now };
    if (before) await tx.updateTable('trajectory_lessons').set(row).where('trajectory_id', '=', trajectoryId).execute();
    else
      await tx
        .insertInto('trajectory_lessons')
        .values({ trajectory_id: trajectoryId, ...row })
        .execute();
    await recordEvent(tx, context, {
      kind: 'template.lessons_written',
      trajectoryId,
      subjectKind: 'trajectory',
      subjectId: trajectoryId,
      data: { edition: edition + 1 },
    });
    return { edition: edition + 1 };
  });
}

/**
 * Notes that another installation took the approach over: from here that cannot be seen.
 * @throws DomainError `not_found`, `not_allowed`, `invalid`, also for an address that is noted already
 */
export async function noteCopy(
  context: Context,
  { trajectory: slug, ...words }: { trajectory: string; installation: string; title: string; url: string },
): Promise<void> {
  const { id: trajectoryId } = await getReadableTrajectory(context.db, { slug, actor: context.actor, now: context.now });
  const actor = requireActor(context.actor, 'template.prepare', { trajectoryId }, context);
  const fields: FieldErrors = {};
  const line = (name: 'installation' | 'title', min: number, max: number) => {
    const sentences = { characters: 'templates:error.characters', short: `templates:error.${name}`, long: 'templates:error.long' };
    return readField(words[name], { name, fields, min, max, lines: false, sentences });
  };
  const [installation, title] = [line('installation', 2, 120), line('title', 3, 200)];
  const url = readUrl(words.url);
  if (!url) fields.url = 'templates:error.url';
  if (!url || Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  await context.db.transaction().execute(async (tx) => {
    const noted = await tx
      .insertInto('copy_elsewhere')
      .values({ trajectory_id: trajectoryId, installation, title, url, noted_by_id: actor.id, noted_at: context.now })
      .onConflict((conflict) => conflict.columns(['trajectory_id', 'url']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!noted) throw new DomainError('invalid', { fields: { url: 'templates:error.url_noted' } });
    await recordEvent(tx, context, {
      kind: 'template.copied_elsewhere',
      trajectoryId,
      subjectKind: 'trajectory',
      subjectId: trajectoryId,
      data: { installation, url },
    });
  });
}

function readUrl(raw: string): string | null {
  const text = raw.trim();
  const url = text.length > 500 ? null : parseUrl(text);
  return url && /^https?:$/.test(url.protocol) && url.username === '' ? url.href : null;
}
