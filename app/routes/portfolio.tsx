import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Icon } from '../components/icon.tsx';
import { formatDay, formatNumber } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { portfolioSearch, readPortfolioSearch } from '../portfolio/portfolio-search.ts';
import { PortfolioTable } from '../portfolio/portfolio-table.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const filter = readPortfolioSearch(args.request);
  return { ...(await api(args).portfolio.get(filter)), filter, heading: getT(args.context.locale, 'council')('portfolio.title') };
}

/** Nothing on it is for one person (server/web/site.ts). */
export const handle = { sameForResidents: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading} | Oever` }];

export default function Portfolio() {
  const { items, summary, on, filter } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation('council');
  const search = portfolioSearch(filter);
  const { alive, onCourse, metricsMet, metricsMissed, participants, gatesLate, stopped } = summary;
  const finding =
    alive === 0
      ? t('portfolio.sentence_none')
      : alive === 1
        ? t(onCourse === 1 ? 'portfolio.sentence_one_on' : 'portfolio.sentence_one_off')
        : t('portfolio.sentence', { onCourse, alive });
  return (
    <div className="wrap foot-page council">
      <h1 className="find">{finding}</h1>
      <p className="lead">
        {[
          gatesLate > 0 && t('portfolio.gates_late', { count: gatesLate }),
          metricsMet + metricsMissed > 0 && t('portfolio.metrics', { met: metricsMet, missed: metricsMissed }),
          t('portfolio.people', { count: participants, number: formatNumber(participants, i18n.language) }),
          stopped > 0 && t('portfolio.stopped', { count: stopped }),
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
      <Filter />
      {items.length === 0 ? (
        <p className="empty">
          {t('portfolio.none')} <Link to={paths.portfolio()}>{t('portfolio.clear')}</Link>
        </p>
      ) : (
        <PortfolioTable items={items} caption={t('portfolio.caption', { day: formatDay(on, i18n.language) })} />
      )}
      <p className="small muted folio-note">{t('portfolio.means')}</p>
      <ul className="ways no-print">
        {(['csv', 'json'] as const).map((format) => (
          <li key={format}>
            <a className="more" href={paths.portfolioFile(format, search)}>
              <Icon name="download" /> {t(`portfolio.${format}`)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A plain form, so that every choice has an address. */
function Filter() {
  const { choices, filter } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['council', 'trajectories']);
  const fields = [
    {
      name: 'stand',
      label: t('council:portfolio.state'),
      value: filter.state,
      options: choices.states.map((value) => ({
        value,
        label: t(`trajectories:trajectory_state.${value === 'running' ? 'active' : value}`) as string,
      })),
    },
    {
      name: 'thema',
      label: t('council:portfolio.theme'),
      value: filter.theme,
      options: choices.themes.map((value) => ({ value, label: value })),
    },
    {
      name: 'invloed',
      label: t('council:portfolio.level'),
      value: filter.level,
      options: choices.levels.map((value) => ({ value, label: t(`trajectories:influence.${value}`) as string })),
    },
  ];
  return (
    <form method="get" action={paths.portfolio()} className="times-filter no-print" aria-label={t('council:portfolio.filter')}>
      {fields.map(({ name, label, value, options }) => (
        <div className="field" key={name}>
          <label htmlFor={`kies-${name}`}>{label}</label>
          <select className="inp" id={`kies-${name}`} name={name} defaultValue={value ?? ''}>
            <option value="">{t('council:portfolio.every')}</option>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </div>
      ))}
      <button type="submit" className="btn sec-b s">
        {t('council:portfolio.show')}
      </button>
    </form>
  );
}
