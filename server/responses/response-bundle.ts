/** Answering similar contributions with one text; each keeps its own outcome, clock and mail. */
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { type LockedSubject, lockSubject } from './clock-store.ts';
import { assign } from './commands.ts';
import { isAnswered, lockResponse, type OpenResponse, onResponse, recordResponse } from './response-subjects.ts';

export const MOST_TOGETHER = 50;

/**
 * Puts contributions together: from now on they have one text. A draft that one of them had becomes the text of all; drafts of two people are never mixed.
 * @returns the contribution to go on with
 * @throws DomainError `invalid` for fewer than two, too many, or of two trajectories; `own_case`, `already_published`, `draft_open` when two have words of their own
 */
export async function answerTogether(context: Context, { contributionIds }: { contributionIds: readonly string[] }): Promise<string> {
  const ids = [...new Set(contributionIds)].sort();
  if (ids.length < 2 || ids.length > MOST_TOGETHER)
    throw new DomainError('invalid', { fields: { contributionIds: 'desk:error.together' } });
  return context.db.transaction().execute(async (tx) => {
    const members: { subject: LockedSubject; response: OpenResponse | null }[] = [];
    const held = await withTheirOthers(tx, ids);
    for (const id of held) {
      const subject = await lockSubject(tx, id);
      const actor = requireActor(
        context.actor,
        'response.draft',
        { trajectoryId: subject.trajectoryId, ownerId: subject.authorId },
        context,
      );
      if (subject.authorId === actor.id) throw new DomainError('own_case');
      const response = await lockResponse(tx, id);
      if (!response && (await isAnswered(tx, subject))) throw new DomainError('already_published');
      if (subject.clock?.stoppedOn) throw new DomainError('clock_not_running');
      members.push({ subject, response });
    }
    // Somebody else put one of these together with another while this waited for its turn.
    if ((await withTheirOthers(tx, ids)).join() !== held.join()) throw new DomainError('stale');
    const trajectoryId = members[0]?.subject.trajectoryId ?? '';
    if (members.some(({ subject }) => subject.trajectoryId !== trajectoryId))
      throw new DomainError('invalid', { fields: { contributionIds: 'desk:error.one_trajectory' } });
    const bundles = new Set(members.flatMap(({ response }) => response?.bundleId ?? []));
    const alone = members.filter(({ response }) => response && !response.bundleId && hasWords(response));
    // One text to go on with at the most: nobody's words disappear under another's.
    if (bundles.size + alone.length > 1) throw new DomainError('draft_open');
    const written = members.find(({ response }) => response?.bundleId) ?? alone[0];
    const status = written?.response?.status ?? 'draft';
    if (status !== 'draft') throw new DomainError('already_decided');

    const actor = requireActor(context.actor, 'response.draft', { trajectoryId }, context);
    const bundleId = written?.response?.bundleId ?? (await newBundle());
    const text = {
      summary: written?.response?.summary ?? '',
      motivation: written?.response?.motivation ?? '',
      next_step: written?.response?.nextStep ?? '',
      author_id: written?.response?.authorId ?? actor.id,
      revision: (written?.response?.revision ?? 0) + 1,
      bundle_id: bundleId,
      updated_at: context.now,
    };
    for (const { subject, response } of members) {
      if (!subject.handlerId) await assign(tx, context, subject);
      const { contributionId: contribution_id } = subject;
      const row = { ...text, outcome: response?.outcome ?? null };
      if (response) await tx.updateTable('response').set(row).where('id', '=', response.id).execute();
      else
        await tx
          .insertInto('response')
          .values({ ...row, contribution_id, trajectory_id: trajectoryId, status: 'draft', created_at: context.now })
          .execute();
    }
    await recordEvent(tx, context, {
      kind: 'response.bundled',
      trajectoryId,
      subjectKind: 'response_bundle',
      subjectId: bundleId,
      data: { contributionIds: ids },
    });
    return written?.subject.contributionId ?? ids[0] ?? '';

    async function newBundle(): Promise<string> {
      const { id } = await tx
        .insertInto('response_bundle')
        .values({ trajectory_id: trajectoryId, created_by_id: actor.id, created_at: context.now })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    }
  });
}

/** Takes one contribution out: it goes on alone with a copy of the text. @throws DomainError `not_found`, `already_decided` once a colleague reads it */
export async function answerAlone(context: Context, { contributionId }: { contributionId: string }): Promise<void> {
  await onResponse(context, { contributionId }, 'response.draft', async ({ tx, main, members }) => {
    if (!main.response?.bundleId) throw new DomainError('not_found');
    if (main.response.status !== 'draft') throw new DomainError('already_decided');
    // One that is left is no longer together with anything.
    const leaving = members.length === 2 ? members : [main];
    for (const { subject, response } of leaving) {
      if (!response) continue;
      await tx.updateTable('response').set({ bundle_id: null }).where('id', '=', response.id).execute();
      await recordResponse(tx, context, { subject, kind: 'response.unbundled', responseId: response.id });
    }
  });
}

/** These, and those that are together with one of them already; in the order in which they are held everywhere. */
async function withTheirOthers(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('response as own')
    .innerJoin('response as other', 'other.bundle_id', 'own.bundle_id')
    .where('own.contribution_id', 'in', ids)
    .where('own.status', '<>', 'published')
    .where('other.status', '<>', 'published')
    .select('other.contribution_id')
    .execute();
  return [...new Set([...ids, ...rows.map((row) => row.contribution_id)])].sort();
}

function hasWords({ summary, motivation, nextStep }: OpenResponse): boolean {
  return summary !== '' || motivation !== '' || nextStep !== '';
}
