import { Children, type ReactNode } from 'react';
import { cleanContent } from '../../server/plan-texts/content.ts';
import { LINK_REL } from '../../server/plan-texts/elements.ts';
import { type MarkedPiece, markPieces } from './mark-pieces.ts';
import { MarkedWords } from './marked-words.tsx';

/** As Tiptap stores it; whatever else it holds is left out. */
type Node = NonNullable<Parameters<typeof cleanContent>[0]>;

/** What is shown with a text. Blocks are paragraphs, headings and list items that hold text, counted from 0. */
export type ReadingAids = {
  /** Words that comments are about. */
  marks: readonly MarkedPiece[];
  /** At the end of a block, such as a link to react to it. */
  action?: (block: number) => ReactNode;
  /** Under a block, such as the form to do so. */
  under?: (block: number) => ReactNode;
};

/** One reading of a text, from its first block to its last. */
type Reading = { under: number; aids: ReadingAids | null; block: number };

const HEADINGS = ['h2', 'h3', 'h4', 'h5', 'h6'] as const;

/**
 * The text of a section as page elements. Only what the allow-list of plan texts names becomes an element, and text only ever becomes text.
 * @param under level of the heading above it; headings in the text go below that
 */
export function PlanContent({
  content,
  under = 2,
  aids = null,
}: {
  content: Node | null;
  under?: number;
  aids?: ReadingAids | null;
}): ReactNode {
  return content ? renderContent(content, under, aids) : null;
}

/** See `PlanContent`. */
export function renderContent(content: Node, under = 2, aids: ReadingAids | null = null): ReactNode {
  const reading: Reading = { under, aids, block: 0 };
  return each(cleanContent(content).content, (node) => renderBlock(node, reading));
}

function renderBlock(node: Node, reading: Reading): ReactNode {
  switch (node.type) {
    case 'paragraph':
      // An empty paragraph is white space its writer wanted in the editor, and noise to who has it read aloud.
      return node.content ? renderText('p', node.content, reading) : null;
    case 'heading': {
      const Heading = HEADINGS[Math.min(HEADINGS.length - 1, reading.under - 1 + (Number(node.attrs?.level ?? 2) - 2))] ?? 'h6';
      return node.content ? renderText(Heading, node.content, reading) : null;
    }
    // The marks of a list stand where its own script begins; the sheet sees to lines of text.
    case 'bulletList':
      return <ul dir="auto">{each(node.content, (item) => renderItem(item, reading))}</ul>;
    case 'orderedList':
      return (
        <ol dir="auto" start={Number(node.attrs?.start ?? 1)}>
          {each(node.content, (item) => renderItem(item, reading))}
        </ol>
      );
    default:
      return null;
  }
}

function renderItem(item: Node, reading: Reading): ReactNode {
  return <li>{each(item.content, (node) => renderBlock(node, reading))}</li>;
}

function renderText(Tag: 'p' | (typeof HEADINGS)[number], content: Node[], reading: Reading): ReactNode {
  const block = reading.block++;
  const { aids } = reading;
  if (!aids) return <Tag>{each(content, (node) => renderInline(node))}</Tag>;
  const marks = aids.marks.filter((mark) => mark.block === block);
  const starts = content.map((_, index) => content.slice(0, index).reduce((sum, node) => sum + lengthOf(node), 0));
  return (
    <>
      <Tag id={`alinea-${block + 1}`} className="blk">
        {Children.toArray(content.map((node, index) => renderMarked(node, starts[index] ?? 0, marks)))}
        {aids.action?.(block)}
      </Tag>
      {aids.under?.(block)}
    </>
  );
}

function lengthOf(node: Node): number {
  return node.type === 'hardBreak' ? 1 : (node.text ?? '').length;
}

/** A run of text, cut where the words of a comment begin and end. */
function renderMarked(node: Node, start: number, marks: readonly MarkedPiece[]): ReactNode {
  const end = start + lengthOf(node);
  return markPieces({ from: start, to: end }, marks).map(({ from, to, ...about }) => (
    <MarkedWords key={from} {...about}>
      {renderInline(node.type === 'hardBreak' ? node : { ...node, text: (node.text ?? '').slice(from - start, to - start) })}
    </MarkedWords>
  ));
}

function renderInline(node: Node): ReactNode {
  if (node.type === 'hardBreak') return <br />;
  let text: ReactNode = node.text ?? '';
  for (const mark of [...(node.marks ?? [])].reverse()) text = renderMark(mark, text);
  return text;
}

function renderMark({ type, attrs }: { type: string; attrs?: Record<string, unknown> }, text: ReactNode): ReactNode {
  if (type === 'bold') return <strong>{text}</strong>;
  if (type === 'italic') return <em>{text}</em>;
  if (type !== 'link') return text;
  return (
    <a href={String(attrs?.href ?? '')} rel={LINK_REL}>
      {text}
    </a>
  );
}

/** With the keys React asks for: this text is rendered once and never reordered. */
function each(nodes: Node[] | undefined, render: (node: Node) => ReactNode): ReactNode[] {
  return Children.toArray((nodes ?? []).map(render));
}
