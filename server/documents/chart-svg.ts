/** A chart as SVG for a page: it follows the colours of the page, and needs no script and no style from elsewhere. */
import { BAR_HEIGHT, CHART_WIDTH, LABEL_SIZE, layChart } from './chart.ts';
import type { Chart } from './model.ts';

export function chartSvg(chart: Chart): string {
  const { height } = layChart(chart);
  return `<svg viewBox="0 0 ${CHART_WIDTH} ${height}" width="${Math.round(CHART_WIDTH * (4 / 3))}" height="${Math.round(height * (4 / 3))}" role="img" aria-label="${xmlText(chart.alt)}">${chartShapes(chart, true)}</svg>`;
}

/** The bars and posts, with their words or without: where fonts are not to be relied on, somebody else writes them. */
export function chartShapes(chart: Chart, words: boolean): string {
  return layChart(chart)
    .bars.map((bar) => {
      const rect = `<rect x="0" y="${bar.y}" width="${Math.max(1, bar.width)}" height="${BAR_HEIGHT}" fill="${bar.colour}"/>`;
      const post =
        bar.goalX === null
          ? ''
          : `<path d="M${bar.goalX} ${bar.y - 3}v${BAR_HEIGHT + 6}" stroke="${words ? 'currentColor' : '#14231d'}" stroke-width="1.4"/>`;
      const text = words
        ? `<text x="0" y="${bar.labelY}" font-size="${LABEL_SIZE}">${xmlText(bar.label)}</text><text x="${bar.shownX}" y="${bar.shownY}" font-size="${LABEL_SIZE}" font-weight="700">${xmlText(bar.shown)}</text>`
        : '';
      return `${rect}${post}${text}`;
    })
    .join('');
}

export function xmlText(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
