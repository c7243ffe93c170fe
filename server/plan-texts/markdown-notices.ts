import type { ImportNotice } from './import-notices.ts';
import type { RootContent } from './markdown-content.ts';

type Counted = 'images' | 'html';

/** What a Markdown file of another hand has and a plan text cannot hold. `tables`: so many were made into paragraphs. */
export function markdownNotices(nodes: readonly RootContent[], tables: number): ImportNotice[] {
  const counts: Record<Counted, number> = { images: 0, html: 0 };
  const waiting: Piece[] = [...nodes];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === 'image' || node.type === 'imageReference') counts.images += 1;
    // Its closing half is the same piece, and a remark is for nobody to read.
    else if (node.type === 'html' && !/^<[/!]/.test(node.value ?? '')) counts.html += 1;
    waiting.push(...(node.children ?? []));
  }
  const all: ImportNotice[] = [
    { kind: 'images', count: counts.images },
    { kind: 'tables', count: tables },
    { kind: 'html', count: counts.html },
  ];
  return all.filter(({ count }) => count > 0);
}

type Piece = { type: string; value?: string; children?: readonly Piece[] };
