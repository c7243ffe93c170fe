/** Every rule of retention at its limit: what must go, and what may stay, one millisecond or one reason apart. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { applyRetention, listOverdueData, type RetentionLine } from './retention.ts';
import { RETENTION } from './rules.ts';

const NOW = new Date('2026-11-18T10:00:00Z');
const DAY = 86_400_000;
const at = (ms: number) => new Date(NOW.getTime() + ms).toISOString();
/** So many days ago to the millisecond, and `before` more. */
const ago = (days: number, before = 0) => at(-days * DAY - before);

type Row = Record<string, unknown>;
/** `beside`: rows of other tables that the rule looks at. */
type Case = { goes: Row[]; stays: Row[]; beside?: [table: string, row: Row][] };

const expires = (more: Row = {}, name = 'expires_at'): Case => ({
  goes: [{ ...more, [name]: at(0) }],
  stays: [{ ...more, [name]: at(1) }],
});
const older = (days: number, name: string, more: Row = {}): Case => ({
  goes: [{ ...more, [name]: ago(days, 1) }],
  stays: [{ ...more, [name]: ago(days) }],
});

const [posted, postedLate, old] = [randomUUID(), randomUUID(), randomUUID()];
const [flag, lateFlag, openFlag] = [randomUUID(), randomUUID(), randomUUID()];
const [decision, lateDecision, appealed, settled] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const [withEvent, withRole, withSession] = [randomUUID(), randomUUID(), randomUUID()];
const RANGE = '\\x01';
const HIDDEN = { subject_kind: 'idea', trajectory_id: randomUUID(), reason: 'Dit is schelden.', rule: 'insult' };
const DECISION = { ...HIDDEN, action: 'hide', decided_by_id: randomUUID() };
const REPORT = { subject_kind: 'idea', trajectory_id: randomUUID(), reason: 'spam', note: 'Dit is reclame.' };
const APPEAL = { statement: 'Dat is niet waar.' };

const CASES: Record<string, Case> = {
  sessions: expires(),
  tokens: older(1, 'expires_at', { purpose: 'sign_in' }),
  questions: expires({ purpose: 'sign_in' }),
  code_keys: {
    ...older(1, 'made_at'),
    stays: [{ made_at: ago(1) }, { made_at: ago(900), confirmed_at: ago(900) }],
  },
  elsewhere: expires({ provider: 'staff', purpose: 'sign_in' }),
  letters: expires({ addressee: 'Iemand', street: 'Kade 1', postcode: '1011 AB', town: 'Amstelboog' }),
  postal_addresses: {
    goes: [{ person_id: old, given_at: ago(3 * 365, 1) }, { person_id: posted }],
    stays: [{ given_at: ago(3 * 365) }, { person_id: postedLate }],
    beside: [
      ['council_letter', { person_id: posted, posted_at: ago(90, 1) }],
      ['council_letter', { person_id: postedLate, posted_at: ago(90) }],
    ],
  },
  once: expires({ kind: 'idea' }),
  attempts: { goes: [{ expire: NOW.getTime() - 1 }], stays: [{ expire: NOW.getTime() }] },
  address_keys: { goes: [{ day: '2026-11-16' }], stays: [{ day: '2026-11-17' }] },
  support_ranges: older(30, 'created_at', { address_range: RANGE }),
  opinion_ranges: older(30, 'created_at', { address_range: RANGE }),
  voting_ranges: older(30, 'slot'),
  noticed_support: {
    goes: [{ flag_id: flag }],
    stays: [{ flag_id: lateFlag }, { flag_id: openFlag }],
    beside: [
      ['integrity_flag', { id: flag, decided_at: ago(30, 1), outcome: 'nothing' }],
      ['integrity_flag', { id: lateFlag, decided_at: ago(30), outcome: 'nothing' }],
      ['integrity_flag', { id: openFlag, raised_at: ago(900), reason: null }],
    ].map(([table, row]) => [table, { subject_kind: 'idea', rule: 'address_range', reason: 'Niets aan de hand.', ...(row as Row) }]) as [
      string,
      Row,
    ][],
  },
  mails: older(30, 'created_at'),
  goodbyes: older(3, 'created_at', { forget: true }),
  notices: { ...older(30, 'mailed_at'), stays: [{ mailed_at: ago(30) }, { mailed_at: null, due_at: ago(900) }] },
  plan_files: expires(),
  template_files: expires(),
  photos: {
    ...older(1, 'created_at'),
    stays: [{ created_at: ago(1) }, { created_at: ago(900), idea_id: randomUUID(), alt: 'De kade' }],
  },
  report_notes: {
    goes: [{ ...REPORT, decision_id: decision }],
    stays: [
      { ...REPORT, decision_id: lateDecision },
      { ...REPORT, decision_id: null, created_at: ago(900) },
    ],
    beside: [
      ['moderation_decision', { ...DECISION, id: decision, decided_at: ago(365, 1) }],
      ['moderation_decision', { ...DECISION, id: lateDecision, decided_at: ago(365) }],
    ],
  },
  originals: {
    goes: [{ created_at: ago(183, 1) }, { created_at: ago(183, 1), decision_id: settled }],
    stays: [{ created_at: ago(183) }, { created_at: ago(183, 1), decision_id: appealed }],
    beside: [
      ['appeal', { ...APPEAL, decision_id: appealed }],
      ['appeal', { ...APPEAL, decision_id: settled, decided_at: ago(100), outcome: 'upheld' }],
    ],
  },
  blocks: older(365, 'blocked_until', { blocked_reason: 'Schold anderen uit.', created_at: ago(900) }),
  unconfirmed: {
    goes: [{ email: 'gaat@wonen.example', created_at: ago(30, 1) }],
    stays: [
      { email: 'net@wonen.example', created_at: ago(30) },
      { email: 'echt@wonen.example', created_at: ago(900), email_confirmed_at: ago(900) },
      { email: 'deed@wonen.example', created_at: ago(900), id: withEvent },
      { email: 'werkt@wonen.example', created_at: ago(900), id: withRole },
      { email: 'kijkt@wonen.example', created_at: ago(900), id: withSession },
    ],
    beside: [
      ['event', { actor_id: withEvent, kind: 'idea.proposed', subject_kind: 'idea', subject_id: 'x' }],
      ['role_grant', { person_id: withRole, role: 'official' }],
      ['session', { person_id: withSession, expires_at: at(DAY) }],
    ],
  },
};

