import type { JSONContent } from '@tiptap/core';
import fc from 'fast-check';
import { cleanLine } from '../../text/clean-text.ts';
import { cleanContent } from '../content.ts';

/** Words, and everything that means something to Markdown, XML or a reader of either. */
const TROUBLE = [
  ...[
    '*',
    '**',
    '_',
    '`',
    '[x]',
    '](',
    '![',
    '!',
    '<b>',
    '</p>',
    '<!-- x -->',
    '&',
    '&amp;',
    '&#32;',
    '\\',
    '#',
    '##',
    '> ',
    '- ',
    '+ ',
    '=',
    '===',
  ],
  ...[
    '1. ',
    '12) ',
    '~~',
    '|',
    '---',
    '***',
    ' ',
    '  ',
    '\t',
    '\n',
    '\u00a0',
    '\u2003',
    '\u2028',
    '\u200b',
    '€',
    '–',
    '“',
    '”',
    '…',
    'é',
    'e\u0301',
    '👩‍👧',
    '水',
    'ا',
  ],
  ...['https://oever.example/a_b*c', 'artikel 2.1', 'a', 'B', '7', '.', ',', '(', ')', ':', '"', "'", '\u0085', '\ufffd', '\ufeff', ']]>'],
];
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('kade', 'water', 'De', 'wij', 'pad') },
  fc.constantFrom(...TROUBLE),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
const href = fc.constantFrom(
  'https://oever.example/',
  'https://oever.example/a(b)?x=1&y=2',
  'mailto:griffie@oever.example',
  'http://oever.example/%20*_[x]',
  'https://x.nl/a\'"&lt;<b>\\c',
);
type Marks = NonNullable<JSONContent['marks']>;
const marks: fc.Arbitrary<Marks> = fc
  .record({ bold: fc.boolean(), italic: fc.boolean(), link: fc.option(href, { freq: 4 }) })
  .map(({ bold, italic, link }) => [
    ...(bold ? [{ type: 'bold' }] : []),
    ...(italic ? [{ type: 'italic' }] : []),
    ...(link ? [{ type: 'link', attrs: { href: link } }] : []),
  ]);
const inline: fc.Arbitrary<JSONContent> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ text: words, marks: fc.oneof(fc.constant<Marks>([]), marks) }).map((run) => ({ type: 'text', ...run })),
  },
  fc.constant({ type: 'hardBreak' }),
);
const line = fc.array(inline, { maxLength: 5 });
const paragraph = line.map((content): JSONContent => ({ type: 'paragraph', content }));
const heading = fc
  .record({ level: fc.constantFrom(2, 3, 4), content: line })
  .map(({ level, content }): JSONContent => ({ type: 'heading', attrs: { level }, content }));

const { block } = fc.letrec<{ block: JSONContent; list: JSONContent; item: JSONContent }>((tie) => ({
  block: fc.oneof({ depthSize: 'small', withCrossShrink: true }, paragraph, heading, tie('list')),
  list: fc
    .record({ ordered: fc.boolean(), start: fc.nat(120), content: fc.array(tie('item'), { minLength: 1, maxLength: 3 }) })
    .map(({ ordered, start, content }) => (ordered ? { type: 'orderedList', attrs: { start }, content } : { type: 'bulletList', content })),
  item: fc
    .record({ first: paragraph, more: fc.array(tie('block'), { maxLength: 2 }) })
    .map(({ first, more }) => ({ type: 'listItem', content: [first, ...more] })),
}));

/** Any text the schema allows. */
export const randomContent: fc.Arbitrary<JSONContent> = fc
  .array(block, { maxLength: 5 })
  .map((content) => cleanContent({ type: 'doc', content }));

/** The sections of a plan, with numbers nobody has twice. */
export const randomPlan = fc.uniqueArray(
  fc.record({
    number: fc.constantFrom('1', '1.1', '2.1a', 'inleiding', 'inleiding-doel', 'hoofdstuk-1', '10', 'Raad & daad', 'a--b'),
    title: words.map((text) => cleanLine(text) || 'Kop'),
    level: fc.constantFrom(1, 2, 3),
    content: randomContent,
  }),
  { selector: (section) => section.number, minLength: 1, maxLength: 4 },
);
