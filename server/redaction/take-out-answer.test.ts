import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { appeal } from '../moderation/appeals.ts';
import { decideOnSubject, reportSubject } from '../moderation/commands.ts';
import { readModerationLog } from '../moderation/log.ts';
import { listQueue } from '../moderation/queries.ts';
import { seeOriginal } from '../moderation/revise.ts';
import { getAnswerPage } from '../responses/answer-page.ts';
import { correctResponse } from '../responses/corrections.ts';
import { answerTogether } from '../responses/response-bundle.ts';
import { approveResponse, draftResponse, publishResponse, submitForReview } from '../responses/response-commands.ts';
import { ANSWER, actingOn, makeIdea, noon, refusal } from '../responses/test-story.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';

let handle: DatabaseHandle;
let world: World;
let as: ReturnType<typeof actingOn>;

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  as = actingOn(handle.db);
});
afterAll(() => handle.close());

const DAY = '2026-11-10';
const NUMBER = '06 12345678';
const SAID = { ...ANSWER, motivation: `Bel Henk de Wit op ${NUMBER} als u meer wilt weten.`, nextStep: 'Ontwerp in maart 2027' };

/** Two answers with one text, the first of them corrected once, and a correction of that under way. */
async function story() {
  const { official, colleague } = world.people;
  const ids: string[] = [];
  for (const title of ['Steiger', 'Bankje']) ids.push((await makeIdea(handle.db, world, { on: '2026-11-02', title })).id);
  const [contributionId = '', otherId = ''] = ids;
  await answerTogether(as(official, DAY), { contributionIds: ids });
  const outcomes = Object.fromEntries(ids.map((id) => [id, 'partly' as const]));
  const { revision } = await draftResponse(as(official, DAY), { contributionId, ...SAID, outcomes, revision: 1 });
  await submitForReview(as(official, DAY), { contributionId, revision });
  await approveResponse(as(colleague, DAY), { contributionId, revision });
  await publishResponse(as(official, DAY), { contributionId });
  const firstId = (await read(contributionId))[0]?.id ?? '';
  const reason = `Henk is niet te bereiken op ${NUMBER}.`;
  const corrected = await correctResponse(as(official, DAY), {
    contributionId,
    responseId: firstId,
    reason,
    nextStep: 'Ontwerp in mei 2027',
  });
  await submitForReview(as(official, DAY), { contributionId, revision: corrected.revision });
  await approveResponse(as(colleague, DAY), { contributionId, revision: corrected.revision });
  await publishResponse(as(official, DAY), { contributionId });
  await correctResponse(as(official, DAY), { contributionId, responseId: corrected.id, reason: 'Ook de dag klopte niet.' });
  return { firstId, contributionId, otherId };
}

async function read(contributionId: string) {
  return (await getAnswerPage(handle.db, { contributionId, actor: null, now: noon(DAY) })).published;
}

