import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoney, formatNumber } from '../format.ts';
import { StatusBadge } from './status-badge.tsx';

export type TallyRow = {
  id: string;
  title: string;
  votes: number;
  won: boolean;
  cost?: number /** What happened to it, in one line, with its drawing. */;
  story?: ReactNode;
};

/** Result per plan: bars of votes, longest first or in the order of counting, and beside it how it went. Solid bar and word for who won, hatched for who did not. */
export function Tally({ label, columns, rows }: { label: string; columns: readonly string[]; rows: readonly TallyRow[] }) {
  const { t, i18n } = useTranslation('votings');
  const most = Math.max(1, ...rows.map(({ votes }) => votes));
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows become blocks on a phone, which would take a real table its meaning
    <div className={columns.length === 3 ? 'tally' : 'tally plain'} role="table" aria-label={label}>
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: a row is not a control */}
      <div className="tally-row hd" role="row">
        {columns.map((column) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: a header is not a control
          <span role="columnheader" key={column}>
            {column}
          </span>
        ))}
      </div>
      {rows.map((row) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        // biome-ignore lint/a11y/useFocusableInteractive: a row is not a control
        <div className={row.won ? 'tally-row' : 'tally-row no'} role="row" key={row.id}>
          {/* biome-ignore lint/a11y/useSemanticElements: see above */}
          <div role="cell">
            <b>{row.title}</b>
            <span className="s">
              {row.won ? (
                <StatusBadge tone="ok">{t('result.won')}</StatusBadge>
              ) : (
                <StatusBadge tone="neutraal" icon="circle-x">
                  {t('result.lost')}
                </StatusBadge>
              )}
              {row.cost !== undefined && <span className="muted">{formatMoney(row.cost, i18n.language)}</span>}
            </span>
          </div>
          {/* biome-ignore lint/a11y/useSemanticElements: see above */}
          <div className="tally-bar" role="cell">
            <i style={{ width: `${(row.votes / most) * 100}%` }} />
            <span className="num small">{formatNumber(row.votes, i18n.language)}</span>
          </div>
          {/* biome-ignore lint/a11y/useSemanticElements: see above */}
          {columns.length === 3 && <div role="cell">{row.story}</div>}
        </div>
      ))}
    </div>
  );
}
