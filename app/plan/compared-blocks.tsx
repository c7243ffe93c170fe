import { Children, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedBlock } from '../../server/plan-texts/compare.ts';
import type { MarkChange } from '../../server/plan-texts/compare-blocks.ts';
import { TextDiff } from '../components/text-diff.tsx';

/** So many unchanged pieces after each other are shown; more are folded away. */
const SHOW_UNCHANGED = 2;

const isPlain = ({ kind, was, marks }: ComparedBlock) => kind === 'same' && was === null && marks.length === 0;

/** A text with what changed in it, block by block; long stretches that stayed can be unfolded. */
export function ComparedBlocks({ blocks, id }: { blocks: readonly ComparedBlock[]; id: string }) {
  const { t } = useTranslation('versions');
  const render = (block: ComparedBlock): ReactNode => <Block block={block} id={id} />;
  const shown: ReactNode[] = [];
  let same: ComparedBlock[] = [];
  const flush = () => {
    const rendered = same.map(render);
    if (same.length > SHOW_UNCHANGED)
      shown.push(
        <details className="cb-same">
          <summary>{t('compare.unchanged_blocks', { count: same.length })}</summary>
          {Children.toArray(rendered)}
        </details>,
      );
    else shown.push(...rendered);
    same = [];
  };
  for (const block of blocks) {
    if (isPlain(block)) same.push(block);
    else {
      flush();
      shown.push(render(block));
    }
  }
  flush();
  return <div className="cbs">{Children.toArray(shown)}</div>;
}

function Block({ block, id }: { block: ComparedBlock; id: string }) {
  const { t } = useTranslation('versions');
  const { kind, shape, was, parts, marks, move } = block;
  const here = move === null ? undefined : `${id}-${kind === 'moved' ? 'naar' : 'van'}-${move}`;
  const label = kind === 'moved' && parts.some((part) => part.kind !== 'same') ? 'moved_changed' : kind;
  const text = <TextDiff parts={kind === 'moved_away' ? parts.map((part) => ({ ...part, kind: 'same' as const })) : parts} />;
  return (
    <div className={`cb ${kind}`} id={here} tabIndex={here ? -1 : undefined}>
      {kind !== 'same' && (
        <p className={kind === 'changed' ? 'sr' : 'cb-what'}>
          <b>{t(`block.${label}`)}</b>
          {move !== null && (
            <a href={`#${id}-${kind === 'moved' ? 'van' : 'naar'}-${move}`}>{t(kind === 'moved' ? 'block.from' : 'block.to')}</a>
          )}
        </p>
      )}
      <div className={`cb-text ${shape.kind} l${Math.min(4, shape.level)}`}>
        {kind === 'moved' ? <ins className="moved">{text}</ins> : kind === 'moved_away' ? <del className="moved">{text}</del> : text}
      </div>
      <FormChanges was={was} shape={shape} marks={marks} />
    </div>
  );
}

/** What the words became, where the words themselves stayed. */
function FormChanges({ was, shape, marks }: Pick<ComparedBlock, 'was' | 'shape' | 'marks'>) {
  const { t } = useTranslation('versions');
  if (!was && marks.length === 0) return null;
  const isLevel = was?.kind === shape.kind;
  const name = ({ kind, level }: ComparedBlock['shape']) =>
    kind === 'paragraph'
      ? t('shape.paragraph')
      : t(isLevel ? `shape.${kind}_level` : `shape.${kind}`, { level: kind === 'heading' ? level - 1 : level });
  const renderMark = ({ mark, change, text }: MarkChange): ReactNode => (
    <li>{t('block.mark', { change: t(`mark.${mark}_${change}`), text: clipped(text) })}</li>
  );
  return (
    <ul className="cb-form">
      {was && <li>{t('block.was', { was: name(was), is: name(shape) })}</li>}
      {Children.toArray(marks.map(renderMark))}
    </ul>
  );
}

function clipped(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** What the underlining, the strike-through and the dots mean. */
export function CompareKey() {
  const { t } = useTranslation('versions');
  return (
    <p className="cb-key small" aria-hidden="true">
      <span>
        <ins>abc</ins> {t('compare.key_added')}
      </span>
      <span>
        <del>abc</del> {t('compare.key_removed')}
      </span>
      <span>
        <ins className="moved">abc</ins> {t('compare.key_moved')}
      </span>
    </p>
  );
}