describe('words in a published answer', () => {
  test('are reported, and leave every version for good; staff with a reason read them for half a year', async () => {
    const { resident, official, moderator } = world.people;
    const { firstId, contributionId, otherId } = await story();
    await reportSubject(as(resident, DAY), { subjectKind: 'response', subjectId: firstId, reason: 'personal_data', note: 'Een nummer.' });
    const queue = await listQueue(handle.db, { trajectoryIds: null, limit: 10 });
    expect(queue.items.map(({ subject }) => [subject.kind, subject.id])).toEqual([['response', firstId]]);
    const decide = (words: string[], actor = moderator, action: 'redact' | 'hide' = 'redact') =>
      decideOnSubject(as(actor, DAY), {
        subjectKind: 'response',
        subjectId: firstId,
        action,
        rule: 'personal_data',
        reason: 'Er stond een telefoonnummer van een bewoner.',
        words,
        publicUrl: 'https://oever.example',
      });
    expect(await refusal(decide([NUMBER], official))).toBe('not_allowed');
    expect(await refusal(decide([NUMBER], moderator, 'hide'))).toBe('invalid');
    expect(await refusal(decide(['dit staat er niet']))).toBe('invalid');
    const { decisionId } = await decide([NUMBER, 'Henk de Wit']);

    const everywhere = await handle.db
      .selectFrom('response')
      .selectAll()
      .where('contribution_id', 'in', [contributionId, otherId])
      .execute();
    expect(everywhere).toHaveLength(4);
    expect(JSON.stringify(everywhere)).not.toContain('12345678');
    const [shown] = await read(contributionId);
    expect(shown).toMatchObject({
      motivation: 'Bel [weggehaald] op [weggehaald] als u meer wilt weten.',
      redactedAt: noon(DAY).toISOString(),
      correction: { reason: 'Henk is niet te bereiken op [weggehaald].' },
      former: [
        { motivation: 'Bel [weggehaald] op [weggehaald] als u meer wilt weten.', nextStep: SAID.nextStep, changes: { motivation: null } },
      ],
    });
    expect((await read(otherId))[0]?.motivation).toBe('Bel [weggehaald] op [weggehaald] als u meer wilt weten.');

    const { words } = await seeOriginal(as(world.people.moderator2 ?? moderator, DAY), { decisionId, reason: 'Nagaan wat er stond.' });
    expect(words).toMatchObject({ motivation: SAID.motivation, correction_reason: `Henk is niet te bereiken op ${NUMBER}.` });
    const log = await readModerationLog(handle.db, noon(DAY));
    expect(log.latest[0]).toMatchObject({ subjectKind: 'response', action: 'redact', rule: 'personal_data' });
    const event = await handle.db.selectFrom('event').where('kind', '=', 'moderation.redacted').select('data').executeTakeFirstOrThrow();
    expect(event.data).toMatchObject({ counts: { versions: 3, papers: 0 } });
    expect(JSON.stringify(event.data)).not.toContain('12345678');
    const mail = await handle.db
      .selectFrom('mail')
      .where('to_email', '=', official.email)
      .select('text')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(mail.text).not.toContain('/bezwaar/');
    // Who wrote it gives a better answer instead.
    expect(await refusal(appeal(as(official, DAY), { decisionId, statement: 'Het moet er weer in.' }))).toBe('not_found');
  });

  test('leave it only by a decision, only as words, and only in that act: the database sees to it', async () => {
    const { moderator } = world.people;
    const { firstId } = await story();
    const redact = (response_id: string) =>
      ({
        document_id: null,
        response_id,
        made_by_id: moderator.id,
        rule: 'personal_data',
        at: noon(DAY),
        seq: 0,
        letters: '[]',
        signs: '{}',
      }) as const;
    const attempt = (change: Record<string, unknown>, of = firstId) =>
      handle.db.transaction().execute(async (tx) => {
        const { id } = await tx.insertInto('document_redaction').values(redact(of)).returning('id').executeTakeFirstOrThrow();
        await tx
          .updateTable('response')
          .set({ ...change, redaction_id: id, redacted_at: noon(DAY) } as never)
          .where('id', '=', firstId)
          .execute();
      });
    const frozen = /a published answer cannot be changed/;
    await expect(attempt({ motivation: 'Wij zeiden iets heel anders.' })).rejects.toThrow(frozen);
    await expect(attempt({ motivation: 'Bel [weggehaald].', outcome: 'adopted' })).rejects.toThrow(frozen);
    await expect(attempt({ motivation: 'Bel [weggehaald].' }, world.trajectory.id)).rejects.toThrow(frozen);
    // Right in everything, but nobody decided it.
    await expect(attempt({ motivation: 'Bel [weggehaald].' })).rejects.toThrow(/only by a decision of a moderator/);
    const { rows } = await sql<{ id: string }>`select id from document_redaction where response_id is not null limit 1`.execute(handle.db);
    // An earlier redaction is no key for later.
    await expect(
      handle.db
        .updateTable('response')
        .set({ motivation: 'Bel [weggehaald].', redaction_id: rows[0]?.id ?? null, redacted_at: noon(DAY) })
        .where('id', '=', firstId)
        .execute(),
    ).rejects.toThrow(frozen);
  });
});