let handle: DatabaseHandle;
/** As they were written, per rule. */
const written: Record<string, { goes: string[]; stays: string[] }> = {};

/** Writes one row: what is not given and must be there is filled by its type. Keys to other tables are not looked at. */
async function add(table: string, row: Row): Promise<string> {
  const { rows: columns } = await sql<{ name: string; type: string }>`
    select column_name as name, data_type as type from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} and is_nullable = 'NO' and column_default is null and is_identity = 'NO'`.execute(
    handle.db,
  );
  const fill: Record<string, () => unknown> = {
    uuid: randomUUID,
    'timestamp with time zone': () => at(-1000),
    integer: () => 1,
    bigint: () => 1,
    boolean: () => true,
    bytea: () => `\\x${'00'.repeat(20)}`,
    jsonb: () => '{}',
    date: () => '2026-11-18',
  };
  const filled = Object.fromEntries(columns.map(({ name, type }) => [name, (fill[type] ?? (() => `woorden ${randomUUID()}`))()]));
  const { rows } = await sql<{ row: string }>`
    with given as (select * from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify({ ...filled, ...row })}::jsonb))
    insert into ${sql.table(table)} (${sql.join(Object.keys({ ...filled, ...row }).map((name) => sql.ref(name)))})
    select ${sql.join(Object.keys({ ...filled, ...row }).map((name) => sql.ref(name)))} from given
    returning to_jsonb(${sql.table(table)})::text as row`.execute(handle.db);
  return rows[0]?.row ?? '';
}

async function rowsOf(table: string): Promise<string[]> {
  const { rows } = await sql<{ row: string }>`select to_jsonb(one)::text as row from ${sql.table(table)} one`.execute(handle.db);
  return rows.map(({ row }) => row);
}

const tables = [...new Set(RETENTION.map(({ table }) => table))];
const contents = async () => Object.fromEntries(await Promise.all(tables.map(async (table) => [table, (await rowsOf(table)).sort()])));

let dry: RetentionLine[];
let before: Record<string, string[]>;
let afterDry: Record<string, string[]>;
let done: RetentionLine[];
let after: Record<string, string[]>;

beforeAll(async () => {
  handle = await openTestDatabase();
  // The embedded database has one connection: what is set holds.
  await sql`set session_replication_role = replica`.execute(handle.db);
  for (const { name, table } of RETENTION) {
    const rows = CASES[name];
    if (!rows) continue;
    for (const [beside, row] of rows.beside ?? []) await add(beside, row);
    const writtenRows = async (list: Row[]) => {
      const texts: string[] = [];
      for (const row of list) texts.push(await add(table, row));
      return texts;
    };
    written[name] = { goes: await writtenRows(rows.goes), stays: await writtenRows(rows.stays) };
  }
  await sql`set session_replication_role = default`.execute(handle.db);
  before = await contents();
  dry = await listOverdueData({ db: handle.db, now: NOW });
  afterDry = await contents();
  done = await applyRetention({ db: handle.db, now: NOW });
  after = await contents();
});
afterAll(() => handle.close());

test('every rule has rows on both sides of its limit', () => {
  expect(Object.keys(CASES)).toEqual(RETENTION.map(({ name }) => name));
  for (const [name, { goes, stays }] of Object.entries(CASES)) expect([goes.length > 0, stays.length > 0], name).toEqual([true, true]);
});

test('a dry run counts what will go and changes nothing', () => {
  expect(afterDry).toEqual(before);
  expect(Object.fromEntries(dry.map(({ name, rows }) => [name, rows]))).toEqual(
    Object.fromEntries(Object.entries(CASES).map(([name, { goes }]) => [name, goes.length])),
  );
  expect(done).toEqual(dry);
});

describe('the job', () => {
  test.each(RETENTION.map(({ name, table, act }) => ({ name, table, act: typeof act === 'string' ? act : 'clear' })))(
    '$name: $act of $table',
    ({ name, table, act }) => {
      const { goes = [], stays = [] } = written[name] ?? {};
      const left = after[table] ?? [];
      expect(stays.filter((row) => !left.includes(row))).toEqual([]);
      expect(goes.filter((row) => left.includes(row))).toEqual([]);
      // What is emptied or erased is still a row.
      const gone = RETENTION.filter((rule) => rule.table === table && rule.act === 'delete').reduce(
        (sum, rule) => sum + (written[rule.name]?.goes.length ?? 0),
        0,
      );
      expect(left).toHaveLength((before[table] ?? []).length - gone);
      if (act === 'erase') expect(left.some((row) => row.includes('gaat@wonen.example'))).toBe(false);
    },
  );

  test('finds nothing the second time', async () => {
    expect((await applyRetention({ db: handle.db, now: NOW })).filter(({ rows }) => rows > 0)).toEqual([]);
    expect(await contents()).toEqual(after);
  });
});
