import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { Icon } from '../components/icon.tsx';
import { MonthsChart } from '../components/months-chart.tsx';
import { OverdueList } from '../components/overdue-list.tsx';
import { ResponseTimesChart } from '../components/response-times-chart.tsx';
import { TeamTimes } from '../components/team-times.tsx';
import { KeyFigures, TimesHeadline } from '../components/times-headline.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const trajectory = new URL(args.request.url).searchParams.get('traject') || null;
  return { figures: await api(args).figures.responseTimes({ trajectory }), title: getT(args.context.locale, 'answers')('times.meta') };
}

/** Nothing on it is for one person (server/web/site.ts). */
export const handle = { sameForResidents: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} | Oever` }];

export default function ResponseTimesPage() {
  const { figures } = useLoaderData<typeof loader>();
  const { t } = useTranslation('answers');
  const { open, trajectory } = figures;
  const promised = figures.promise?.workingDays ?? null;
  const csv = `${paths.responseTimes()}.csv${trajectory ? `?traject=${encodeURIComponent(trajectory.slug)}` : ''}`;
  return (
    <>
      <div className="wrap">
        <Breadcrumb
          items={
            trajectory
              ? [{ label: trajectory.title, to: paths.trajectory(trajectory.slug) }, { label: t('times.meta') }]
              : [{ label: 'Oever', to: paths.home() }, { label: t('times.meta') }]
          }
        />
        <TimesHeadline figures={figures} />
        <KeyFigures figures={figures} />
      </div>
      <section className="sec" aria-labelledby="maand">
        <div className="wrap trd">
          <div>
            <h2 id="maand">{t('times.per_month')}</h2>
            <MonthsChart figures={figures} />
          </div>
          <div>
            <h3>{t('times.open_title')}</h3>
            <p className="muted">
              {open.total === 0 ? t('times.open_none') : t('times.open', { count: open.total })}{' '}
              {open.total > 0 && (open.overdue > 0 ? t('times.open_overdue', { count: open.overdue }) : t('times.open_overdue_none'))}{' '}
              {open.paused > 0 && t('times.open_paused', { count: open.paused })}
            </p>
            <h3>{t('times.how_title')}</h3>
            <p className="muted">{t('times.how')}</p>
          </div>
        </div>
      </section>
      {figures.n > 0 && (
        <section className="sec rule" aria-labelledby="verdeling">
          <div className="wrap">
            <div className="sec-head">
              <h2 id="verdeling">{t('times.distribution')}</h2>
            </div>
            <ResponseTimesChart figures={figures} />
          </div>
        </section>
      )}
      {figures.teams.length > 0 && (
        <section className="sec stone" aria-labelledby="afdeling">
          <div className="wrap">
            <div className="sec-head">
              <h2 id="afdeling">{t('times.per_team')}</h2>
              <p className="small">
                {t('times.per_team_note')} {promised !== null && t('times.per_team_promise', { count: promised })}
              </p>
            </div>
            <TeamTimes figures={figures} />
          </div>
        </section>
      )}
      <section className="sec" aria-labelledby="te-laat">
        <div className="wrap">
          <div className="sec-head">
            <h2 id="te-laat">{open.overdue > 0 ? t('times.overdue_title') : t('times.overdue_none')}</h2>
            {open.overdue > 0 && <span className="small muted">{t('times.overdue_of', { count: open.overdue, total: open.total })}</span>}
          </div>
          <OverdueList figures={figures} />
          <Link className="more" to={csv} reloadDocument>
            <Icon name="download" />
            {t('times.csv')}
          </Link>
        </div>
      </section>
    </>
  );
}
