import { describe, expect, test } from 'vitest';
import { ideaInput } from './idea-input.ts';
import { ideaSchema, withPhoto } from './schemas.ts';

const WORDS = { title: 'Een hek langs de kade', body: 'Er is nu geen hek. Kinderen lopen zo het water in.' };
const ID = '3f0e7a51-1111-4111-8111-111111111111';
const faults = (schema: ReturnType<typeof withPhoto>, form: Record<string, unknown>) =>
  Object.fromEntries((schema.safeParse(form).error?.issues ?? []).map(({ path, message }) => [path.join(), message]));

describe('a form with a photo', () => {
  test('that was refused says so beside everything else that is wrong, whether a photo waits or not', () => {
    const schema = withPhoto(ideaSchema, { photo: false, fault: 'photos:error.type' });
    expect(faults(schema, WORDS)).toEqual({ photo: 'photos:error.type' });
    expect(faults(schema, { ...WORDS, photo: ID })).toEqual({ photo: 'photos:error.type' });
    expect(faults(schema, { body: WORDS.body })).toEqual({ photo: 'photos:error.type', title: 'ideas:error.title_missing' });
  });

  test('needs words for who does not see it; without a photo they are not asked for', () => {
    expect(faults(withPhoto(ideaSchema, { photo: true, fault: null }), { ...WORDS, photo: ID })).toEqual({
      photoAlt: 'photos:error.alt_missing',
    });
    expect(faults(withPhoto(ideaSchema, { photo: false, fault: null }), WORDS)).toEqual({});
  });
});

test.each([
  [
    { mapX: '0.2', mapY: '0.5' },
    { x: 0.2, y: 0.5 },
  ],
  [
    { mapX: '0', mapY: '1' },
    { x: 0, y: 1 },
  ],
  [{ mapX: '0.2' }, null],
  [{}, null],
])('a pin %j is kept as %j', (form, map) => {
  expect(ideaInput(ideaSchema.parse({ ...WORDS, ...form })).map).toEqual(map);
});

test.each(['1.5', '-0.1', 'NaN', 'x', '1e400'])('a pin at %s is nowhere', (mapX) => {
  expect(ideaSchema.safeParse({ ...WORDS, mapX, mapY: '0.5' }).error?.issues[0]?.message).toBe('ideas:error.map');
});
