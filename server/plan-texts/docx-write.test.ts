import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unpackDocx } from './docx-archive.ts';
import { readDocx } from './docx-read.ts';
import { writeDocx } from './docx-write.ts';
import { normalForm } from './export-normal-form.ts';
import { sectionsOf } from './import-sections.ts';
import { sectionHeading } from './rules.ts';
import { randomPlan } from './testing/random-content.ts';

const idOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

describe('a plan as a Word file', () => {
  test('whatever it says, it reads back to the letter', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(randomPlan, async (plan) => {
        const sections = plan.map((section, index) => ({ ...section, id: idOf(index) }));
        const read = await readDocx(await writeDocx({ title: 'Plan & <b>', subtitle: 'Stand van vandaag', sections }));
        expect(read.notices).toEqual([]);
        expect(sectionsOf(read).map(({ mark, level, content, title }) => [mark, level, title, normalForm(content)])).toEqual(
          sections.map(({ id, number, level, content, title }) => [
            id.replaceAll('-', ''),
            level,
            sectionHeading({ number, title }),
            normalForm(content),
          ]),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('has a title, a language and the headings Word knows', async () => {
    const content = { type: 'doc', content: [{ type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Binnenin' }] }] };
    const file = await writeDocx({
      title: 'De Amstel verandert',
      subtitle: 'Stand van 22 november 2026',
      sections: [
        { id: idOf(1), number: '4', title: 'De oever', level: 1, content: { type: 'doc', content: [{ type: 'paragraph' }] } },
        { id: idOf(2), number: '4.2', title: 'Het pad', level: 2, content },
      ],
    });
    const parts = unpackDocx(file);
    const document = parts.get('word/document.xml') ?? '';
    expect([...document.matchAll(/<w:pStyle w:val="(\w+)"/g)].map(([, style]) => style)).toEqual([
      'Title',
      'Subtitle',
      'Heading1',
      'Heading2',
      'Heading3',
    ]);
    expect(parts.get('word/styles.xml')).toContain('<w:lang w:val="nl-NL"/>');
    expect(file.includes('docProps/core.xml')).toBe(true);
  });
});
