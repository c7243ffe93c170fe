/**
 * A text as people can change it in a plain field: an empty line between paragraphs, `## ` before a heading, `- ` or `1. ` before a point of a list. What stays
 * the same keeps its formatting.
 */
import type { JSONContent } from '@tiptap/core';
import { diffArrays } from 'diff';
import { cleanContent, paragraphs } from './content.ts';
import { HEADING_LEVELS } from './elements.ts';
import { rewriteBlock } from './replace-text.ts';

/** The text of content for a plain field. */
export function contentToPlain(content: JSONContent): string {
  return (content.content ?? [])
    .map(blockToPlain)
    .filter((text) => text !== '')
    .join('\n\n');
}

function blockToPlain(node: JSONContent): string {
  if (node.type === 'heading')
    return `${'#'.repeat(Number(node.attrs?.level ?? HEADING_LEVELS[0]))} ${paragraphs(node).join(' ').replace(/\n/g, ' ')}`;
  if (node.type === 'bulletList' || node.type === 'orderedList') return listToPlain(node, '').join('\n');
  return paragraphs(node).join('\n').trim();
}

function listToPlain(list: JSONContent, indent: string): string[] {
  const start = Number(list.attrs?.start ?? 1);
  return (list.content ?? []).flatMap((item, index) => {
    const mark = list.type === 'orderedList' ? `${start + index}. ` : '- ';
    return (item.content ?? []).flatMap((child, place) => {
      if (child.type === 'bulletList' || child.type === 'orderedList') return listToPlain(child, `${indent}  `);
      const text = paragraphs(child).join(' ').replace(/\n/g, ' ');
      return [`${indent}${place === 0 ? mark : '  '}${text}`];
    });
  });
}

/**
 * Content from a plain field. Blocks that say the same as in `base` are taken from there with their formatting; a paragraph that was changed keeps the formatting
 * of the words that stay.
 */
export function plainToContent(text: string, base: JSONContent): JSONContent {
  const before = (base.content ?? []).filter((node) => blockToPlain(node) !== '');
  const after = parseBlocks(text);
  const blocks: JSONContent[] = [];
  let [was, is] = [0, 0];
  for (const { added, removed, count } of alignment(before.map(blockToPlain), after.map(blockToPlain))) {
    if (removed > 0 || added > 0) {
      // Replaced one by one as far as both go; what is left over is new.
      for (let index = 0; index < added; index++) {
        const [old, fresh] = [index < removed ? before[was + index] : undefined, after[is + index]];
        if (fresh) blocks.push(old && old.type === fresh.type ? rewriteBlock(old, fresh) : fresh);
      }
    } else blocks.push(...before.slice(was, was + count));
    was += removed > 0 || added > 0 ? removed : count;
    is += removed > 0 || added > 0 ? added : count;
  }
  return cleanContent({ type: 'doc', content: blocks });
}

/** Runs of blocks that stay (`count`) and runs that are replaced (`removed` by `added`). */
function alignment(before: string[], after: string[]): { added: number; removed: number; count: number }[] {
  const runs: { added: number; removed: number; count: number }[] = [];
  for (const { added, removed, value } of diffArrays(before, after)) {
    const last = runs.at(-1);
    if (!added && !removed) runs.push({ added: 0, removed: 0, count: value.length });
    else if (last && last.count === 0) {
      if (added) last.added += value.length;
      else last.removed += value.length;
    } else runs.push({ added: added ? value.length : 0, removed: removed ? value.length : 0, count: 0 });
  }
  return runs;
}

const POINT = /^( *)(?:(-|\*|•)|(\d{1,6})[.)]) +(.*)$/;

function parseBlocks(text: string): JSONContent[] {
  return text
    .split(/\n[ \t]*\n+/)
    .map((chunk) => chunk.replace(/^\n+|\s+$/g, ''))
    .filter((chunk) => chunk.trim() !== '')
    .flatMap(parseChunk);
}

/** One chunk between empty lines: a heading, a list, or a paragraph; also one after the other without an empty line. */
function parseChunk(chunk: string): JSONContent[] {
  const blocks: JSONContent[] = [];
  let words: string[] = [];
  let points: Point[] = [];
  const flush = () => {
    if (words.length > 0) blocks.push({ type: 'paragraph', content: inline(words.join('\n')) });
    if (points.length > 0) blocks.push(...lists(points, 0));
    [words, points] = [[], []];
  };
  for (const line of chunk.split('\n')) {
    const heading = /^(#{2,4}) +(.+)$/.exec(line);
    const point = POINT.exec(line);
    const last = points.at(-1);
    if (heading) {
      flush();
      blocks.push({ type: 'heading', attrs: { level: heading[1]?.length ?? HEADING_LEVELS[0] }, content: inline(heading[2] ?? '') });
    } else if (point) {
      if (words.length > 0) flush();
      points.push({ depth: Math.floor((point[1]?.length ?? 0) / 2), number: point[3] ? Number(point[3]) : null, lines: [point[4] ?? ''] });
    } else if (last && line.startsWith('  ')) last.lines.push(line.trim());
    else {
      if (points.length > 0) flush();
      words.push(line);
    }
  }
  flush();
  return blocks;
}

type Point = { depth: number; number: number | null; lines: string[] };

function lists(points: readonly Point[], depth: number): JSONContent[] {
  const found: JSONContent[] = [];
  let index = 0;
  while (index < points.length) {
    const point = points[index];
    if (!point) break;
    let next = index + 1;
    while (next < points.length && (points[next]?.depth ?? 0) > depth) next++;
    const item: JSONContent = {
      type: 'listItem',
      content: [
        ...point.lines.map((line) => ({ type: 'paragraph', content: inline(line) })),
        ...lists(points.slice(index + 1, next), depth + 1),
      ],
    };
    const type = point.number === null ? 'bulletList' : 'orderedList';
    const last = found.at(-1);
    if (last?.type === type) last.content?.push(item);
    else found.push({ type, ...(point.number !== null && point.number !== 1 && { attrs: { start: point.number } }), content: [item] });
    index = next;
  }
  return found;
}

function inline(text: string): JSONContent[] {
  return text
    .split('\n')
    .flatMap((line, index) => [...(index > 0 ? [{ type: 'hardBreak' }] : []), ...(line === '' ? [] : [{ type: 'text', text: line }])]);
}
