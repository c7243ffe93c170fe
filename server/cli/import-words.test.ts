import { expect, test } from 'vitest';
import type { SectionPreview } from '../plan-texts/import-preview.ts';
import { previewText } from './import-words.ts';

const section = (more: Partial<SectionPreview>): SectionPreview => ({
  kind: 'equal',
  number: '1',
  heading: '1 Wonen',
  oldHeading: null,
  returns: false,
  moves: false,
  blocks: [],
  excerpt: '',
  written: [],
  keptAs: null,
  openProposals: 0,
  ...more,
});

test('a dry run says per section what would change, and that nothing did', () => {
  const text = previewText('plan.md', {
    sections: [
      section({
        kind: 'changed',
        oldHeading: '1 Huizen',
        keptAs: 3,
        blocks: [
          {
            kind: 'changed',
            shape: { kind: 'paragraph', level: 0 },
            was: null,
            marks: [],
            move: null,
            parts: [
              { kind: 'same', text: 'Het plein is ' },
              { kind: 'removed', text: 'leeg' },
              { kind: 'added', text: 'groen' },
            ],
          },
        ],
      }),
      section({ kind: 'gone', heading: '2 Water' }),
      section({ kind: 'equal', heading: '3 Lucht' }),
    ],
    staying: ['4 Geld'],
    counts: { added: 0, changed: 1, removed: 1, unchanged: 1, moved: 0 },
    state: '',
  });
  expect(text.split('\n').map((line) => line.trim())).toEqual([
    'gewijzigd  1 Wonen',
    'heette: 1 Huizen',
    'Het plein is [-leeg-]{+groen+}',
    'de tekst van nu wordt eerst bewaard als versie 3',
    'vervalt    2 Water',
    'gelijk     3 Lucht',
    'blijft     4 Geld (met de hand gemaakt, staat niet in het bestand)',
    '',
    'plan.md: 0 onderdelen zouden nieuw zijn, 1 gewijzigd, 1 vervallen, 1 gelijk gebleven.',
    'Er is niets veranderd (--dry-run).',
  ]);
});
