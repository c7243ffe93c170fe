import { inflateSync } from 'node:zlib';
import mammoth from 'mammoth';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { writePaperDocx } from './docx.ts';
import { writePaperHtml } from './html.ts';
import { heading, labelled, link, type Paper, paragraph, plainWords } from './model.ts';
import { writePaperPdf } from './pdf.ts';

type Node = { role?: string; alt?: string; type?: string; id?: string; children?: Node[] };

const LONG = 'We zetten twee bankjes bij het water, want dat vroegen er veel. ';
let paper: Paper;
let file: Buffer;
let pdf: PDFDocumentProxy;

beforeAll(async () => {
  const image = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#86b4ca' } })
    .png()
    .toBuffer();
  paper = {
    title: 'Nota van beantwoording',
    subtitle: 'De Amstel verandert',
    lang: 'nl-NL',
    blocks: [
      heading(1, 'In het kort'),
      paragraph('Antwoord aan Özgül Şahin en Ευαγγελία: dank 🎉 en tot ziens'),
      {
        kind: 'table',
        caption: 'Uitkomsten',
        rowHeaders: true,
        columns: [
          { title: 'Uitkomst', width: 3 },
          { title: 'Aantal', align: 'end' },
        ],
        rows: [['Overgenomen', '12']],
      },
      heading(2, '2.1 Oevers & kades'),
      labelled('Besluit', [link('Raadsbesluit', 'https://oever.example/besluit?a=1&b=2'), ' van mei']),
      { kind: 'list', items: ['een', [{ text: 'twee', bold: true }, ' ', { text: 'drie', strike: true }]] },
      { kind: 'list', ordered: true, items: ['eerst', 'dan'] },
      { kind: 'quote', paragraphs: ['Wij willen <b>bankjes</b>.'] },
      { kind: 'figure', image, type: 'png', width: 300, height: 150, alt: 'Een blauw vlak', caption: 'Water' },
      heading(1, 'Alles'),
      {
        kind: 'table',
        columns: [{ title: 'Nr' }, { title: 'Antwoord', width: 5 }],
        rows: Array.from({ length: 30 }, (_, index) => [`nummer-${index + 1}`, LONG.repeat(index === 9 ? 60 : 2)]),
      },
    ],
  };
  file = await writePaperPdf(paper);
  pdf = await getDocument({ data: new Uint8Array(file), verbosity: 0 }).promise;
});

async function trees(): Promise<Node[]> {
  return Promise.all(
    Array.from({ length: pdf.numPages }, async (_, index) => (await (await pdf.getPage(index + 1)).getStructTree()) as Node),
  );
}

function find(node: Node, role: string): Node[] {
  return [...(node.role === role ? [node] : []), ...(node.children ?? []).flatMap((child) => find(child, role))];
}

async function words(page: number): Promise<string> {
  const { items } = await (await pdf.getPage(page)).getTextContent();
  return items.map((item) => ('str' in item ? item.str : '')).join('');
}

