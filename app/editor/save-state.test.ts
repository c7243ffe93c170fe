import { describe, expect, test } from 'vitest';
import { NOTHING_TYPED, nextSaveState, type SaveEvent, type SaveState } from './save-state.ts';

const at = new Date('2026-11-18T13:06:00Z');
const typing: SaveEvent[] = [{ kind: 'typed' }, { kind: 'sent' }];

function play(events: readonly SaveEvent[], from: SaveState = NOTHING_TYPED): SaveState {
  return events.reduce(nextSaveState, from);
}

describe('what was typed', () => {
  test('is saved when the server has dealt with the last of it', () => {
    const state = play([{ kind: 'opened' }, ...typing, ...typing, { kind: 'saved', through: 1, at }]);
    expect(state).toMatchObject({ typed: true, savedAt: null });
    expect(play([{ kind: 'saved', through: 2, at }], state)).toMatchObject({ typed: false, savedAt: at });
  });

  test('without a line is not saved until a new line brought it', () => {
    const state = play([{ kind: 'opened' }, ...typing, { kind: 'saved', through: 1, at: new Date(0) }, { kind: 'typed' }]);
    expect(state.typed).toBe(true);
    expect(play([{ kind: 'opened' }, { kind: 'sent' }, { kind: 'saved', through: 1, at }], state)).toMatchObject({
      typed: false,
      savedAt: at,
    });
  });

  test('and was under way when the line broke is not saved', () => {
    expect(play([{ kind: 'opened' }, ...typing, { kind: 'opened' }]).typed).toBe(true);
  });

  test('is not saved while the server cannot', () => {
    const state = play([{ kind: 'opened' }, ...typing, { kind: 'unsaved' }]);
    expect(state).toMatchObject({ failing: true, typed: true });
    expect(play([{ kind: 'saved', through: 1, at }], state)).toMatchObject({ failing: false, savedAt: at });
  });

  test('is nothing when one only came in', () => {
    expect(play([{ kind: 'opened' }, { kind: 'sent' }, { kind: 'saved', through: 1, at }])).toMatchObject({ typed: false, savedAt: null });
  });
});
