import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Icon } from '../components/icon.tsx';
import { formatNumber, formatPercent } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const call = api(args);
  const { items } = await call.trajectories.list();
  const rows = [];
  for (const { slug, title, question, state, participants, phases } of items) {
    const [{ onTimeShare }, outcomes] = [
      await call.figures.responseTimes({ trajectory: slug }),
      await call.figures.outcomes({ trajectory: slug }),
    ];
    const total = outcomes.reduce((sum, { count }) => sum + count, 0);
    const adopted = outcomes
      .filter(({ outcome }) => outcome === 'adopted' || outcome === 'partly')
      .reduce((sum, { count }) => sum + count, 0);
    rows.push({
      slug,
      title,
      question,
      state,
      participants,
      phase: phases.find(({ active }) => active)?.title ?? null,
      onTimeShare,
      adopted,
      total,
    });
  }
  return { rows, title: getT(args.context.locale, 'static')('council.title') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export default function Council() {
  const { rows } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation(['static', 'trajectories']);
  return (
    <div className="wrap foot-page">
      <h1>{t('council.title')}</h1>
      <p className="lead" style={{ marginBottom: 32 }}>
        {t('council.lead')}
      </p>
      {rows.length === 0 && <p className="empty">{t('council.none')}</p>}
      <ul className="rows">
        {rows.map((row) => (
          <li key={row.slug}>
            <h2>
              <Link to={paths.outcomes(row.slug)}>{row.title}</Link>
            </h2>
            <p className="muted" style={{ margin: '4px 0 16px' }}>
              {row.question}
            </p>
            <dl className="facts even">
              <div>
                <dt>{t('council.now')}</dt>
                <dd>{row.phase ?? t(`trajectories:trajectory_state.${row.state}`)}</dd>
              </div>
              <div>
                <dt>{t('council.participants')}</dt>
                <dd className="num">{formatNumber(row.participants, i18n.language)}</dd>
              </div>
              {row.onTimeShare !== null && (
                <div>
                  <dt>{t('council.on_time')}</dt>
                  <dd>{formatPercent(row.onTimeShare, i18n.language)}</dd>
                </div>
              )}
              {row.total > 0 && (
                <div>
                  <dt>{t('council.adopted')}</dt>
                  <dd className="num">{t('council.adopted_of', { adopted: row.adopted, total: row.total })}</dd>
                </div>
              )}
            </dl>
            <p style={{ marginTop: 16 }}>
              <Link className="more" to={paths.outcomes(row.slug)}>
                {t('council.link')}
                <span className="sr">: {row.title}</span> <Icon name="arrow-right" />
              </Link>
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
