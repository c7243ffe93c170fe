import type { Db } from '../../context.ts';

/** The website or app a contribution came in through, as everybody may read it. */
export type PartnerSource = { name: string; url: string | null };

/** By contribution. What people sent in themselves has none. */
export async function listPartnerSources(db: Db, contributionIds: readonly string[]): Promise<Map<string, PartnerSource>> {
  if (contributionIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('partner_entry')
    .innerJoin('partner', 'partner.id', 'partner_entry.partner_id')
    .where('partner_entry.contribution_id', 'in', [...contributionIds])
    .select(['partner_entry.contribution_id as id', 'partner.name', 'partner_entry.url', 'partner.url as home'])
    .execute();
  return new Map(rows.map(({ id, name, url, home }) => [id, { name, url: url ?? home }]));
}
