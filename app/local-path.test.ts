import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localPath } from './local-path.ts';

describe('where to go after signing in', () => {
  test.each(['/', '/mijn', '/trajecten/de-amstel-verandert/ideeen?sort=newest#top', '/zoek?q=//elders'])('%s is on this site', (path) => {
    expect(localPath(path, '/mijn')).toBe(path);
  });

  test.each([
    '//elders.example',
    '/\\elders.example',
    '\\\\elders.example',
    'https://elders.example',
    'javascript:alert(1)',
    '/\t/elders.example',
    '/\n/elders.example',
    'mijn',
    '',
    null,
    undefined,
    '///elders.example',
    `/${'a'.repeat(3000)}`,
  ])('%j is not', (target) => {
    expect(localPath(target, '/mijn')).toBe('/mijn');
  });

  test('a browser never leaves the site, whatever is given', () => {
    const pieces = fc.constantFrom('/', '\\', '.', '..', '//', '%2f', '%5c', '@', ':', 'http', 'elders.example', '\t', '?', '#');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const target = localPath(parts.join(''), '/mijn');
        expect(new URL(target, 'https://oever.example/inloggen').origin).toBe('https://oever.example');
      }),
    );
  });
});
