import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { ResponseTimes } from '../../server/responses/figures.ts';
import { formatNumber, formatPercent } from '../format.ts';

type Row = ResponseTimes['kinds'][number] | ResponseTimes['trajectories'][number];

/** Figures side by side, per kind or per trajectory. Too few answers to compare have only their number. */
export function CompareTimes({
  title,
  column,
  rows,
  minimumN,
}: {
  title: string;
  column: string;
  rows: readonly { key: string; name: string; to?: string; figure: Omit<Row, 'kind' | 'slug' | 'title'> }[];
  minimumN: number;
}) {
  const { t, i18n } = useTranslation('answers');
  return (
    <div className="compare">
      <h2>{title}</h2>
      <table className="tbl fold">
        <thead>
          <tr>
            <th scope="col">{column}</th>
            <th scope="col" className="r">
              {t('times.answers')}
            </th>
            <th scope="col" className="r">
              {t('times.half_within')}
            </th>
            <th scope="col" className="r">
              {t('times.most_within')}
            </th>
            <th scope="col" className="r">
              {t('times.on_time')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, to, figure }) => (
            <tr key={key}>
              <td>
                <b>{to ? <Link to={to}>{name}</Link> : name}</b>
              </td>
              <td className="r" data-l={t('times.answers')}>
                {formatNumber(figure.n, i18n.language)}
              </td>
              {figure.enough ? (
                <>
                  <td className="r" data-l={t('times.half_within')}>
                    {figure.median}
                  </td>
                  <td className="r" data-l={t('times.most_within')}>
                    {figure.p90}
                  </td>
                  <td className="r" data-l={t('times.on_time')}>
                    <b>{formatPercent(figure.onTimeShare ?? 0, i18n.language)}</b>
                  </td>
                </>
              ) : (
                <td colSpan={3} className="muted">
                  {t('times.too_few', { count: minimumN })}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
