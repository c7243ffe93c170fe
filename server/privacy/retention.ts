import { sql } from 'kysely';
import type { Db } from '../context.ts';
import { erasePerson } from './erase.ts';
import { RETENTION, type RetentionRule } from './rules.ts';

export type RetentionLine = { name: string; table: string; rows: number };

/** Per rule how many rows have to go now; changes nothing. */
export async function listOverdueData({ db, now }: { db: Db; now: Date }): Promise<RetentionLine[]> {
  const lines = [];
  for (const rule of RETENTION) lines.push({ name: rule.name, table: rule.table, rows: await countOver({ db, now, rule }) });
  return lines;
}

/** Does what the rules say. Twice, or on two nodes at once, does no more than once. */
export async function applyRetention({ db, now }: { db: Db; now: Date }): Promise<RetentionLine[]> {
  const lines = [];
  for (const rule of RETENTION) lines.push({ name: rule.name, table: rule.table, rows: await apply({ db, now, rule }) });
  return lines;
}

type One = { db: Db; now: Date; rule: RetentionRule };

async function countOver({ db, now, rule }: One): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(rule.table)} where ${rule.isOver(now)}`.execute(
    db,
  );
  return Number(rows[0]?.count ?? 0);
}

async function apply({ db, now, rule }: One): Promise<number> {
  const table = sql.table(rule.table);
  if (rule.act === 'erase') {
    const { rows } = await sql<{ id: string }>`select id from ${table} where ${rule.isOver(now)} limit 500`.execute(db);
    for (const { id } of rows) {
      await db.transaction().execute(async (tx) => {
        // Meanwhile the address may have been confirmed.
        const { rows: still } = await sql`select 1 from ${table} where id = ${id} and ${rule.isOver(now)} for update`.execute(tx);
        if (still.length > 0) await erasePerson(tx, { actor: null, now }, id);
      });
    }
    return rows.length;
  }
  const work =
    rule.act === 'delete'
      ? sql`delete from ${table} where ${rule.isOver(now)}`
      : sql`update ${table} set ${rule.act.clear} where ${rule.isOver(now)}`;
  const { numAffectedRows } = await work.execute(db);
  return Number(numAffectedRows ?? 0);
}
