import { Children, type ReactNode } from 'react';
import { BARS_WIDTH, layChart, type PlacedBar } from '../../server/documents/chart.ts';
import { type Chart, type Run, runsOf, type Table, type Words } from '../../server/documents/model.ts';
import type { PaperOnPage } from '../../server/dossiers/process-paper.ts';

/** A paper as part of a page: the same words and headings as in its PDF and Word file. The title is the page's own. */
export function PaperView({ paper }: { paper: PaperOnPage }) {
  return <div className="paper">{Children.toArray(paper.blocks.map(renderBlock))}</div>;
}

function renderBlock(block: PaperOnPage['blocks'][number]): ReactNode {
  switch (block.kind) {
    case 'heading': {
      const Tag = `h${block.level + 1}` as 'h2' | 'h3' | 'h4';
      return <Tag>{block.text}</Tag>;
    }
    case 'paragraph':
      return <p>{renderWords(block.words)}</p>;
    case 'quote':
      return <blockquote>{Children.toArray(block.paragraphs.map(renderParagraph))}</blockquote>;
    case 'list': {
      const items = Children.toArray(block.items.map(renderItem));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'table':
      return <PaperTable table={block} />;
    case 'chart':
      return <PaperChart chart={block} />;
  }
}

/** The bars as they are printed. The table under them has the same figures, so who hears the page is not told them twice. */
function PaperChart({ chart }: { chart: Chart }) {
  return (
    <figure className="paper-chart">
      <div aria-hidden="true">{Children.toArray(layChart(chart).bars.map(renderBar))}</div>
      <figcaption>{chart.conclusion}</figcaption>
    </figure>
  );
}

/** The words are the page's own, or they would be too small to read on a phone. */
const renderBar = ({ full, shown, width, tone, goalX }: PlacedBar): ReactNode => (
  <p>
    <span>{full}</span>
    <b>{shown}</b>
    <svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect className={tone} x="0" y="3" width={Math.max(0.4, share(width))} height="10" />
      {goalX !== null && <path d={`M${share(goalX)} 0v16`} />}
    </svg>
  </p>
);

const share = (points: number) => Math.round((points / BARS_WIDTH) * 980) / 10;

function PaperTable({ table: { caption, columns, rows, rowHeaders } }: { table: Table }) {
  const side = (index: number) => (columns[index]?.align === 'end' ? 'r' : undefined);
  const renderHead = ({ title }: Table['columns'][number], index: number): ReactNode => (
    <th scope="col" className={side(index)}>
      {title}
    </th>
  );
  const renderCell = (words: Words, index: number): ReactNode =>
    rowHeaders && index === 0 ? <th scope="row">{renderWords(words)}</th> : <td className={side(index)}>{renderWords(words)}</td>;
  const renderRow = (row: readonly Words[]): ReactNode => <tr>{Children.toArray(row.map(renderCell))}</tr>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways on a phone must scroll by keyboard too (WCAG 2.1.1)
    <div className="table-scroll" tabIndex={0}>
      <table className="tbl">
        {caption && <caption>{caption}</caption>}
        <thead>
          <tr>{Children.toArray(columns.map(renderHead))}</tr>
        </thead>
        <tbody>{Children.toArray(rows.map(renderRow))}</tbody>
      </table>
    </div>
  );
}

const renderParagraph = (words: Words): ReactNode => <p>{renderWords(words)}</p>;
const renderItem = (words: Words): ReactNode => <li>{renderWords(words)}</li>;

function renderWords(words: Words): ReactNode {
  return Children.toArray(runsOf(words).map(renderRun));
}

function renderRun({ text, bold, italic, underline, strike, href }: Run): ReactNode {
  let run: ReactNode = text;
  if (bold) run = <b>{run}</b>;
  if (italic) run = <i>{run}</i>;
  if (underline) run = <ins>{run}</ins>;
  if (strike) run = <del>{run}</del>;
  return href ? <a href={href}>{run}</a> : <span>{run}</span>;
}
