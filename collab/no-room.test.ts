import { expect, test } from 'vitest';
import { openEditor } from './testing/clients.ts';
import { cookieOf, startTestServer } from './testing/server.ts';
import { setStage } from './testing/stage.ts';
import { eventually } from './testing/waiting.ts';

const stage = setStage();

test('while the disk is full writers hear why they only read, keep what they typed, and it is saved when there is room', async () => {
  let full = false;
  const server = await startTestServer(stage.handle, { now: () => stage.now, isReadOnly: () => full });
  const cookie = await cookieOf(stage.handle.db, stage.world.people.resident);
  const writer = openEditor(server, stage.documentId, { cookie, extended: true });
  await eventually(() => writer.provider.synced, 'the editor is in step');
  writer.write('voor');
  await eventually(async () => (await stage.stored()) === 'voor', 'saved');

  full = true;
  await eventually(() => writer.said.some((said) => JSON.stringify(said).includes('site_read_only')), 'told why');
  writer.write('tijdens');
  // Comes in now: reads, and hears the same.
  const late = openEditor(server, stage.documentId, { cookie, extended: true });
  await eventually(() => late.provider.synced, 'reading goes on');
  expect(late.said[0]).toEqual({ rights: 'read', reason: 'site_read_only' });
  expect(late.text()).toBe('voor');
  expect(await stage.stored()).toBe('voor');
  expect(writer.closed()).toBeNull();

  full = false;
  await eventually(async () => (await stage.stored()).includes('tijdens'), 'saved when there is room');
  expect(await stage.stored()).toContain('voor');
  await eventually(() => late.text().includes('tijdens'), 'seen by the other');
  writer.stop();
  late.stop();
  await server.stop();
});
