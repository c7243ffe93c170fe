import { amsterdamDay } from '../../calendar/amsterdam.ts';
import type { Context, Db } from '../../context.ts';
import { assertCan } from '../../permissions.ts';
import { hashPartnerToken } from './commands.ts';
import { type PartnerState, partnerState, type Scope } from './rules.ts';

export type Partner = { id: string; personId: string; name: string; scopes: Scope[]; trajectoryId: string | null };

/** Whose key this is, if it works at this moment. */
export async function findPartner(db: Db, { token, now }: { token: string; now: Date }): Promise<Partner | null> {
  const today = amsterdamDay(now);
  const row = await db
    .selectFrom('partner')
    .where('token_hash', '=', hashPartnerToken(token))
    .where('revoked_at', 'is', null)
    .where('expires_on', '>=', today)
    .select(['id', 'person_id as personId', 'name', 'scopes', 'trajectory_id as trajectoryId', 'last_used_on as lastUsedOn'])
    .executeTakeFirst();
  if (!row) return null;
  const { lastUsedOn, ...partner } = row;
  if (lastUsedOn !== today) await db.updateTable('partner').set({ last_used_on: today }).where('id', '=', row.id).execute();
  return partner;
}

export type ListedPartner = {
  id: string;
  name: string;
  url: string | null;
  scopes: Scope[];
  trajectory: string | null;
  tokenEnd: string;
  expiresOn: string;
  lastUsedOn: string | null;
  state: PartnerState;
  /** What came in with it. */
  entries: number;
};

/** All keys, the newest first; never the keys themselves. @throws DomainError `not_allowed` */
export async function listPartners({ db, actor, now }: Pick<Context, 'db' | 'actor' | 'now'>): Promise<ListedPartner[]> {
  assertCan(actor, 'site.administer', {}, { now });
  const rows = await db
    .selectFrom('partner')
    .leftJoin('trajectory', 'trajectory.id', 'partner.trajectory_id')
    .select([
      'partner.id',
      'partner.name',
      'partner.url',
      'partner.scopes',
      'trajectory.title as trajectory',
      'partner.token_end as tokenEnd',
      'partner.expires_on as expiresOn',
      'partner.last_used_on as lastUsedOn',
      'partner.revoked_at as revokedAt',
    ])
    .select((eb) =>
      eb
        .selectFrom('partner_entry')
        .whereRef('partner_entry.partner_id', '=', 'partner.id')
        .select((count) => count.fn.countAll<number>().as('n'))
        .as('entries'),
    )
    .orderBy('partner.made_at', 'desc')
    .orderBy('partner.id')
    .execute();
  const today = amsterdamDay(now);
  return rows.map(({ revokedAt, entries, ...row }) => ({
    ...row,
    entries: Number(entries ?? 0),
    state: partnerState({ revokedAt, expiresOn: row.expiresOn }, today),
  }));
}
