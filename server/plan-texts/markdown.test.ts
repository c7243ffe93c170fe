import { describe, expect, test } from 'vitest';
import { parsePlan, readMarkdown } from './markdown.ts';
import { contentText } from './schema.ts';

const outline = (markdown: string) =>
  parsePlan(markdown).map(({ key, number, title, level }) => `${'  '.repeat(level - 1)}${key} | ${number} | ${title}`);
const text = (markdown: string, key: string) => {
  const section = parsePlan(markdown).find((candidate) => candidate.key === key);
  return section ? contentText(section.content) : null;
};

describe('a plan with nested headings', () => {
  const plan =
    '# Omgevingsplan\n\nVoorwoord.\n\n## 1 Wonen\n\nTekst.\n\n### 1.1 De kade\n\nLangs de kade.\n\n#### Details\n\nMeer.\n\n## Inleiding\n\n### Doel\n';

  test('becomes chapters and numbered sections; deeper headings stay in the text', () => {
    expect(outline(plan)).toEqual([
      'vooraf | vooraf | Vooraf',
      '1 | 1 | Wonen',
      '  1.1 | 1.1 | De kade',
      'inleiding | inleiding | Inleiding',
      '  inleiding/doel | inleiding-doel | Doel',
    ]);
    expect(text(plan, '1.1')).toBe('Langs de kade.\nDetails\nMeer.');
    expect(text(plan, 'vooraf')).toBe('Voorwoord.');
  });

  test('gives equal headings a count', () => {
    expect(parsePlan('# A\n\n# A\n').map((section) => section.key)).toEqual(['a', 'a-2']);
  });

  test('knows the line of each heading', () => {
    expect(parsePlan(plan).map((section) => section.line)).toEqual([1, 5, 9, 17, 19]);
  });
});

describe('a published law', () => {
  const law = [
    "<meta http-equiv='Content-Type' />",
    '',
    '##Wet van vandaag',
    '',
    'Wij maken bekend:',
    '### Hoofdstuk  1  ',
    '',
    '####Algemene bepalingen',
    '',
    '### Artikel  1.1  ',
    '',
    '1.  In deze wet: ',
    '',
    'a. kade: zie [artikel 3](../../README.md);  ',
    '2.  Tweede lid.',
    '4.  Vierde lid.',
    '### §  1.1.2  ',
    '### Artikel  1.2a  ',
    'Vervallen.',
  ].join('\n');

  test('becomes chapters, paragraphs and articles though their headings stand at one depth', () => {
    expect(outline(law)).toEqual([
      'vooraf | vooraf | Vooraf',
      'hoofdstuk-1 | hoofdstuk-1 | Hoofdstuk 1. Algemene bepalingen',
      '  artikel-1.1 | 1.1 | Artikel 1.1',
      '  paragraaf-1.1.2 | paragraaf-1.1.2 | § 1.1.2',
      '    artikel-1.2a | 1.2a | Artikel 1.2a',
    ]);
  });

  test('keeps its members apart and their numbers, also where one lapsed', () => {
    const article = parsePlan(law).find((section) => section.key === 'artikel-1.1');
    expect(article?.content.content?.map((block) => [block.type, block.attrs?.start])).toEqual([
      ['orderedList', 1],
      ['paragraph', undefined],
      ['orderedList', 2],
      ['orderedList', 4],
    ]);
  });

  test('keeps the words of links that lead nowhere, and no HTML', () => {
    expect(text(law, 'artikel-1.1')).toBe('In deze wet:\na. kade: zie artikel 3;\nTweede lid.\nVierde lid.');
    expect(JSON.stringify(parsePlan(law))).not.toMatch(/meta|README/);
  });
});

test('formatting is kept as far as plan texts have it', () => {
  const [section] = parsePlan(
    '# A\n\n**vet** *schuin* `code` <b>html</b> [web](https://a.nl/) [kwaad](javascript:alert(1)) ![kaart](k.png)\n\n- een\n  - twee\n\n> citaat\n',
  );
  const blocks = section?.content.content ?? [];
  expect(blocks[0]?.content?.map((child) => [child.text, ...(child.marks ?? []).map((mark) => mark.type)])).toEqual([
    ['vet', 'bold'],
    [' '],
    ['schuin', 'italic'],
    [' '],
    ['code'],
    [' '],
    ['html'],
    [' '],
    ['web', 'link'],
    [' '],
    ['kwaad'],
    [' '],
    ['kaart'],
  ]);
  expect(blocks.map((block) => block.type)).toEqual(['paragraph', 'bulletList', 'paragraph']);
});

test('a text without headings has no sections', () => {
  expect(parsePlan('Alleen tekst.\n#geen kop')).toEqual([]);
});

test('a table, a picture and HTML of another hand are told of, and the rows of the table stay readable', () => {
  const { headings, notices } = readMarkdown(
    '# Plan\n\n<div>weg</div>\n\n| Plek | Aantal |\n|---|:-:|\n| Kade | 3 |\n\n![foto](x.png) Tekst met <b>vet</b>.\n',
  );
  expect(headings[0]?.body.map((block) => contentText({ type: 'doc', content: [block] }))).toEqual([
    'Plek | Aantal',
    'Kade | 3',
    expect.stringContaining('Tekst met vet.'),
  ]);
  expect(notices).toEqual([
    { kind: 'images', count: 1 },
    { kind: 'tables', count: 1 },
    { kind: 'html', count: 2 },
  ]);
  expect(readMarkdown('# Plan\n\nEen | streep is geen tabel.\n').notices).toEqual([]);
});
