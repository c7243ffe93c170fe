import { initProseMirrorDoc, prosemirrorJSONToYDoc } from '@tiptap/y-tiptap';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anchorAt, findAnchors, segmentsOf } from '../../server/comments/anchor.ts';
import { readLetters, textBetween } from '../../server/comments/letters.ts';
import { contentText } from '../../server/plan-texts/content.ts';
import { CONTENT_ROOT, planTextSchema } from '../../server/plan-texts/schema.ts';
import { positionInLines, textBlocks, toLetters, toPositions } from './text-places.ts';

const text = (words: string, ...marks: string[]) => ({ type: 'text', text: words, marks: marks.map((type) => ({ type })) });
const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });
const content = {
  type: 'doc',
  content: [
    { type: 'paragraph' },
    { type: 'heading', attrs: { level: 2 }, content: [text('De kop')] },
    paragraph(text('Een '), text('vet', 'bold'), text(' woord 🌳'), { type: 'hardBreak' }, text('en meer.')),
    { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(text('Punt een.')), { type: 'paragraph' }] }] },
    paragraph(text('Slot.')),
  ],
};
const shared = prosemirrorJSONToYDoc(planTextSchema, content as never, CONTENT_ROOT);
const { doc } = initProseMirrorDoc(shared.getXmlFragment(CONTENT_ROOT), planTextSchema);
const letters = readLetters(shared);

test('the editor and the shared text count the same blocks', () => {
  const inEditor = textBlocks(doc).map(({ start, end }) => doc.textBetween(start, end, '', '\n'));
  expect(inEditor).toEqual(letters.blocks.map((block) => block.text));
  expect(inEditor).toEqual(['De kop', 'Een vet woord 🌳\nen meer.', 'Punt een.', 'Slot.']);
});

test('a caret in the plain field goes on before the same letter in the editor', () => {
  const plain = contentText(doc.toJSON());
  for (let offset = 0; offset <= plain.length; offset++) {
    const position = positionInLines(doc, offset);
    expect(doc.resolve(position).parent.isTextblock, `${offset}`).toBe(true);
    expect(doc.textBetween(0, position, '\n', '\n').replaceAll('\n', ''), `${offset}`).toBe(plain.slice(0, offset).replaceAll('\n', ''));
  }
  expect(positionInLines(doc, plain.length + 9)).toBe(doc.content.size);
});

test('a selection in the editor is the same words in the shared text, and back', () => {
  const size = doc.content.size;
  fc.assert(
    fc.property(fc.nat({ max: size }), fc.nat({ max: size }), (one, other) => {
      const selected = { from: Math.min(one, other), to: Math.max(one, other) };
      const range = toLetters(doc, letters, selected);
      const words = doc.textBetween(selected.from, selected.to, '\n', '\n').replace(/\s+/g, '');
      expect(words === '').toBe(range === null);
      if (!range) return;
      expect(textBetween(letters, range).replace(/\s+/g, '')).toBe(words);
      const positions = toPositions(textBlocks(doc), segmentsOf(letters, range));
      expect(
        positions
          .map(({ from, to }) => doc.textBetween(from, to, '', '\n'))
          .join('')
          .replace(/\s+/g, ''),
      ).toBe(words);
      expect(findAnchors(shared, [anchorAt(letters, range)])).toEqual([{ state: 'same', segments: segmentsOf(letters, range) }]);
    }),
  );
});

test('what the editor does not have yet is left out or cut short', () => {
  const blocks = textBlocks(doc);
  expect(toPositions(blocks, [{ block: 9, from: 0, to: 3 }])).toEqual([]);
  expect(toPositions(blocks, [{ block: 3, from: 2, to: 90 }])).toHaveLength(1);
  expect(toPositions(blocks, [{ block: 3, from: 80, to: 90 }])).toEqual([]);
});
