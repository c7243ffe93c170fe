import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Icon } from '../components/icon.tsx';
import { PromiseGauges } from '../components/promise-gauges.tsx';
import { RiverHero } from '../components/river-hero.tsx';
import { TaskLinks } from '../components/task-links.tsx';
import { TrajectoryRow } from '../components/trajectory-row.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

const OPEN_STATES = ['running', 'deciding', 'announced', 'carrying_out'];

export async function loader(args: LoaderFunctionArgs) {
  const call = api(args);
  const [{ items }, figures] = [await call.trajectories.list(), await call.figures.responseTimes({})];
  const open = items.filter(({ state }) => OPEN_STATES.includes(state));
  const busiest = open.reduce<(typeof open)[number] | null>(
    (best, item) => (!best || item.participants > best.participants ? item : best),
    null,
  );
  return {
    open,
    closedCount: items.length - open.length,
    figures,
    busiest: busiest ? await call.trajectories.get({ slug: busiest.slug }) : null,
    title: getT(args.context.locale, 'trajectories')('home.title_tag'),
  };
}

/** Nothing on it is for one person (server/web/site.ts). */
export const handle = { sameForResidents: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export default function Home() {
  const { open, closedCount, figures, busiest } = useLoaderData<typeof loader>();
  const { t } = useTranslation('trajectories');
  const { site } = useRootData();
  return (
    <>
      <section className="hero">
        <div className="wrap g">
          <h1>{t('home.title')}</h1>
          <p className="lead">{t('home.lead', { municipality: site.municipality })}</p>
        </div>
        {busiest && <RiverHero phases={busiest.phases} weeks={busiest.weeks} title={busiest.title} />}
      </section>
      <section className="sec" aria-labelledby="nu">
        <div className="wrap">
          <div className="sec-head">
            <h2 id="nu">{t('home.now', { municipality: site.municipality })}</h2>
            {closedCount > 0 && (
              <Link className="more" to={paths.trajectories()}>
                {t('home.closed', { count: closedCount })} <Icon name="arrow-right" />
              </Link>
            )}
          </div>
          {open.length === 0 ? (
            <p className="empty">{t('home.empty')}</p>
          ) : (
            <ul className="rows">
              {open.map((trajectory) => (
                <TrajectoryRow key={trajectory.id} trajectory={trajectory} />
              ))}
            </ul>
          )}
        </div>
      </section>
      <PromiseGauges figures={figures} />
      {busiest && (
        <section className="sec" aria-labelledby="minuten">
          <div className="wrap">
            <h2 id="minuten" style={{ marginBottom: 24 }}>
              {t('home.minutes')}
            </h2>
            <TaskLinks trajectory={busiest} />
          </div>
        </section>
      )}
    </>
  );
}
