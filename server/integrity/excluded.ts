import type { Tx } from '../context.ts';
import { DomainError } from '../errors.ts';

type Of = { subjectKind: 'idea' | 'change_proposal'; subjectId: string; personId: string };

/** Who was taken out of the count hears so, and can object; pressing again does not undo what a moderator decided. @throws DomainError `support_excluded` */
export async function refuseExcluded(tx: Tx, { subjectKind, subjectId, personId }: Of): Promise<void> {
  const excluded = await tx
    .selectFrom('excluded_support')
    .where('subject_kind', '=', subjectKind)
    .where('subject_id', '=', subjectId)
    .where('person_id', '=', personId)
    .select('flag_id')
    .executeTakeFirst();
  if (excluded) throw new DomainError('support_excluded');
}
