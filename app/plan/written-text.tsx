import { Children, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Passage, Writer, WrittenBlock } from '../../server/plan-texts/passages-by-author.ts';
import { formatMoment } from '../format.ts';
import { useRootData } from '../root-data.ts';

const HEADINGS = ['h3', 'h4', 'h5'] as const;
/** As many as can be told apart by hue and line together; after that they come round. */
const HANDS = 8;

type Names = { writers: readonly Writer[]; tip: (passage: Passage) => string };

/** The line and colour of a writer's words: the municipality's own text has none. */
export function handOf(writers: readonly Writer[], index: number): string {
  if (writers[index]?.name === null) return 'hand-m';
  const people = writers.slice(0, index).filter((writer) => writer.name !== null).length;
  return `hand-${people % HANDS}`;
}

/** The text with each passage under the hand of who wrote it. Pointing at one, or coming to it with Tab, tells who and when. */
export function WrittenText({ blocks, writers }: { blocks: readonly WrittenBlock[]; writers: readonly Writer[] }) {
  const { t, i18n } = useTranslation('versions');
  const { today } = useRootData();
  const tip = ({ writer, until }: Passage) =>
    t('writers.tip', {
      name: writers[writer]?.name ?? t('writers.municipality'),
      when: formatMoment(new Date(until), i18n.language, today),
    });
  return <>{each(blocks, (block) => renderBlock(block, { writers, tip }))}</>;
}

function renderBlock(block: WrittenBlock, names: Names): ReactNode {
  const { type, level, start, blocks, line } = block;
  switch (type) {
    case 'paragraph':
      return <p>{renderLine(line, names)}</p>;
    case 'heading': {
      const Heading = HEADINGS[(level ?? 2) - 2] ?? 'h5';
      return <Heading>{renderLine(line, names)}</Heading>;
    }
    case 'bulletList':
      return <ul>{each(blocks, (item) => renderBlock(item, names))}</ul>;
    case 'orderedList':
      return <ol start={start ?? 1}>{each(blocks, (item) => renderBlock(item, names))}</ol>;
    case 'listItem':
      return <li>{each(blocks, (child) => renderBlock(child, names))}</li>;
    default:
      return null;
  }
}

function renderLine(line: WrittenBlock['line'], { writers, tip }: Names): ReactNode {
  return each(line, (part) => {
    if (part === 'break') return <br />;
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: by keyboard one comes to a passage to hear whose it is
      <mark className={`pas ${handOf(writers, part.writer)}`} tabIndex={0}>
        {each(part.runs, renderRun)}
        <span className="pas-tip">
          <span className="sr"> (</span>
          {tip(part)}
          <span className="sr">) </span>
        </span>
      </mark>
    );
  });
}

function renderRun({ text, marks }: Passage['runs'][number]): ReactNode {
  let run: ReactNode = text;
  if (marks.includes('link')) run = <span className="was-link">{run}</span>;
  if (marks.includes('italic')) run = <em>{run}</em>;
  return marks.includes('bold') ? <strong>{run}</strong> : run;
}

/** With the keys React asks for: this text is rendered once and never reordered. */
function each<Item>(items: readonly Item[], render: (item: Item) => ReactNode): ReactNode[] {
  return Children.toArray(items.map(render));
}
