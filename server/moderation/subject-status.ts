/** Whether what is decided on can be seen. */
import type { Tx } from '../context.ts';
import { ERASED_NAME } from '../people/shown-name.ts';
import { lockAnswer } from '../redaction/take-out-answer.ts';
import type { SubjectKind } from './rules.ts';

/** Makes sure that two decisions on one text come after each other. Returns its status at that moment; null when it is not there. */
export async function lockStatus(tx: Tx, kind: SubjectKind, id: string): Promise<string | null> {
  if (kind === 'section') {
    const row = await tx
      .selectFrom('section')
      .where('id', '=', id)
      .where('removed_at', 'is', null)
      .select('id')
      .forNoKeyUpdate()
      .executeTakeFirst();
    return row ? 'visible' : null;
  }
  if (kind === 'response') return (await lockAnswer(tx, id)) ? 'visible' : null;
  if (kind === 'name') {
    const row = await tx
      .selectFrom('person')
      .where('id', '=', id)
      .select(['display_name', 'hidden_name'])
      .forNoKeyUpdate()
      .executeTakeFirst();
    return row ? nameStatus(row) : null;
  }
  const row = await tx.selectFrom(kind).where('id', '=', id).select('status').forUpdate().executeTakeFirst();
  return row?.status ?? null;
}

export async function setStatus(tx: Tx, { kind, id, status }: { kind: SubjectKind; id: string; status: string }): Promise<void> {
  if (kind === 'section' || kind === 'response') return;
  if (kind === 'name') return setNameStatus(tx, { id, status });
  // Each table checks its own set of states; `status` was read from that same table.
  await tx
    .updateTable(kind)
    .set({ status: status as never })
    .where('id', '=', id)
    .execute();
}

/** Hidden for as long as nobody gave themselves another name. */
export function nameStatus(person: { display_name: string; hidden_name: string | null }): 'visible' | 'hidden' {
  return person.hidden_name !== null && person.display_name === ERASED_NAME ? 'hidden' : 'visible';
}

async function setNameStatus(tx: Tx, { id, status }: { id: string; status: string }): Promise<void> {
  const hides = status === 'hidden';
  await tx
    .updateTable('person')
    .where('id', '=', id)
    .where('erased_at', 'is', null)
    .set((eb) =>
      hides
        ? { hidden_name: eb.ref('display_name'), display_name: ERASED_NAME }
        : { display_name: eb.fn.coalesce('hidden_name', 'display_name'), hidden_name: null },
    )
    .execute();
}
