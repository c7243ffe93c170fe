/** Everybody comes back at once, after a restart. */
import { expect, test } from 'vitest';
import { openEditor } from './testing/clients.ts';
import { addOpenSection } from './testing/server.ts';
import { setStage, UNHURRIED } from './testing/stage.ts';
import { eventually } from './testing/waiting.ts';

const PEOPLE = 500;
const SECTIONS = 10;
/** Of everybody: what they typed while nobody answered. */
const WRITERS = 100;

const stage = setStage({ limits: UNHURRIED });

test(`${PEOPLE} people who come back within a second after a restart are all in step, and nothing they typed meanwhile is lost`, {
  timeout: 60_000,
}, async () => {
  const ids: string[] = [];
  while (ids.length < SECTIONS) ids.push(await addOpenSection(stage.handle.db, stage.world));
  const cookies = [await stage.cookie('resident'), await stage.cookie('resident2'), null];
  // Nobody is in yet: the server is away, and each of them tries again and again.
  await stage.server.stop();
  const editors = Array.from({ length: PEOPLE }, (_, index) =>
    openEditor(stage.server, ids[index % SECTIONS] ?? '', {
      cookie: index < WRITERS ? (cookies[index % 2] ?? null) : (cookies[index % 3] ?? null),
    }),
  );
  try {
    for (const [index, { write }] of editors.slice(0, WRITERS).entries()) write(`zin ${index}`);
    await stage.restart();
    await eventually(() => editors.every(({ provider }) => provider.wsconnected), 'all have a line', 15_000);
    await eventually(() => editors.every(({ provider }) => provider.synced), 'all are in step', 15_000);
    const expected = ids.map((_, section) =>
      editors.slice(0, WRITERS).flatMap((_, index) => (index % SECTIONS === section ? [`zin ${index}`] : [])),
    );
    const linesOf = (text: string) => text.split('\n').sort();
    await eventually(
      () => editors.every(({ text }, index) => linesOf(text()).join() === expected[index % SECTIONS]?.sort().join()),
      'all see everything',
      20_000,
    );
    expect(stage.server.collab.stats()).toMatchObject({ connections: PEOPLE, rooms: SECTIONS });
  } finally {
    for (const editor of editors) editor.stop();
  }
});
