/** A plan as one HTML file that needs nothing else: for keeping, mailing and printing, readable by every browser and screen reader. No script. */
import type { JSONContent } from '@tiptap/core';
import { LINK_REL } from './elements.ts';
import { normalForm } from './export-normal-form.ts';
import type { WrittenSection } from './markdown-write.ts';
import { sectionHeading } from './rules.ts';

const STYLE = `
:root { color-scheme: light dark; --ink: #14201b; --soft: #4a5650; --paper: #fdfdf9; --line: #c9cfc9; --link: #0b5a94; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef1ec; --soft: #b3bdb6; --paper: #121a16; --line: #3b4640; --link: #8cc5f2; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 44rem; background: var(--paper); color: var(--ink); font: 1.125rem/1.65 Georgia, 'Times New Roman', serif; overflow-wrap: break-word; }
h1, h2, h3, h4, h5, h6, nav, .state { font-family: system-ui, 'Segoe UI', Arial, sans-serif; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2em 0 0.4em; }
h1 { font-size: 2rem; margin-top: 0; } h2 { font-size: 1.6rem; } h3 { font-size: 1.3rem; } h4, h5, h6 { font-size: 1.1rem; }
p, ul, ol { margin: 0 0 1em; } li > p { margin: 0 0 0.35em; } ul, ol { padding-left: 1.6em; }
a { color: var(--link); text-underline-offset: 0.2em; }
nav { border: 1px solid var(--line); padding: 1rem 1.25rem; margin: 2rem 0; font-size: 1rem; }
nav h2 { margin: 0 0 0.5em; font-size: 1.1rem; } nav ol { list-style: none; margin: 0; padding: 0; } nav ol ol { padding-left: 1.25em; }
nav a { display: inline-block; padding: 0.2em 0; }
.state { color: var(--soft); font-size: 1rem; }
@media print {
  :root { --ink: #000; --soft: #333; --paper: #fff; --line: #999; --link: #000; }
  @page { margin: 18mm 16mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h1, h2, h3, h4, h5, h6 { break-after: avoid; } p, li { orphans: 3; widows: 3; }
  main a[href^='http']::after { content: ' (' attr(href) ')'; font-size: 0.85em; overflow-wrap: anywhere; }
}`;

export type HtmlPlan = { title: string; subtitle: string; language: string; contents: string; sections: readonly WrittenSection[] };

/** @param contents heading of the table of contents */
export function writeHtml({ title, subtitle, language, contents, sections }: HtmlPlan): string {
  const body = sections.map((section, index) => {
    const level = section.level + 1;
    return `<section aria-labelledby="${anchor(index)}">\n<h${level} id="${anchor(index)}">${text(sectionHeading(section))}</h${level}>\n${blocks(normalForm(section.content).content ?? [], level)}</section>`;
  });
  return `<!doctype html>
<html lang="${attribute(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(title)}</title>
<style>${STYLE}
</style>
</head>
<body>
<header>
<h1>${text(title)}</h1>
<p class="state">${text(subtitle)}</p>
</header>
<nav aria-labelledby="inhoud">
<h2 id="inhoud">${text(contents)}</h2>
${tableOfContents(sections)}
</nav>
<main>
${body.join('\n')}
</main>
</body>
</html>
`;
}

function anchor(index: number): string {
  return `deel-${index + 1}`;
}

/** A list in the item above it for each level deeper. */
function tableOfContents(sections: readonly WrittenSection[]): string {
  let html = '';
  let depth = 0;
  for (const [index, section] of sections.entries()) {
    // A section cannot stand deeper than one under what came before it.
    const level = Math.min(section.level, depth + 1);
    html += level > depth ? '<ol>' : `</li>${'</ol></li>'.repeat(depth - level)}`;
    depth = level;
    html += `<li><a href="#${anchor(index)}">${text(sectionHeading(section))}</a>`;
  }
  return depth === 0 ? '' : `${html}</li>${'</ol></li>'.repeat(depth - 1)}</ol>`;
}

/** @param under level of the heading above */
function blocks(content: readonly JSONContent[], under: number): string {
  return content.map((block) => writeBlock(block, under)).join('');
}

function writeBlock({ type, attrs, content = [] }: JSONContent, under: number): string {
  switch (type) {
    case 'heading': {
      const level = Math.min(6, under + Number(attrs?.level ?? 2) - 1);
      return content.length === 0 ? '' : `<h${level}>${inline(content)}</h${level}>\n`;
    }
    case 'bulletList':
      return `<ul>\n${items(content, under)}</ul>\n`;
    case 'orderedList':
      return `<ol${attrs?.start === 1 ? '' : ` start="${Number(attrs?.start)}"`}>\n${items(content, under)}</ol>\n`;
    default:
      return content.length === 0 ? '' : `<p>${inline(content)}</p>\n`;
  }
}

function items(content: readonly JSONContent[], under: number): string {
  return content.map((item) => `<li>${blocks(item.content ?? [], under)}</li>\n`).join('');
}

function inline(content: readonly JSONContent[]): string {
  return content
    .map((node) => {
      if (node.type === 'hardBreak') return '<br>';
      const has = (type: string) => node.marks?.find((mark) => mark.type === type);
      let html = text(node.text ?? '');
      if (has('italic')) html = `<em>${html}</em>`;
      if (has('bold')) html = `<strong>${html}</strong>`;
      const href = has('link')?.attrs?.href;
      return href ? `<a href="${attribute(String(href))}" rel="${LINK_REL}">${html}</a>` : html;
    })
    .join('');
}

function text(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function attribute(value: string): string {
  return text(value).replaceAll('"', '&quot;');
}
