import { describe, expect, test } from 'vitest';
import { contentText } from './content.ts';
import { MAX_DOCX_BYTES } from './docx-archive.ts';
import { PlanFileError } from './import-refusals.ts';
import { readPlanFile } from './import-thread.ts';
import { numberingXml, p, packedPart, r, wordFile } from './testing/word-file.ts';

const outline = async (file: Buffer) =>
  (await readPlanFile(file)).sections.map(({ number, title, level, content }) => [level, number, title, contentText(content)]);
const content = async (body: string, more: Record<string, string> = {}) =>
  (await readPlanFile(wordFile(p(r('Kop'), { style: 'Kop1' }) + body, more))).sections[0]?.content.content;
const level = (index: number, format: string, text: string, start = 1, style = '') =>
  `<w:lvl w:ilvl="${index}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/>${style && `<w:pStyle w:val="${style}"/>`}<w:lvlText w:val="${text}"/></w:lvl>`;
const kind = (id: number, ...levels: string[]) => `<w:abstractNum w:abstractNumId="${id}">${levels.join('')}</w:abstractNum>`;
const list = (id: number, of: number, more = '') => `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${more}</w:num>`;

describe('a Word file of a colleague', () => {
  test('becomes sections by its heading styles, in whatever language Word speaks', async () => {
    const file = wordFile(
      p(r('Het plan'), { style: 'Titel' }) +
        p(r('1 Wonen'), { style: 'Kop1' }) +
        p(r('Over wonen.')) +
        p('') +
        p(r('1.1 De kade'), { style: 'Kop2' }) +
        p(r('De kade blijft.')),
    );
    expect(await outline(file)).toEqual([
      [1, '1', 'Wonen', 'Over wonen.'],
      [2, '1.1', 'De kade', 'De kade blijft.'],
    ]);
  });

  test('keeps bold, italic, line breaks and links to the web; other links and hidden things go', async () => {
    const rels = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${[
      ['r1', 'https://oever.example/'],
      ['r2', 'javascript:alert(1)'],
      ['r3', 'file:///etc/passwd'],
    ]
      .map(
        ([id, target]) =>
          `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="${target}" TargetMode="External"/>`,
      )
      .join('')}</Relationships>`;
    const link = (id: string, text: string) => `<w:hyperlink r:id="${id}">${r(text)}</w:hyperlink>`;
    const body = p(
      `${r('vet', '<w:b/>')}${r(' en ')}${r('schuin', '<w:i/>')}<w:r><w:br/></w:r>${link('r1', 'web')}${link('r2', 'kwaad')}${link('r3', 'schijf')}${r('&lt;b&gt;')}`,
    );
    expect(await content(body, { 'word/_rels/document.xml.rels': rels })).toEqual([
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'vet', marks: [{ type: 'bold' }] },
          { type: 'text', text: ' en ' },
          { type: 'text', text: 'schuin', marks: [{ type: 'italic' }] },
          { type: 'hardBreak' },
          { type: 'text', text: 'web', marks: [{ type: 'link', attrs: { href: 'https://oever.example/' } }] },
          { type: 'text', text: 'kwaad' },
          { type: 'text', text: 'schijf' },
          { type: 'text', text: '<b>' },
        ],
      },
    ]);
  });

  test('keeps lists, in lists too, with the number they start at and go on with', async () => {
    const numbering = numberingXml(
      kind(0, level(0, 'decimal', '%1.', 3), level(1, 'bullet', '•')) + kind(1, level(0, 'lowerLetter', '%1.')) + list(1, 0) + list(2, 1),
    );
    const body = [
      p(r('drie'), { list: [1, 0] }),
      p(r('punt'), { list: [1, 1] }),
      p(r('vier'), { list: [1, 0] }),
      p(r('Tussendoor.')),
      p(r('vijf'), { list: [1, 0] }),
      p(r('letter'), { list: [2, 0] }),
    ].join('');
    const blocks = await content(body, { 'word/numbering.xml': numbering });
    expect(blocks?.map((block) => [block.type, block.attrs?.start, block.content?.length])).toEqual([
      ['orderedList', 3, 2],
      ['paragraph', undefined, 1],
      ['orderedList', 5, 1],
      ['paragraph', undefined, 2],
    ]);
    expect(blocks?.[0]?.content?.[0]?.content?.[1]).toMatchObject({ type: 'bulletList' });
    // A letter is what people refer to ("onderdeel a"), and plan texts have no lists with letters.
    expect(contentText({ type: 'doc', content: blocks?.slice(3) })).toBe('a. letter');
  });

  test('a list that another program saved as two parts is one, and one that starts again is another', async () => {
    // As LibreOffice 7.4 saves it: the first item says where the list starts, the others belong to the list of that kind.
    const start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>';
    const numbering = numberingXml(
      kind(1, level(0, 'decimal', '%1.')) +
        kind(2, level(0, 'bullet', '•')) +
        list(1, 1) +
        list(2, 2) +
        list(3, 1, start) +
        list(4, 2, start) +
        list(5, 1, start),
    );
    const items = (of: number[]) => of.map((id, index) => p(r(`regel ${index}`), { list: [id, 0] })).join('');
    const blocks = await content(items([3, 1, 1, 5, 1, 4, 2, 2]), { 'word/numbering.xml': numbering });
    expect(blocks?.map((block) => [block.type, block.attrs?.start, block.content?.length])).toEqual([
      ['orderedList', 1, 3],
      ['orderedList', 1, 2],
      ['bulletList', undefined, 3],
    ]);
  });

  test('takes over the numbers Word puts before headings', async () => {
    const numbering = numberingXml(kind(0, level(0, 'decimal', '%1', 1, 'Kop1'), level(1, 'decimal', '%1.%2', 1, 'Kop2')) + list(1, 0));
    const file = wordFile(p(r('Wonen'), { style: 'Kop1' }) + p(r('De kade'), { style: 'Kop2' }) + p(r('De brug'), { style: 'Kop2' }), {
      'word/numbering.xml': numbering,
    });
    expect((await outline(file)).map(([, number, title]) => [number, title])).toEqual([
      ['1', 'Wonen'],
      ['1.1', 'De kade'],
      ['1.2', 'De brug'],
    ]);
  });

  test('says what could not come along: changes, comments, pictures, tables, notes', async () => {
    const cell = (text: string) => `<w:tc><w:tcPr/>${p(r(text))}</w:tc>`;
    const file = wordFile(
      p(r('1 Wonen'), { style: 'Kop1' }) +
        p(
          `${r('Nu ')}<w:ins w:id="1" w:author="A">${r('nieuw')}</w:ins><w:del w:id="2" w:author="A"><w:r><w:delText>oud</w:delText></w:r></w:del><w:r><w:commentReference w:id="3"/></w:r><w:r><w:footnoteReference w:id="4"/></w:r><w:r><w:drawing/></w:r>`,
        ) +
        `<w:tbl><w:tblPr/><w:tr>${cell('jaar')}${cell('2027')}</w:tr></w:tbl>`,
    );
    const { sections, notices } = await readPlanFile(file);
    expect(contentText(sections[0]?.content ?? {})).toBe('Nu nieuw\njaar | 2027');
    expect(notices.map(({ kind, count }) => [kind, count])).toEqual([
      ['insertions', 1],
      ['deletions', 1],
      ['comments', 1],
      ['images', 1],
      ['tables', 1],
      ['notes', 1],
    ]);
  });
});

describe('a dangerous or damaged Word file is refused with a reason', () => {
  const plain = wordFile(p(r('1 Wonen'), { style: 'Kop1' }) + p(r('Tekst.')));
  const bomb = Buffer.alloc(64 * 1024 * 1024, 0x20);
  const flipped = Buffer.from(plain);
  flipped.fill(0xff, 40, 60);
  const cases: [string, Uint8Array, string][] = [
    ['cut off', plain.subarray(0, plain.length - 30), 'damaged_word'],
    ['with bytes turned over', flipped, 'damaged_word'],
    ['nothing but its first bytes', Buffer.from('PK\x03\x04'), 'damaged_word'],
    ['a zip of something else', packedPart('foto.jpg', Buffer.from('x'), 1), 'not_word'],
    ['that unpacks to 64 MB and says so', packedPart('word/document.xml', bomb, bomb.length), 'unpacked_too_large'],
    ['that unpacks to 64 MB and says it is small', packedPart('word/document.xml', bomb, 1000), 'unpacked_too_large'],
    ['that says it unpacks to 2 GB elsewhere', packedPart('word/media/image1.png', Buffer.from('x'), 2 ** 31), 'unpacked_too_large'],
    ['with macros', packedPart('word/vbaProject.bin', Buffer.from('x'), 1), 'macros'],
    ['made to hold macros', wordFile('', { '[Content_Types].xml': '<Types>wordprocessingml macroEnabled</Types>' }), 'macros'],
    ['with a document type', wordFile('', { 'word/document.xml': '<!DOCTYPE x [<!ENTITY a "b">]><w:document/>' }), 'damaged_word'],
    ['nested without end', wordFile('<w:sdt><w:sdtContent>'.repeat(5000)), 'damaged_word'],
    [
      'with an element of 200,000 attributes',
      wordFile(`<w:p ${Array.from({ length: 200_000 }, (_, n) => `a${n}="1"`).join(' ')}/>`),
      'damaged_word',
    ],
    ['with XML that is none', wordFile('<w:p><w:r>'), 'damaged_word'],
    ['of the old kind', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'old_word'],
    ['larger than 10 MB', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(MAX_DOCX_BYTES)]), 'word_too_large'],
    ['without headings', wordFile(p(r('Alleen tekst.'))), 'no_word_headings'],
    [
      'with a section of more than 200,000 characters',
      wordFile(p(r('Kop'), { style: 'Kop1' }) + p(r('woord '.repeat(40_000)))),
      'long_section',
    ],
    ['a pdf', Buffer.from('%PDF-1.7 …'), 'pdf'],
  ];

  test.each(cases)('%s', async (_, file, reason) => {
    const error = await readPlanFile(file).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(PlanFileError);
    expect(error).toMatchObject({ reason, message: expect.stringMatching(/\.$/) });
  });

  test('with the password flag set', async () => {
    const file = packedPart('word/document.xml', Buffer.from('x'), 1);
    file.writeUInt16LE(1, file.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 8);
    await expect(readPlanFile(file)).rejects.toMatchObject({ reason: 'password' });
  });
});
