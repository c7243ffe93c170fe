import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { formatNumber, formatPercent } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const call = api(args);
  const { items } = await call.trajectories.list();
  const pledges = await call.commitments.totals();
  const rows = [];
  for (const { slug, title, state, participants, phases } of items) {
    const { n, median, onTimeShare, open } = await call.figures.responseTimes({ trajectory: slug });
    rows.push({
      slug,
      title,
      state,
      participants,
      phase: phases.find(({ active }) => active)?.title ?? null,
      n,
      median,
      onTimeShare,
      overdue: open.overdue,
      pledges: pledges[slug] ?? null,
    });
  }
  return { rows, title: getT(args.context.locale, 'static')('portfolio.title') };
}

/** Nothing on it is for one person (server/web/site.ts). */
export const handle = { sameForResidents: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export default function Portfolio() {
  const { rows } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation(['static', 'trajectories', 'commitments']);
  return (
    <div className="wrap foot-page">
      <h1>{t('portfolio.title')}</h1>
      <p className="lead" style={{ marginBottom: 32 }}>
        {t('portfolio.lead')}
      </p>
      <table className="tbl fold">
        <thead>
          <tr>
            {(['trajectory', 'state', 'phase', 'participants', 'answers', 'median', 'on_time', 'overdue'] as const).map((column) => (
              <th scope="col" key={column}>
                {t(`portfolio.${column}`)}
              </th>
            ))}
            <th scope="col">{t('commitments:title')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.slug}>
              <td>
                <Link to={paths.trajectory(row.slug)}>
                  <b>{row.title}</b>
                </Link>
              </td>
              <td data-l={t('portfolio.state')}>
                {t(`trajectories:trajectory_state.${row.phase && row.state === 'running' ? 'active' : row.state}`)}
              </td>
              <td data-l={t('portfolio.phase')}>{row.phase ?? t('portfolio.none')}</td>
              <td data-l={t('portfolio.participants')} className="num">
                {formatNumber(row.participants, i18n.language)}
              </td>
              <td data-l={t('portfolio.answers')} className="num">
                {formatNumber(row.n, i18n.language)}
              </td>
              <td data-l={t('portfolio.median')}>
                {row.median === null ? t('portfolio.none') : t('portfolio.days', { count: row.median })}
              </td>
              <td data-l={t('portfolio.on_time')}>
                {row.onTimeShare === null ? t('portfolio.none') : formatPercent(row.onTimeShare, i18n.language)}
              </td>
              <td data-l={t('portfolio.overdue')} className="num">
                {formatNumber(row.overdue, i18n.language)}
              </td>
              <td data-l={t('commitments:title')}>
                {row.pledges === null ? (
                  t('portfolio.none')
                ) : (
                  <Link to={paths.commitments(row.slug)}>
                    {[
                      t('commitments:portfolio.running', { count: row.pledges.open }),
                      row.pledges.late > 0 && `${row.pledges.late} ${t('commitments:state.late')}`,
                      row.pledges.done > 0 && `${row.pledges.done} ${t('commitments:state.done')}`,
                      row.pledges.stopped > 0 && `${row.pledges.stopped} ${t('commitments:state.stopped')}`,
                    ]
                      .filter(Boolean)
                      .join(', ')}
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
