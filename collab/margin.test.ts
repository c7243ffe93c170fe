import { expect, test } from 'vitest';
import { createComment } from '../server/comments/commands.ts';
import { contextFor } from '../server/testing/world.ts';
import { setStage } from './testing/stage.ts';
import { eventually } from './testing/waiting.ts';

const stage = setStage({ nodes: 2 });
const isMargin = (said: unknown) => JSON.stringify(said) === '{"margin":true}';

test('who has a text open hears on every node that a comment beside it came, changed or went; who has another text open does not', async () => {
  const { sections, people } = stage.world;
  const [here, elsewhere] = [
    await stage.openRaw('resident', { extended: true }),
    await stage.openRaw(null, { at: stage.servers[1], extended: true }),
  ];
  const other = await stage.openRaw('resident', { id: sections.suggest.documentId, extended: true });
  const stock = await stage.openRaw('resident2');
  const times = () => [here, elsewhere].map((client) => client.said.filter(isMargin).length);

  const { id } = await createComment(contextFor(stage.handle.db, people.resident2), {
    sectionId: sections.open.id,
    body: 'Waar komt de bank?',
  });
  await eventually(() => times().every((count) => count === 1), 'both nodes told of the comment');
  await stage.handle.db.updateTable('comment').set({ status: 'hidden' }).where('id', '=', id).execute();
  await eventually(() => times().every((count) => count === 2), 'both nodes told that it was hidden');
  expect(other.said.filter(isMargin)).toEqual([]);
  // A client that did not ask for our own messages gets none.
  expect(stock.said).toEqual([]);
});
