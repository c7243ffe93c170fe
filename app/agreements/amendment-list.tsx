import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Amendment } from '../../server/agreements/queries.ts';
import { formatDay, formatNumber, toDay } from '../format.ts';
import { paths } from '../paths.ts';

/** Every change since the agreements were fixed: who, when, why, and what stood there. */
export function AmendmentList({ amendments, slug }: { amendments: readonly Amendment[]; slug: string }) {
  const { t, i18n } = useTranslation('agreements');
  if (amendments.length === 0) return <p className="muted">{t('amendments.none')}</p>;
  return (
    <ol className="news">
      {amendments.map((amendment) => (
        <li key={amendment.id}>
          <h3>
            {amendment.metric ? (
              <Link to={paths.metric(slug, amendment.metric.number)}>{t(`amendments.${amendment.kind}`, amendment.metric)}</Link>
            ) : (
              t(`amendments.${amendment.kind}`, { name: '' })
            )}
          </h3>
          <p className="small muted">
            {t('amendments.by', {
              who: amendment.by ?? t('amendments.municipality'),
              day: formatDay(toDay(amendment.at), i18n.language),
            })}
          </p>
          <p className="quote">{amendment.reason}</p>
          {Object.keys(amendment.changes).length > 0 && (
            <dl className="chgs small">
              {Object.entries(amendment.changes).map(([field, { from, to }]) => (
                <div key={field}>
                  <dt>{t(`field.${field as 'name'}`)}</dt>
                  <dd>
                    <span className="sr">{t('amendments.was')}: </span>
                    <del>{said(field, from)}</del> <span className="sr">{t('amendments.is')}: </span>
                    <ins>{said(field, to)}</ins>
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ol>
  );

  function said(field: string, value: string | number | null): string {
    if (field === 'derived') return t(`derived.${(value ?? 'none') as 'none'}`);
    if (value === null || value === '') return t('empty');
    if (field === 'direction') return t(`form.${value as 'at_least'}`);
    if (field === 'measureOn') return formatDay(String(value), i18n.language);
    return typeof value === 'number' ? formatNumber(value, i18n.language) : value;
  }
}
