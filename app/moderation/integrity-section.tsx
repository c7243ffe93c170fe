import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { IntegrityFigures } from '../../server/integrity/queries.ts';
import { formatMoment, formatNumber } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

/** In the public log: how often support stood out, and what taking it out did to counts. */
export function IntegritySection({ figures }: { figures: IntegrityFigures }) {
  const { t } = useTranslation('integrity');
  const { locale } = useRootData();
  const n = (value: number) => formatNumber(value, locale);
  const facts = [
    [t('log.raised'), n(figures.raised)],
    [t('log.open'), n(figures.open)],
    [t('log.nothing'), n(figures.nothing)],
    [t('log.passed_on'), n(figures.passedOn)],
    [t('log.excluded'), t('log.excluded_of', { times: n(figures.excluded), out: n(figures.out) })],
    [
      t('log.objections'),
      figures.objections.total === 0
        ? t('log.objections_none')
        : t('log.objections_of', {
            total: n(figures.objections.total),
            open: n(figures.objections.open),
            overturned: n(figures.objections.overturned),
          }),
    ],
  ] as const;
  return (
    <section className="sec-tight" aria-labelledby="unusual">
      <h2 id="unusual">{t('log.title')}</h2>
      <p className="measure">{t('log.lead')}</p>
      <dl className="facts log-facts">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {figures.times.length > 0 && (
        <ol className="rows">
          {figures.times.map(({ at, trajectory, kind, before, after, undone, back }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: entries carry no id, on purpose
            <li key={index}>
              <p>
                {t(`log.time_${kind}`, { before: n(before), after: n(after) })} {undone && t('log.undone')}
                {!undone && back > 0 && t('log.back', { count: back })}
              </p>
              <p className="meta">
                <span>{formatMoment(at, locale)}</span>
                <Link to={paths.trajectory(trajectory.slug)}>{trajectory.title}</Link>
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
