import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { describe, expect, test } from 'vitest';
import { createI18n } from '../i18n/i18n.server.ts';
import { type MarkedPiece, markPieces } from './mark-pieces.ts';
import { PlanContent } from './plan-content.tsx';

const mark = (id: string, number: number, block: number, from: number, to: number, part = { first: true, last: true }): MarkedPiece => ({
  kind: 'comment',
  id,
  number,
  block,
  from,
  to,
  ...part,
});
const text = (words: string, marks: string[] = []) => ({ type: 'text', text: words, marks: marks.map((type) => ({ type })) });
const content = {
  type: 'doc',
  content: [
    { type: 'paragraph' },
    { type: 'paragraph', content: [text('Het pad is '), text('breed', ['bold']), text(' genoeg.')] },
    { type: 'bulletList', content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [text('Ook bomen.')] }] }] },
  ],
};
const html = (marks: MarkedPiece[], more = {}) =>
  renderToStaticMarkup(
    <I18nextProvider i18n={createI18n('nl')}>
      <PlanContent content={content} aids={{ marks, ...more }} />
    </I18nextProvider>,
  );

describe('the words of a comment on the page', () => {
  test('are marked, with the number of the comment after the last of them, and keep their formatting', () => {
    expect(html([mark('a', 1, 0, 8, 16)])).toBe(
      '<p id="alinea-1" class="blk">Het pad <mark class="mark" id="woorden-a">is </mark><mark class="mark"><strong>breed</strong></mark>' +
        '<a class="fn" href="#reactie-a"><span class="sr">Reactie </span>1</a> genoeg.</p>' +
        '<ul dir="auto"><li><p id="alinea-2" class="blk">Ook bomen.</p></li></ul>',
    );
  });

  test('may run over paragraphs: one number, after the last', () => {
    const whole = html([mark('a', 1, 0, 17, 24, { first: true, last: false }), mark('a', 1, 1, 0, 3, { first: false, last: true })]);
    expect(whole).toContain('<mark class="mark" id="woorden-a">genoeg.</mark></p>');
    expect(whole).toContain('<mark class="mark">Ook</mark><a class="fn" href="#reactie-a">');
    expect(whole.match(/class="fn"/g)).toHaveLength(1);
  });

  test('may be about several comments, each with its place and number', () => {
    const whole = html([mark('a', 1, 1, 0, 9), mark('b', 2, 1, 0, 3), mark('c', 3, 1, 4, 9)]);
    for (const id of ['a', 'b', 'c']) {
      expect(whole.match(new RegExp(`id="woorden-${id}"`, 'g'))).toHaveLength(1);
      expect(whole.match(new RegExp(`href="#reactie-${id}"`, 'g'))).toHaveLength(1);
    }
  });

  test('that a proposal would change are no comment: underlined, with the number of the proposal', () => {
    expect(html([{ ...mark('p', 3, 0, 0, 7), kind: 'proposal' }, mark('a', 1, 0, 4, 10)])).toContain(
      '<p id="alinea-1" class="blk"><span class="asks" id="plek-p">Het </span><mark class="mark asks" id="woorden-a">pad</mark>' +
        '<a class="pn" href="#voorstel-p"><span class="sr">Voorstel </span>3</a><mark class="mark"> is</mark><a class="fn" href="#reactie-a">',
    );
  });

  test('that changed since a proposal was made: only its number stands at the end of the paragraph', () => {
    const whole = html([{ ...mark('p', 3, 1, 0, 10), kind: 'proposal', nearby: true }]);
    expect(whole).toContain(
      '>Ook bomen.<span id="plek-p"></span><a class="pn" href="#voorstel-p"><span class="sr">Voorstel </span>3</a></p>',
    );
  });

  test('stand beside what belongs to their paragraph', () => {
    const whole = html([], { action: (block: number) => <i>{block}</i>, under: (block: number) => block === 1 && <hr /> });
    expect(whole).toContain(' genoeg.<i>0</i></p>');
    expect(whole).toContain('<p id="alinea-2" class="blk">Ook bomen.<i>1</i></p><hr/>');
  });
});

const range = fc.tuple(fc.nat({ max: 30 }), fc.integer({ min: 1, max: 10 }));

test('cutting loses no letter, and every piece is wholly inside or outside of each comment', () => {
  fc.assert(
    fc.property(range, fc.array(range, { maxLength: 5 }), ([from, length], places) => {
      const marks = places.map(([start, size], index) => mark(String(index), index + 1, 0, start, start + size));
      const pieces = markPieces({ from, to: from + length }, marks);
      expect(pieces[0]?.from).toBe(from);
      expect(pieces.at(-1)?.to).toBe(from + length);
      for (const [index, piece] of pieces.entries()) {
        expect(piece.to).toBeGreaterThan(piece.from);
        if (index > 0) expect(piece.from).toBe(pieces[index - 1]?.to);
        for (const one of marks) {
          const inside = one.from <= piece.from && one.to >= piece.to;
          expect(inside || one.to <= piece.from || one.from >= piece.to).toBe(true);
          expect(piece.marks.includes(one)).toBe(inside);
        }
      }
    }),
  );
});
