import type { Tx } from '../context.ts';
import { DomainError } from '../errors.ts';

/** The theme somebody chose, by its slug. @throws DomainError `invalid` when the trajectory has no such theme */
export async function findTheme(
  tx: Tx,
  trajectoryId: string,
  slug: string | null | undefined,
): Promise<{ id: string; name: string; team_id: string | null } | null> {
  if (!slug) return null;
  const theme = await tx
    .selectFrom('theme')
    .where('trajectory_id', '=', trajectoryId)
    .where('slug', '=', slug)
    .select(['id', 'name', 'team_id'])
    .executeTakeFirst();
  if (!theme) throw new DomainError('invalid', { fields: { theme: 'ideas:error.theme_unknown' } });
  return theme;
}

/** The area somebody chose, by its name. @throws DomainError `invalid` when the trajectory has no such area */
export async function findArea(tx: Tx, trajectoryId: string, name: string | null | undefined): Promise<{ id: string } | null> {
  if (!name) return null;
  const area = await tx
    .selectFrom('area')
    .where('trajectory_id', '=', trajectoryId)
    .where('name', '=', name)
    .select('id')
    .executeTakeFirst();
  if (!area) throw new DomainError('invalid', { fields: { area: 'ideas:error.area_unknown' } });
  return area;
}
