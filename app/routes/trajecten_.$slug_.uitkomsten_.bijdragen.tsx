import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { OUTCOMES } from '../../server/responses/response-rules.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { formatDay, formatNumber, toDay } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

const STATES = ['waiting', 'gone', 'answered', 'on_time', 'late', 'overdue'] as const;

/** Reads the address; what is not known is left out. */
function readFilter(search: URLSearchParams) {
  const outcome = OUTCOMES.find((known) => known === search.get('uitkomst'));
  const state = STATES.find((known) => known === search.get('staat'));
  const phase = /^[1-9]\d{0,2}$/.test(search.get('fase') ?? '') ? Number(search.get('fase')) : undefined;
  const theme = search.get('thema')?.slice(0, 100) || undefined;
  const moment = search.get('tot');
  const until =
    moment && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(moment) && !Number.isNaN(Date.parse(moment)) ? moment : undefined;
  const page = /^[1-9]\d{0,4}$/.test(search.get('pagina') ?? '') ? Number(search.get('pagina')) : 1;
  return { outcome, state, phase, theme, until, page };
}

export async function loader(args: LoaderFunctionArgs) {
  const search = new URL(args.request.url).searchParams;
  const { page, ...filter } = readFilter(search);
  const list = await api(args).dossiers.contributions({ trajectory: args.params.slug ?? '', page, ...filter });
  search.delete('pagina');
  const heading = getT(args.context.locale, 'dossiers')('list.title');
  return { ...list, filter, page, search: search.toString(), heading };
}

/** Nothing on it is for one person (server/web/site.ts). */
export const handle = { sameForResidents: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading}, ${data?.trajectory.title} | Oever` }];

/** The contributions behind a figure of a dossier. */
export default function CountedContributions() {
  const { trajectory, items, total, pages, filter, page, search } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation(['dossiers', 'answers']);
  const day = (value: string) => formatDay(value, i18n.language);
  const at = (number: number) => paths.countedContributions(trajectory.slug, `?${search}${search ? '&' : ''}pagina=${number}`);
  const chosen = [
    filter.outcome && t(`answers:outcome_long.${filter.outcome}`),
    filter.state && t(`list.state.${filter.state}`),
    filter.phase !== undefined && t('list.phase', { number: filter.phase }),
    filter.theme && t('list.theme', { theme: filter.theme === '-' ? t('themes.without') : filter.theme }),
    filter.until && t('list.until', { day: day(toDay(filter.until)) }),
  ].filter(Boolean);
  return (
    <div className="wrap foot-page">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: t('title'), to: paths.outcomes(trajectory.slug) },
          { label: t('list.title') },
        ]}
      />
      <h1>{t('list.heading', { count: total, number: formatNumber(total, i18n.language) })}</h1>
      <p className="lead">{chosen.length === 0 ? t('list.all') : `${chosen.join('. ')}.`}</p>
      <p className="small muted">{t('list.now')}</p>
      {items.length === 0 && <p className="empty">{t('list.none')}</p>}
      <ul className="rd-lines">
        {items.map(({ id, kind, title, path, cameOn, outcome, gone, channel }) => (
          <li key={id}>
            <p>
              {path === null ? (
                t(gone ? 'list.gone' : 'list.confidential', { kind: t(`answers:kind.${kind}`) })
              ) : (
                <Link to={path}>{title}</Link>
              )}
            </p>
            <p className="small muted">
              {t(`answers:kind.${kind}`)}, {day(cameOn)}, {t(`channel.${channel}`).toLowerCase()}.{' '}
              {outcome !== null && <b>{t(`answers:outcome_long.${outcome}`)}.</b>}
            </p>
          </li>
        ))}
      </ul>
      {pages > 1 && (
        <p className="rd-files">
          {page > 1 && <Link to={at(page - 1)}>{t('list.previous')}</Link>}
          <span>{t('list.page', { page, pages })}</span>
          {page < pages && <Link to={at(page + 1)}>{t('list.next')}</Link>}
        </p>
      )}
    </div>
  );
}
