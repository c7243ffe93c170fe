import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanVersionEntry } from '../../server/plan-texts/plan-states.ts';
import { StatusBadge } from '../components/status-badge.tsx';
import { formatMoment } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

/** So many changed sections are named by their numbers. */
const NAMED = 5;

/** Rows, with those after each other that nobody named folded into one. */
export function foldAutomatic<Item extends { number: number }>(items: readonly Item[], isAutomatic: (item: Item) => boolean): Item[][] {
  const groups: Item[][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last?.[0] && isAutomatic(item) && isAutomatic(last[0])) last.push(item);
    else groups.push([item]);
  }
  return groups;
}

/** Several rows under one line to unfold; one row stays as it is. */
export function FoldedRows({ count, children }: { count: number; children: ReactNode }) {
  const { t } = useTranslation('versions');
  if (count === 1) return children;
  return (
    <li className="folded">
      <details>
        <summary>{t('list.more_automatic', { count })}</summary>
        <ol className="version-rows">{children}</ol>
      </details>
    </li>
  );
}

/** One state of the plan in the list: what it is called, what it stands for, and what changed in it. */
export function PlanStateRow({ slug, item }: { slug: string; item: PlanVersionEntry }) {
  const { t, i18n } = useTranslation(['plan', 'versions']);
  const { today } = useRootData();
  const { number, notes, createdAt, sections, automatic, phaseEnds, adopted } = item;
  return (
    <li className={automatic ? 'quiet' : undefined}>
      <div>
        <b>{t('history.named', { number, note: notes.join(', ') })}</b>
        <p className="small muted">
          {formatMoment(createdAt, i18n.language, today)}. {t('whole.changed', { count: sections.length })}
          {sections.length <= NAMED && ` (${sections.join(', ')})`}
        </p>
        {(adopted || phaseEnds.length > 0) && (
          <p className="stat">
            {adopted && (
              <StatusBadge tone="ok" boxed>
                {t('versions:list.adopted')}
              </StatusBadge>
            )}
            {phaseEnds.map((phase) => (
              <StatusBadge key={phase} tone="neutraal" icon="flag">
                {t('versions:list.phase_end', { phase })}
              </StatusBadge>
            ))}
          </p>
        )}
      </div>
      <p className="btns">
        <Link className="more" to={paths.planVersion(slug, number)}>
          {t('history.read')}
          <span className="sr"> {t('version', { number })}</span>
        </Link>
        {number > 1 && (
          <Link className="more" to={paths.comparePlan(slug, { from: number - 1, to: number })}>
            {t('versions:compare.since_previous')}
            <span className="sr"> {t('history.in_version', { number })}</span>
          </Link>
        )}
      </p>
    </li>
  );
}
