import type { JSONContent } from '@tiptap/core';
import { describe, expect, test } from 'vitest';
import { cleanContent } from './content.ts';
import { contentToPlain, plainToContent } from './plain-content.ts';

const bold = (text: string): JSONContent => ({ type: 'text', text, marks: [{ type: 'bold' }] });
const text = (words: string): JSONContent => ({ type: 'text', text: words });
const paragraph = (...content: JSONContent[]): JSONContent => ({ type: 'paragraph', content });
const item = (...content: JSONContent[]): JSONContent => ({ type: 'listItem', content });
const BASE = cleanContent({
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 3 }, content: [text('Het pad')] },
    paragraph(text('Het pad is '), bold('vier meter'), text(' breed.')),
    {
      type: 'bulletList',
      content: [
        item(paragraph(text('Geen drempels')), { type: 'bulletList', content: [item(paragraph(text('ook niet lage')))] }),
        item(paragraph(text('Wel licht'))),
      ],
    },
    { type: 'orderedList', attrs: { start: 3 }, content: [item(paragraph(text('Derde'))), item(paragraph(text('Vierde')))] },
    paragraph(text('Eerste regel'), { type: 'hardBreak' }, text('tweede regel')),
  ],
});
const PLAIN = `### Het pad

Het pad is vier meter breed.

- Geen drempels
  - ook niet lage
- Wel licht

3. Derde
4. Vierde

Eerste regel
tweede regel`;

describe('a text in a plain field', () => {
  test('shows headings and lists as people type them', () => {
    expect(contentToPlain(BASE)).toBe(PLAIN);
  });

  test('that was not changed is what it was, formatting included', () => {
    expect(plainToContent(PLAIN, BASE)).toEqual(BASE);
    expect(plainToContent(`\n\n${PLAIN.replaceAll('\n\n', '\n \n\n')}  \n`, BASE)).toEqual(BASE);
  });

  test('says the same without the text it came from, but for the formatting', () => {
    expect(contentToPlain(plainToContent(PLAIN, { type: 'doc' }))).toBe(PLAIN);
  });

  test('keeps the formatting of the words that stay', () => {
    const changed = plainToContent(PLAIN.replace('breed.', 'breed en vlak.').replace('Wel licht', 'Wel zacht licht'), BASE);
    expect(changed.content?.[1]).toEqual(paragraph(text('Het pad is '), bold('vier meter'), text(' breed en vlak.')));
    expect(contentToPlain(changed)).toContain('- Wel zacht licht');
    expect(changed.content?.[0]).toEqual(BASE.content?.[0]);
  });

  test('can gain and lose paragraphs', () => {
    const changed = plainToContent(`Vooraf.\n\n${PLAIN.replace('### Het pad\n\n', '')}\n\nAchteraf.`, BASE);
    expect(changed.content?.map(({ type }) => type)).toEqual([
      'paragraph',
      'paragraph',
      'bulletList',
      'orderedList',
      'paragraph',
      'paragraph',
    ]);
    expect(changed.content?.[1]).toEqual(BASE.content?.[1]);
    expect(contentToPlain(changed).startsWith('Vooraf.\n\nHet pad is')).toBe(true);
  });

  test.each(['*sterretjes* en _streepjes_ <b>blijven</b>', '#geen kop', 'Jaar 2030. Dan is het klaar.', '-5 graden'])(
    '%j is just a paragraph',
    (words) => {
      expect(plainToContent(words, { type: 'doc' })).toEqual({ type: 'doc', content: [paragraph(text(words))] });
    },
  );
});
