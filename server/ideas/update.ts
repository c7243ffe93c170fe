import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { holdWhenInDoubt } from '../moderation/holds.ts';
import { requireActor } from '../permissions.ts';
import { attachPhoto, type ChosenPhoto, describePhoto, readAlt, removePhoto } from '../photos/commands.ts';
import { findArea, findTheme } from './choices.ts';
import { lockIdea } from './locked-idea.ts';
import { mayUpdateStatus, readIdea } from './rules.ts';

export type IdeaUpdate = {
  ideaId: string;
  /** How often it had been changed when this change was begun: two windows do not overwrite each other. */
  edits: number;
  title: string;
  body: string;
  /** Slug of a theme of the trajectory. */
  theme?: string | null;
  /** Name of an area of the trajectory. */
  area?: string | null;
  place?: string | null;
  map?: { x: number; y: number } | null;
  /** The photo it has from now on: its own, one that was sent before, or none. */
  photo?: ChosenPhoto | null;
};

type PhotoChange = 'added' | 'replaced' | 'removed' | 'described' | null;
type Words = Awaited<ReturnType<typeof readWords>>;

/**
 * The author changes an idea. As long as nobody ever supported it, that is all. From the first support on, everybody can read what it said before: the lock on the
 * idea decides which of the two came first.
 * @returns whether what it said before can be read
 * @throws DomainError `not_found`, `not_allowed`, `already_decided` once answered, `stale` when it was changed meanwhile, `invalid` with a sentence per field
 */
export async function updateIdea(context: Context, input: IdeaUpdate): Promise<{ kept: boolean }> {
  const words = readIdea(input);
  return context.db.transaction().execute(async (tx) => {
    const idea = await lockIdea(tx, input.ideaId, context.now);
    // A hidden idea has an appeal, not an eraser: what was judged must stay what it was.
    if (idea.status === 'hidden') throw new DomainError('not_found');
    requireActor(context.actor, 'idea.update', { trajectoryId: idea.trajectory_id, ownerId: idea.author_id }, context);
    if (!mayUpdateStatus(idea.status)) throw new DomainError('already_decided');
    const before = await readWords(tx, idea.id);
    if (before.edits !== input.edits) throw new DomainError('stale');
    const theme = await findTheme(tx, idea.trajectory_id, input.theme);
    const area = await findArea(tx, idea.trajectory_id, input.area);
    const photoChange = await changePhoto(tx, { before, ideaId: idea.id, photo: input.photo ?? null });
    const after = {
      ...words,
      theme_id: theme?.id ?? null,
      area_id: area?.id ?? null,
      map_x: single(input.map?.x),
      map_y: single(input.map?.y),
    };
    const mapChanged = after.map_x !== before.map_x || after.map_y !== before.map_y;
    const same = (['title', 'body', 'place', 'theme_id', 'area_id'] as const).every((name) => after[name] === before[name]);
    if (same && !mapChanged && photoChange === null) return { kept: false };
    await tx
      .updateTable('idea')
      .set({ ...after, edits: before.edits + 1 })
      .where('id', '=', idea.id)
      .execute();
    await tx.updateTable('contribution').set({ title: words.title }).where('id', '=', idea.id).execute();
    const kept = before.first_supported_at !== null;
    if (kept) await keepRevision(tx, { ideaId: idea.id, before, mapChanged, photoChange, now: context.now });
    await recordEvent(tx, context, {
      kind: 'idea.updated',
      trajectoryId: idea.trajectory_id,
      subjectKind: 'idea',
      subjectId: idea.id,
      data: { edits: before.edits + 1, kept },
    });
    if (!same) await holdWhenInDoubt(tx, context, { kind: 'idea', id: idea.id });
    return { kept };
  });
}

function readWords(tx: Tx, ideaId: string) {
  return tx
    .selectFrom('idea')
    .leftJoin('theme', 'theme.id', 'idea.theme_id')
    .leftJoin('area', 'area.id', 'idea.area_id')
    .leftJoin('photo', 'photo.idea_id', 'idea.id')
    .where('idea.id', '=', ideaId)
    .select(['idea.title', 'idea.body', 'idea.place', 'idea.theme_id', 'idea.area_id', 'idea.map_x', 'idea.map_y', 'idea.edits'])
    .select(['idea.first_supported_at', 'idea.support_count', 'theme.name as theme', 'area.name as area'])
    .select(['photo.id as photo_id', 'photo.alt as photo_alt'])
    .executeTakeFirstOrThrow();
}

async function changePhoto(
  tx: Tx,
  { before, ideaId, photo }: { before: Words; ideaId: string; photo: ChosenPhoto | null },
): Promise<PhotoChange> {
  if (photo === null) return (await removePhoto(tx, ideaId)) ? 'removed' : null;
  if (photo.id === before.photo_id) {
    if (readAlt(photo) === before.photo_alt) return null;
    await describePhoto(tx, photo);
    return 'described';
  }
  await attachPhoto(tx, { ideaId, photo });
  return before.photo_id === null ? 'added' : 'replaced';
}

type Kept = { ideaId: string; before: Words; mapChanged: boolean; photoChange: PhotoChange; now: Date };

async function keepRevision(tx: Tx, { ideaId, before, mapChanged, photoChange, now }: Kept): Promise<void> {
  const { title, body, theme, area, place, support_count } = before;
  await tx
    .insertInto('idea_revision')
    .columns([
      'idea_id',
      'number',
      'title',
      'body',
      'theme',
      'area',
      'place',
      'map_changed',
      'photo_change',
      'support_count',
      'replaced_at',
    ])
    .values((eb) => ({
      idea_id: ideaId,
      number: eb
        .selectFrom('idea_revision')
        .where('idea_id', '=', ideaId)
        .select((inner) => inner(inner.fn.coalesce(inner.fn.max('number'), inner.lit(0)), '+', inner.lit(1)).as('number')),
      title,
      body,
      theme,
      area,
      place,
      map_changed: mapChanged,
      photo_change: photoChange,
      support_count,
      replaced_at: now,
    }))
    .execute();
}

/** As the database keeps it, in single precision: what comes back from a form is compared with what it came from. */
function single(share: number | undefined): number | null {
  return share === undefined ? null : Number(Math.fround(share).toPrecision(7));
}
