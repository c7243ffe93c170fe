import { Children, type ReactNode } from 'react';
import { cleanContent } from '../../server/plan-texts/content.ts';
import { LINK_REL } from '../../server/plan-texts/elements.ts';

/** As Tiptap stores it; whatever else it holds is left out. */
type Node = NonNullable<Parameters<typeof cleanContent>[0]>;

const HEADINGS = ['h2', 'h3', 'h4', 'h5', 'h6'] as const;

/**
 * The text of a section as page elements. Only what the allow-list of plan texts names becomes an element, and text only ever becomes text.
 * @param under level of the heading above it; headings in the text go below that
 */
export function PlanContent({ content, under = 2 }: { content: Node | null; under?: number }): ReactNode {
  return content ? renderContent(content, under) : null;
}

/** See `PlanContent`. */
export function renderContent(content: Node, under = 2): ReactNode {
  return each(cleanContent(content).content, (node) => renderBlock(node, under));
}

function renderBlock(node: Node, under: number): ReactNode {
  switch (node.type) {
    case 'paragraph':
      // An empty paragraph is white space its writer wanted in the editor, and noise to who has it read aloud.
      return node.content ? <p>{each(node.content, renderInline)}</p> : null;
    case 'heading': {
      const Heading = HEADINGS[Math.min(HEADINGS.length - 1, under - 1 + (Number(node.attrs?.level ?? 2) - 2))] ?? 'h6';
      return node.content ? <Heading>{each(node.content, renderInline)}</Heading> : null;
    }
    case 'bulletList':
      return <ul>{each(node.content, (item) => renderItem(item, under))}</ul>;
    case 'orderedList':
      return <ol start={Number(node.attrs?.start ?? 1)}>{each(node.content, (item) => renderItem(item, under))}</ol>;
    default:
      return null;
  }
}

function renderItem(item: Node, under: number): ReactNode {
  return <li>{each(item.content, (node) => renderBlock(node, under))}</li>;
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
