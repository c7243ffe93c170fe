import { EditorState } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import { MAX_CHARACTERS } from '../../server/plan-texts/elements.ts';
import { planTextSchema } from '../../server/plan-texts/schema.ts';
import { countCharacters, RoomLeft, roomLeft } from './room-left.ts';

test.each([
  [0, null],
  [159_999, null],
  [160_000, 40_000],
  [199_999, 1],
  [200_000, 0],
  [200_500, 0],
])('with %i characters there is room for %j', (characters, room) => {
  expect(roomLeft(characters, 200_000)).toBe(room);
});

function fullText(characters: number): EditorState {
  const doc = planTextSchema.node('doc', null, [
    planTextSchema.node('paragraph', null, [planTextSchema.text('a'.repeat(characters - 1))]),
    planTextSchema.node('paragraph', null, [planTextSchema.text('b')]),
  ]);
  const plugins = (RoomLeft.config.addProseMirrorPlugins as () => never[])();
  return EditorState.create({ doc, plugins });
}

test('a full text takes nothing more in, and lets go of everything', () => {
  const state = fullText(MAX_CHARACTERS);
  expect(countCharacters(state.doc)).toBe(MAX_CHARACTERS);
  const added = state.applyTransaction(state.tr.insertText('c', 1));
  expect(added.transactions).toEqual([]);
  expect(countCharacters(state.apply(state.tr.delete(1, 2)).doc)).toBe(MAX_CHARACTERS - 1);
  expect(countCharacters(state.apply(state.tr.insertText('c', 1, 2)).doc)).toBe(MAX_CHARACTERS);
});

test('a text with room for one takes one, and not two', () => {
  const state = fullText(MAX_CHARACTERS - 1);
  expect(countCharacters(state.apply(state.tr.insertText('c', 1)).doc)).toBe(MAX_CHARACTERS);
  expect(countCharacters(state.apply(state.tr.insertText('cc', 1)).doc)).toBe(MAX_CHARACTERS - 1);
});
