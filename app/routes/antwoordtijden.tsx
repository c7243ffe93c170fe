import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { ClockKind } from '../../server/responses/clock-kinds.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { CompareTimes } from '../components/compare-times.tsx';
import { Icon } from '../components/icon.tsx';
import { MonthsChart } from '../components/months-chart.tsx';
import { OverdueList } from '../components/overdue-list.tsx';
import { ResponseTimesChart } from '../components/response-times-chart.tsx';
import { TeamTimes } from '../components/team-times.tsx';
import { TimesEmbed } from '../components/times-embed.tsx';
import { TimesFilter, timesQuery } from '../components/times-filter.tsx';
import { KeyFigures, TimesHeadline } from '../components/times-headline.tsx';
import { TimesMoved } from '../components/times-moved.tsx';
import { readTimesQuery } from '../components/times-query.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const call = api(args);
  const [figures, { items }, { teams }] = await Promise.all([
    call.figures.responseTimes(readTimesQuery(args.request)),
    call.trajectories.list(),
    call.policies.list({ trajectoryId: null }),
  ]);
  return {
    figures,
    choices: { trajectories: items.map(({ slug, title }) => ({ slug, title })), teams },
    publicUrl: args.context.publicUrl,
    title: getT(args.context.locale, 'answers')('times.meta'),
  };
}

/** Nothing on it is for one person (server/web/site.ts). */
export const handle = { sameForResidents: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} | Oever` }];

export default function ResponseTimesPage() {
  const { figures, choices, publicUrl } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['answers', 'clocks']);
  const { open, trajectory } = figures;
  const promised = figures.promise?.workingDays ?? null;
  const query = timesQuery(figures);
  const withKind = (kind: ClockKind) => `${paths.responseTimes()}${timesQuery({ ...figures, kind })}`;
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
        <TimesFilter figures={figures} choices={choices} />
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
            <TimesMoved figures={figures} />
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
      {(figures.kinds.length > 1 || figures.trajectories.length > 1) && (
        <section className="sec">
          <div className="wrap">
            {figures.kinds.length > 1 && (
              <CompareTimes
                title={t('clocks:per_kind')}
                column={t('clocks:per_kind_col')}
                minimumN={figures.minimumN}
                rows={figures.kinds.map(({ kind, ...figure }) => ({ key: kind, name: t(`kind.${kind}`), to: withKind(kind), figure }))}
              />
            )}
            {figures.trajectories.length > 1 && (
              <CompareTimes
                title={t('clocks:per_trajectory')}
                column={t('clocks:per_trajectory_col')}
                minimumN={figures.minimumN}
                rows={figures.trajectories.map(({ slug, title, ...figure }) => ({
                  key: slug,
                  name: title,
                  to: `${paths.responseTimes()}?traject=${encodeURIComponent(slug)}`,
                  figure,
                }))}
              />
            )}
          </div>
        </section>
      )}
      <section className="sec rule" aria-labelledby="te-laat">
        <div className="wrap">
          <div className="sec-head">
            <h2 id="te-laat">{open.overdue > 0 ? t('times.overdue_title') : t('times.overdue_none')}</h2>
            {open.overdue > 0 && <span className="small muted">{t('times.overdue_of', { count: open.overdue, total: open.total })}</span>}
          </div>
          <OverdueList figures={figures} />
          <p className="times-files">
            <Link className="more" to={`${paths.responseTimes()}.csv${query}`} reloadDocument>
              <Icon name="download" />
              {t('times.csv')}
            </Link>
            <Link className="more" to={`${paths.responseTimes()}.json${query}`} reloadDocument>
              <Icon name="download" />
              {t('clocks:json')}
            </Link>
            {trajectory && (
              <Link className="more" to={paths.answerPolicies(trajectory.slug)}>
                {t('clocks:promises')}
              </Link>
            )}
          </p>
          <TimesEmbed figures={figures} publicUrl={publicUrl} />
        </div>
      </section>
    </>
  );
}
