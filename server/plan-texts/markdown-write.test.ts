import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalForm } from './export-normal-form.ts';
import { parsePlan } from './markdown.ts';
import { writeMarkdown } from './markdown-write.ts';
import { sectionHeading } from './rules.ts';
import { randomPlan } from './testing/random-content.ts';

const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
const text = (words: string, ...marks: string[]) => ({ type: 'text', text: words, marks: marks.map((type) => ({ type })) });
const write = (...content: object[]) =>
  writeMarkdown({ title: 'Plan', sections: [{ number: '1', title: 'Wonen', level: 1, content: { type: 'doc', content } as never }] })
    .split('## 1 Wonen')[1]
    ?.trim();

describe('a plan as Markdown', () => {
  test('whatever it says, it reads back to the letter', () => {
    fc.assert(
      fc.property(randomPlan, (sections) => {
        const read = parsePlan(writeMarkdown({ title: 'Plan # 1', sections }));
        expect(read.map(({ mark, level, content, title }) => [mark, level, title, normalForm(content)])).toEqual(
          sections.map(({ number, level, content, title }) => [number, level, sectionHeading({ number, title }), normalForm(content)]),
        );
      }),
      { numRuns: 150 },
    );
  });

  test('looks like what a person writes', () => {
    expect(
      write(
        paragraph(text('De '), text('kade ', 'bold'), text('blijft', 'italic'), text('. Bij 3 * 4 meter & meer.')),
        {
          type: 'bulletList',
          content: [
            { type: 'listItem', content: [paragraph(text('een'))] },
            { type: 'listItem', content: [paragraph(text('twee'))] },
          ],
        },
        {
          type: 'orderedList',
          attrs: { start: 3 },
          content: [{ type: 'listItem', content: [paragraph(text('drie')), paragraph(text('verder'))] }],
        },
        { type: 'heading', attrs: { level: 2 }, content: [text('Kop')] },
      ),
    ).toBe('De **kade** _blijft_. Bij 3 \\* 4 meter & meer.\n\n- een\n- twee\n\n3. drie\n\n   verder\n\n### Kop');
  });

  test('a heading somebody adds at the depth of a section is a new section, a deeper one is part of the text', () => {
    const markdown = writeMarkdown({
      title: 'Plan',
      sections: [{ number: '1', title: 'Wonen', level: 1, content: { type: 'doc', content: [paragraph(text('Tekst.'))] } }],
    });
    const sections = parsePlan(`${markdown}\n### Tussenkop\n\nMeer.\n\n## 2 Water\n\nNieuw.\n`);
    expect(sections.map(({ number, title, mark }) => [number, title, mark])).toEqual([
      ['1', '1 Wonen', '1'],
      ['2', '2 Water', null],
    ]);
    expect(sections[0]?.content.content?.map((block) => [block.type, block.attrs?.level])).toEqual([
      ['paragraph', undefined],
      ['heading', 2],
      ['paragraph', undefined],
    ]);
  });
});
