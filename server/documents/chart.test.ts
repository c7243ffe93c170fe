import mammoth from 'mammoth';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { BARS_WIDTH, CHART_WIDTH, layChart } from './chart.ts';
import { writePaperDocx } from './docx.ts';
import { writePaperHtml } from './html.ts';
import { type Chart, heading, type Paper } from './model.ts';
import { writePaperPdf } from './pdf.ts';

type Node = { role?: string; alt?: string; type?: string; id?: string; children?: Node[] };

const chart: Chart = {
  kind: 'chart',
  conclusion: 'De meeste deelnemers wonen in Özgür & Zn: 40.',
  alt: 'Staafdiagram. Özgür & Zn: 40. Oever: te weinig om te noemen. Doel: 30 van 50.',
  bars: [
    { label: 'Özgür & Zn', value: 40, shown: '40', tone: 'good' },
    { label: 'Oever', value: null, shown: 'te weinig om te noemen' },
    { label: 'Niets', value: 0, shown: '0' },
    { label: 'Met een doel', value: 30, shown: '30 van 50', goal: 50 },
    { label: 'Een keuze met een heel lange naam '.repeat(5), value: 10, shown: '10' },
  ],
};
const paper: Paper = { title: 'Proef', lang: 'nl-NL', blocks: [heading(1, 'Wijken'), chart] };

describe('a chart laid out', () => {
  const { bars, height } = layChart(chart);

  test('has bars in the measure of the largest figure, the aim included', () => {
    expect(bars.map(({ width }) => Math.round((100 * width) / BARS_WIDTH))).toEqual([80, 0, 0, 60, 20]);
    expect(bars.map(({ goalX }) => goalX)).toEqual([null, null, null, BARS_WIDTH, null]);
  });

  test('keeps every number right of its bar and of the post, within the sheet, and no row over another', () => {
    for (const { shownX, width, goalX } of bars) {
      expect(shownX).toBeGreaterThan(Math.max(width, goalX ?? 0));
      expect(shownX).toBeLessThan(CHART_WIDTH - 60);
    }
    for (const [index, { labelY, y }] of bars.entries()) {
      expect(labelY).toBeLessThan(y);
      expect(labelY).toBeGreaterThan(bars[index - 1]?.shownY ?? 0);
      expect(y).toBeLessThan(height);
    }
  });

  test('shortens words that do not fit on a line, and keeps them whole for a page', () => {
    expect(bars[4]?.label).toMatch(/…$/u);
    expect(bars[4]?.full).toBe(chart.bars[4]?.label);
  });

  test('of nothing draws nothing, instead of dividing by it', () => {
    expect(layChart({ ...chart, bars: [{ label: 'a', value: 0, shown: '0' }] }).bars[0]?.width).toBe(0);
    expect(layChart({ ...chart, bars: [] })).toEqual({ height: 0, bars: [] });
  });
});

describe('a chart in a paper', () => {
  let nodes: Node[];
  let words: string;

  beforeAll(async () => {
    const pdf = await getDocument({ data: new Uint8Array(await writePaperPdf(paper)), verbosity: 0 }).promise;
    const page = await pdf.getPage(1);
    nodes = ((await page.getStructTree()) as Node).children?.[0]?.children ?? [];
    words = (await page.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(' ');
  });

  test('is one figure of the PDF, with its figures in words and its conclusion right after', () => {
    expect(nodes.map(({ role }) => role)).toEqual(['H1', 'H2', 'Figure', 'Caption']);
    expect(nodes[2]?.alt).toBe(chart.alt);
    expect(words).toContain('Özgür & Zn');
    expect(words).toContain('30 van 50');
    expect(words).toContain(chart.conclusion);
  });

  test('of more bars than fit on a page goes on on the next one', async () => {
    const bars = Array.from({ length: 50 }, (_, index) => ({ label: `Keuze ${index + 1}`, value: index, shown: `${index} stemmen` }));
    const pdf = await getDocument({ data: new Uint8Array(await writePaperPdf({ ...paper, blocks: [{ ...chart, bars }] })), verbosity: 0 })
      .promise;
    const pages = await Promise.all(Array.from({ length: pdf.numPages }, async (_, index) => await pdf.getPage(index + 1)));
    const all = await Promise.all(
      pages.map(async (page) => (await page.getTextContent()).items.map((item) => ('str' in item ? item.str : ''))),
    );
    expect(all.flat().filter((item) => /^Keuze \d+$/u.test(item))).toHaveLength(50);
    for (const page of pages) {
      const { items } = await page.getTextContent();
      for (const item of items) if ('transform' in item) expect(item.transform[5]).toBeGreaterThan(30);
    }
  });

  test('cannot be without words', async () => {
    await expect(writePaperPdf({ ...paper, blocks: [{ ...chart, alt: '' }] })).rejects.toThrow(/words/);
  });

  test('is a picture with words in the Word file, with ink in it, on white', async () => {
    const pictures: Buffer[] = [];
    const { value } = await mammoth.convertToHtml(
      { buffer: await writePaperDocx(paper) },
      {
        convertImage: mammoth.images.imgElement(async (image) => {
          pictures.push(Buffer.from(await image.readAsArrayBuffer()));
          return { src: image.contentType };
        }),
      },
    );
    expect(value).toContain(`alt="${chart.alt.replace('&', '&amp;')}"`);
    expect(value).toContain('src="image/png"');
    expect(value).toContain('De meeste deelnemers wonen in Özgür &amp; Zn: 40.');
    const { width = 0, height = 0 } = await sharp(pictures[0]).metadata();
    expect(width / height).toBeCloseTo(CHART_WIDTH / layChart(chart).height, 1);
    const at = async (left: number, top: number) => {
      const scale = width / CHART_WIDTH;
      const spot = { left: Math.round(left * scale), top: Math.round(top * scale), width: 1, height: 1 };
      return [...(await sharp(pictures[0]).removeAlpha().toColourspace('srgb').extract(spot).raw().toBuffer())];
    };
    const bar = layChart(chart).bars[0];
    expect(await at(10, (bar?.y ?? 0) + 4)).toEqual([0x3d, 0x6a, 0x1b]);
    expect(await at(CHART_WIDTH - 4, 2)).toEqual([255, 255, 255]);
    // The words above the first bar.
    const { channels } = await sharp(pictures[0])
      .extract({ left: 0, top: 0, width: Math.round(width / 8), height: Math.round(height / 12) })
      .stats();
    expect(channels[0]?.min).toBeLessThan(100);
  });

  test('is a drawing on a page that says its figures', () => {
    const html = writePaperHtml(paper);
    expect(html).toContain('role="img" aria-label="Staafdiagram. Özgür &amp; Zn: 40.');
    expect(html).toContain('<figcaption>De meeste deelnemers');
  });
});