describe('a paper as a PDF', () => {
  test('says its title, its language and that it is PDF/UA', async () => {
    const { info, metadata } = await pdf.getMetadata();
    expect(info).toMatchObject({ Title: 'Nota van beantwoording', Language: 'nl-NL' });
    expect(metadata.get('pdfuaid:part')).toBe('1');
    expect((await pdf.getMarkInfo())?.Marked).toBe(true);
    expect((await pdf.getViewerPreferences()) as unknown).toMatchObject({ DisplayDocTitle: true });
    expect((await pdf.getOutline()).map(({ title, items }) => [title, items.map((item: { title: string }) => item.title)])).toEqual([
      ['In het kort', ['2.1 Oevers & kades']],
      ['Alles', []],
    ]);
  });

  test('tells headings, paragraphs, lists, tables, links and figures apart', async () => {
    const [first] = await trees();
    const root = find(first as Node, 'Document')[0];
    expect(root?.children?.map(({ role }) => role)).toEqual([
      'H1',
      'P',
      'H2',
      'P',
      'Table',
      'H3',
      'P',
      'L',
      'L',
      'BlockQuote',
      'Figure',
      'Caption',
      'H2',
      'Table',
    ]);
    const count = (role: string) => find(first as Node, role).length;
    expect({ TH: count('TH'), LI: count('LI'), LBody: count('LBody'), Link: count('Link') }).toEqual({
      TH: 3 + 2,
      LI: 4,
      LBody: 4,
      Link: 1,
    });
    expect(find(first as Node, 'Figure')[0]?.alt).toBe('Een blauw vlak');
    const [annotation] = await (await pdf.getPage(1)).getAnnotations();
    expect(annotation).toMatchObject({ subtype: 'Link', url: 'https://oever.example/besluit?a=1&b=2' });
  });

  test('leaves no word outside the structure, but for page numbers and repeated heads', async () => {
    for (let page = 1; page <= pdf.numPages; page += 1) {
      const known = new Set(find((await trees())[page - 1] as Node, 'Document').flatMap(contentIds));
      const { items } = await (await pdf.getPage(page)).getTextContent({ includeMarkedContent: true });
      const open: { tag: string; id: string | undefined }[] = [];
      for (const item of items) {
        if ('str' in item) {
          const artifact = open.some(({ tag }) => tag === 'Artifact');
          if (item.str.trim() !== '') expect(artifact || open.some(({ id }) => id !== undefined && known.has(id)), item.str).toBe(true);
        } else if (item.type === 'endMarkedContent') open.pop();
        else open.push({ tag: String((item as { tag?: string }).tag), id: item.id });
      }
    }
  });

  test('shows every letter, also of other alphabets, and keeps what it cannot draw for copying', async () => {
    const text = await words(1);
    expect(text).toContain('Özgül Şahin en Ευαγγελία: dank ');
    expect(text).toContain('en tot ziens');
    expect(text).not.toContain('🎉');
    expect(text).toContain('■');
    const behind = Buffer.from('\ufeff🎉', 'utf16le').swap16();
    expect(contents(file).some((content) => content.includes(Buffer.concat([Buffer.from('/ActualText ('), behind])))).toBe(true);
  });

  test('goes on over pages with the head of the table on each, a long row included', async () => {
    expect(pdf.numPages).toBeGreaterThan(3);
    const [, second, third] = [await words(1), await words(2), await words(3)];
    expect(second).toContain('Antwoord');
    expect(third).toContain('Antwoord');
    const all = (await Promise.all(Array.from({ length: pdf.numPages }, (_, index) => words(index + 1)))).join(' ');
    for (let row = 1; row <= 30; row += 1) expect(all).toContain(`nummer-${row}`);
    expect(all.split('veel.').length - 1).toBe(29 * 2 + 60);
    expect(await words(pdf.numPages)).toContain(`bladzijde ${pdf.numPages} van ${pdf.numPages}`);
  });

  test('is refused when a heading skips a level, a figure has no words, or a row misses a cell', async () => {
    const write = (blocks: Paper['blocks']) => writePaperPdf({ title: 'Proef', lang: 'nl-NL', blocks });
    await expect(write([heading(2, 'Te diep')])).rejects.toThrow(/skips a level/);
    await expect(write([{ kind: 'figure', image: new Uint8Array(), type: 'png', width: 1, height: 1, alt: ' ' }])).rejects.toThrow(/words/);
    await expect(write([{ kind: 'table', columns: [{ title: 'a' }], rows: [['1', '2']] }])).rejects.toThrow(/cells/);
  });
});

/** What stands in the compressed streams of a PDF. */
function contents(bytes: Buffer): Buffer[] {
  const text = bytes.toString('latin1');
  return [...text.matchAll(/\/Filter \/FlateDecode\n>>\nstream\n/g)].map(({ index, 0: head }) => {
    const from = index + head.length;
    return inflateSync(bytes.subarray(from, bytes.indexOf('endstream', from)));
  });
}

function contentIds(node: Node): string[] {
  return [...(node.type === 'content' && node.id ? [node.id] : []), ...(node.children ?? []).flatMap(contentIds)];
}

describe('the same paper', () => {
  test('is a Word file with headings, lists, a table and a picture with words', async () => {
    const { value } = await mammoth.convertToHtml({ buffer: await writePaperDocx(paper) });
    expect(value).toContain('<h1>In het kort</h1>');
    expect(value).toContain('<h2>2.1 Oevers &amp; kades</h2>');
    expect(value).toContain('<a href="https://oever.example/besluit?a=1&amp;b=2">Raadsbesluit</a> van mei');
    expect(value).toContain('<ul><li>een</li><li><strong>twee</strong> <s>drie</s></li></ul><ol><li>eerst</li><li>dan</li></ol>');
    expect(value).toContain('alt="Een blauw vlak"');
    expect(value).toContain('<thead><tr><th><p><strong>Uitkomst</strong></p></th>');
  });

  test('is a page without script, with the same words under the same headings', () => {
    const html = writePaperHtml(paper);
    expect(html).toContain('<html lang="nl-NL">');
    expect(html).toContain('<h3>2.1 Oevers &amp; kades</h3>');
    expect(html).toContain('<th scope="row">Overgenomen</th><td class="r">12</td>');
    expect(html).toContain('Wij willen &lt;b&gt;bankjes&lt;/b&gt;.');
    expect(html).not.toContain('<script');
    for (const block of paper.blocks)
      if (block.kind === 'list') for (const item of block.items) expect(html).toContain(plainWords(item).split(' ')[0]);
  });
});
