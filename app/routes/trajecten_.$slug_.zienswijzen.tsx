import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ClockBadge } from '../components/clock-badge.tsx';
import { SourceLine } from '../components/source-line.tsx';
import { formatDay, formatMoment, formatNumber } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { readAfter } from '../kinds/number-params.server.ts';
import { Pages } from '../kinds/pages.tsx';
import { TimingBadge } from '../kinds/timing-badge.tsx';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const cursor = readAfter(args.request);
  const list = await api(args).formalViews.list({ trajectory: args.params.slug ?? '', cursor });
  const title = getT(args.context.locale, 'kinds')('view.meta', { trajectory: list.trajectory.title });
  return { list, paged: cursor !== null, title, signedIn: args.context.actor !== null };
}

/** For everybody when it is and how many came in; who sent something in finds it back; officials find all. */
export default function FormalViews() {
  const { t, i18n } = useTranslation(['kinds', 'errors']);
  const { list, paged, signedIn } = useLoaderData<typeof loader>();
  const { period, counts, items, official } = list;
  const { slug, title } = list.trajectory;
  const day = (on: string) => formatDay(on, i18n.language);
  return (
    <div className="wrap kind-wrap">
      <Breadcrumb items={[{ label: title, to: paths.trajectory(slug) }, { label: t('view.crumb') }]} />
      <h1>{t('view.title')}</h1>
      <p className="lead">{t('view.lead')}</p>
      {period ? (
        <>
          <p>
            {t(`view.period.${period.state}`, { from: day(period.from), until: day(period.until) })} {t('view.not_refused')}
          </p>
          <p className="btns kind-new">
            <Link className="btn" to={paths.newFormalView(slug)}>
              {t('view.new')}
            </Link>
            {official && (
              <Link className="btn sec-b" to={paths.enterContribution(slug, 'zienswijze')}>
                {t('view.enter')}
              </Link>
            )}
          </p>
        </>
      ) : (
        <p className="note">{t('view.no_period')}</p>
      )}
      <p>
        <b>{t('view.count', { count: counts.total, number: formatNumber(counts.total, i18n.language) })}</b>{' '}
        <span className="muted">{t('view.names')}</span>
      </p>
      {signedIn && (
        <section className="sec-tight" aria-labelledby="binnen">
          <h2 id="binnen">{official ? t('view.all') : t('view.own')}</h2>
          {items.length === 0 ? (
            <p className="muted">{official ? t('view.count', { count: 0 }) : t('view.none_own')}</p>
          ) : (
            <ul className="rows kind-rows">
              {items.map((view) => (
                <li key={view.id}>
                  <h3>
                    <Link to={paths.formalView(slug, view.number)}>{t('view.number', { number: view.number })}</Link>{' '}
                    {view.name && <span className="muted">{t('view.from', { name: view.name })}</span>}
                  </h3>
                  <p className="meta">
                    <span>{t('view.received', { moment: formatMoment(view.receivedAt, i18n.language) })}</span>
                    <TimingBadge timing={view.timing} />
                    {view.withdrawn && <b>{t('view.withdrawn')}</b>}
                    {view.clock && <ClockBadge clock={view.clock} />}
                  </p>
                  <SourceLine source={view.source} />
                </li>
              ))}
            </ul>
          )}
          <Pages path={paths.formalViews(slug)} next={list.nextCursor} paged={paged} />
        </section>
      )}
    </div>
  );
}
