/** An objection was right: the words come back in the text as it is, where their sign still stands whole. What was taken out of versions and the log is not there any more. */
import type { Context, Tx } from '../context.ts';
import { editDocument } from '../plan-texts/documents.ts';
import { keepVersion } from '../plan-texts/versions.ts';
import { putBackInText } from './live-text.ts';

/** Within the transaction of who has asked the permission table; the row of the section is held. */
export async function putWordsBack(
  tx: Tx,
  context: Pick<Context, 'actor' | 'now'>,
  { sectionId, decisionId }: { sectionId: string; decisionId: string },
): Promise<void> {
  const kept = await tx
    .selectFrom('moderation_decision')
    .innerJoin('document_redaction', 'document_redaction.id', 'moderation_decision.redaction_id')
    .innerJoin('moderation_original', 'moderation_original.decision_id', 'moderation_decision.id')
    .where('moderation_decision.id', '=', decisionId)
    .select(['document_redaction.document_id', 'signs', 'words'])
    .executeTakeFirst();
  if (!kept?.document_id) return;
  const { client, clocks } = kept.signs as { client: number; clocks: number[] };
  const words = kept.words.words?.split('\n') ?? [];
  const signs = clocks.flatMap((clock, index) => {
    const own = words[index];
    return own === undefined ? [] : [{ clock, words: own }];
  });
  await editDocument({ db: tx, now: context.now }, kept.document_id, null, (doc) => {
    putBackInText(doc, { client, signs });
  });
  await keepVersion(tx, context, { sectionId, note: 'Woorden teruggezet na bezwaar' });
}
