/** Writes a paper as one HTML file that needs nothing else: for keeping, mailing and printing. No script. */
import { LINK_REL } from '../plan-texts/elements.ts';
import { chartSvg } from './chart-svg.ts';
import { type Block, type Figure, type Paper, plainWords, type Run, runsOf, type Table, type Words } from './model.ts';

const STYLE = `
:root { color-scheme: light dark; --ink: #14231d; --soft: #43524a; --paper: #fbfbf8; --line: #d9d6ca; --link: #1f5f86; }
@media (prefers-color-scheme: dark) { :root { --ink: #ecefe8; --soft: #bfc9c1; --paper: #0f1613; --line: #32413a; --link: #7cc0e4; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 46rem; background: var(--paper); color: var(--ink); font: 1.125rem/1.65 Georgia, 'Times New Roman', serif; overflow-wrap: break-word; }
h1, h2, h3, h4, table, figcaption, .soft { font-family: system-ui, 'Segoe UI', Arial, sans-serif; }
h1, h2, h3, h4 { line-height: 1.2; margin: 2em 0 0.4em; text-wrap: balance; }
h1 { font-size: 2.25rem; margin-top: 0; } h2 { font-size: 1.6rem; } h3 { font-size: 1.2rem; } h4 { font-size: 1.05rem; }
p, ul, ol, blockquote { margin: 0 0 0.8em; } blockquote { padding-left: 1.25em; border-left: 2px solid var(--line); }
a { color: var(--link); text-underline-offset: 0.2em; }
.scroll { overflow-x: auto; margin: 1.25em 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.95rem; line-height: 1.4; }
caption { text-align: left; color: var(--soft); padding-bottom: 0.4em; }
th, td { text-align: left; vertical-align: top; padding: 0.4em 0.75em 0.4em 0; border-bottom: 1px solid var(--line); }
thead th { border-bottom-color: var(--ink); } .r { text-align: right; font-variant-numeric: tabular-nums; }
figure { margin: 1.25em 0; } img, svg { max-width: 100%; height: auto; } svg text { fill: var(--ink); font-family: system-ui, 'Segoe UI', Arial, sans-serif; }
.soft, figcaption { color: var(--soft); font-size: 0.95rem; }
@media print {
  :root { --ink: #000; --soft: #333; --paper: #fff; --line: #999; --link: #000; }
  @page { margin: 18mm 16mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h1, h2, h3, h4 { break-after: avoid; } p, li { orphans: 3; widows: 3; } tr, figure { break-inside: avoid; }
}`;

export function writePaperHtml({ title, subtitle, lang, blocks }: Paper): string {
  return `<!doctype html>
<html lang="${attribute(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${text(title)}</title>
<style>${STYLE}
</style>
</head>
<body>
<main>
<h1>${text(title)}</h1>
${subtitle ? `<p class="soft">${text(subtitle)}</p>\n` : ''}${blocks.map(writeBlock).join('\n')}
</main>
</body>
</html>
`;
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level + 1}>${text(block.text)}</h${block.level + 1}>`;
    case 'paragraph':
      return `<p>${inline(block.words)}</p>`;
    case 'quote':
      return `<blockquote>${block.paragraphs.map((words) => `<p>${inline(words)}</p>`).join('')}</blockquote>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>${block.items.map((words) => `<li>${inline(words)}</li>`).join('')}</${tag}>`;
    }
    case 'table':
      return writeTable(block);
    case 'figure':
      return writeFigure(block);
    case 'chart':
      return `<figure>${chartSvg(block)}<figcaption>${text(block.conclusion)}</figcaption></figure>`;
  }
}

/** A wide table scrolls by itself, by keyboard too, and not the whole page. */
function writeTable({ caption, columns, rows, rowHeaders }: Table): string {
  const side = (index: number) => (columns[index]?.align === 'end' ? ' class="r"' : '');
  const head = columns.map(({ title }, index) => `<th scope="col"${side(index)}>${text(title)}</th>`).join('');
  const body = rows.map((row) => {
    const cells = row.map((words, index) =>
      rowHeaders && index === 0 ? `<th scope="row"${side(0)}>${inline(words)}</th>` : `<td${side(index)}>${inline(words)}</td>`,
    );
    return `<tr>${cells.join('')}</tr>`;
  });
  const name = attribute(caption ?? columns.map(({ title }) => title).join(', '));
  return `<div class="scroll" role="region" tabindex="0" aria-label="${name}"><table>${caption ? `<caption>${text(caption)}</caption>` : ''}<thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`;
}

function writeFigure({ image, type, width, height, alt, caption }: Figure): string {
  const source = `data:image/${type === 'jpg' ? 'jpeg' : 'png'};base64,${Buffer.from(image).toString('base64')}`;
  const size = `width="${Math.round(width * (4 / 3))}" height="${Math.round(height * (4 / 3))}"`;
  return `<figure><img src="${source}" alt="${attribute(alt)}" ${size}>${caption ? `<figcaption>${text(caption)}</figcaption>` : ''}</figure>`;
}

function inline(words: Words): string {
  return runsOf(words).map(writeRun).join('');
}

function writeRun(run: Run): string {
  let html = text(plainWords([run])).replaceAll('\n', '<br>');
  if (run.italic) html = `<em>${html}</em>`;
  if (run.bold) html = `<strong>${html}</strong>`;
  // Added and taken out are words of the language, and not only lines: readers who hear the page are told as well.
  if (run.underline) html = `<ins>${html}</ins>`;
  if (run.strike) html = `<del>${html}</del>`;
  return run.href === undefined ? html : `<a href="${attribute(run.href)}" rel="${LINK_REL}">${html}</a>`;
}

function text(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function attribute(value: string): string {
  return text(value).replaceAll('"', '&quot;');
}
