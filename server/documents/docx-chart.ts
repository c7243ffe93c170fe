/**
 * A chart for a Word file: a picture, because Word and LibreOffice draw SVG each in their own way, and older ones not at all. Its letters are set in our own font
 * from its file, so that a server without fonts draws the same.
 */
import { fileURLToPath } from 'node:url';
import { CHART_WIDTH, LABEL_SIZE, layChart } from './chart.ts';
import { chartShapes, xmlText } from './chart-svg.ts';
import type { Chart, Figure } from './model.ts';
import { fontFile } from './pdf-fonts.ts';

const DPI = 220;
const SCALE = DPI / 72;

export async function chartFigure(chart: Chart): Promise<Figure> {
  const { default: sharp } = await import('sharp');
  const { height, bars } = layChart(chart);
  const size = { width: Math.round(CHART_WIDTH * SCALE), height: Math.round(height * SCALE) };
  const words = bars.flatMap(({ label, labelY, shown, shownX, shownY }) => [
    { text: label, x: 0, baseline: labelY, bold: false },
    { text: shown, x: shownX, baseline: shownY, bold: true },
  ]);
  const layers = await Promise.all(
    words
      .filter(({ text }) => text !== '')
      .map(async ({ text, x, baseline, bold }) => {
        const { data, info } = await sharp({
          text: {
            text: `<span foreground="#14231d">${xmlText(text)}</span>`,
            font: `Schibsted Grotesk ${bold ? 'Bold ' : ''}${LABEL_SIZE}`,
            fontfile: fileURLToPath(fontFile(bold ? 'sans-bold' : 'sans')),
            dpi: DPI,
            rgba: true,
          },
        })
          .png()
          .toBuffer({ resolveWithObject: true });
        // The picture of a line ends at its lowest letter; without one below the line that is the line itself.
        const below = /[gjpqy,;()]/u.test(text) ? LABEL_SIZE * 0.22 : 0;
        const left = Math.min(Math.round(x * SCALE), size.width - info.width);
        return { input: data, left: Math.max(0, left), top: Math.max(0, Math.round((baseline + below) * SCALE) - info.height) };
      }),
  );
  const shapes = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${CHART_WIDTH} ${height}">${chartShapes(chart, false)}</svg>`;
  const image = await sharp(Buffer.from(shapes), { density: 72 })
    .resize(size.width, size.height)
    .composite(layers)
    .flatten({ background: '#ffffff' })
    .withMetadata({ density: DPI })
    .png({ palette: true })
    .toBuffer();
  return { kind: 'figure', image, type: 'png', width: CHART_WIDTH, height, alt: chart.alt, caption: chart.conclusion };
}
