import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../db/client.ts';
import type { Actor } from './context.ts';
import { createLog } from './log.ts';
import { refusal } from './responses/test-story.ts';
import { createCaller } from './router.ts';
import { openTestDatabase } from './testing/database.ts';
import { contextFor, makeWorld, type World } from './testing/world.ts';

let handle: DatabaseHandle;
let world: World;
const lines: Record<string, unknown>[] = [];
const log = createLog({ level: 'info', destination: { write: (line: string) => void lines.push(JSON.parse(line)) } });
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
beforeEach(() => void lines.splice(0));
afterAll(() => handle.close());

const call = (actor: Actor | null) => createCaller({ ...contextFor(handle.db, actor), requestId: 'verzoek-1', log });

describe('a refused attempt is one line of the log', () => {
  test('when the table says no', async () => {
    const attempt = call(world.people.resident).people.block({
      personId: world.people.resident2.id,
      until: '2026-12-31',
      reason: 'Zomaar, omdat ik het wil.',
    });
    expect(await refusal(attempt)).toBe('not_allowed');
    expect(lines).toMatchObject([{ level: 30, requestId: 'verzoek-1', action: 'people.block', reason: 'not_allowed', msg: 'refused' }]);
  });

  test('when somebody cannot show who they are, without the address they gave', async () => {
    const attempt = call(null).auth.signIn({ email: 'resident@proeftraject.example', password: 'niet het goede' });
    expect(await refusal(attempt)).toBe('wrong_credentials');
    expect(lines).toMatchObject([{ action: 'auth.signIn', reason: 'wrong_credentials' }]);
    expect(JSON.stringify(lines)).not.toMatch(/proeftraject\.example|niet het goede|127\.0\.0\.1/);
    expect(Object.keys(lines[0] ?? {}).sort()).toEqual(['action', 'level', 'msg', 'reason', 'requestId', 'time']);
  });

  test('when an act comes without an account; a page that asks to sign in is no attempt', async () => {
    await refusal(call(null).ideas.support({ ideaId: '11111111-1111-4111-8111-111111111111' }));
    await refusal(call(null).people.mine());
    expect(lines.filter(({ reason }) => reason === 'sign_in_first').map(({ action }) => action)).not.toContain('people.mine');
    await refusal(
      call(null).stories.tell({ trajectory: 'proeftraject', title: 'Een titel', body: 'Woorden genoeg hier.', toldAs: 'resident' }),
    );
    expect(lines.at(-1)).toMatchObject({ action: 'stories.tell', reason: 'sign_in_first' });
  });

  test('and what is allowed, or only wrong, is none', async () => {
    await call(null).ideas.list({});
    await refusal(call(world.people.resident).ideas.propose({ trajectory: 'proeftraject', title: 'x', body: '' }));
    expect(lines).toEqual([]);
  });
});
