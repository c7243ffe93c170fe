import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { TrajectoryRow } from '../components/trajectory-row.tsx';
import { getT } from '../i18n/i18n.server.ts';

export async function loader(args: LoaderFunctionArgs) {
  const { items } = await api(args).trajectories.list();
  return { items, title: getT(args.context.locale, 'trajectories')('list.title') };
}

/** Nothing on it is for one person (server/web/site.ts). */
export const handle = { sameForResidents: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export default function Trajectories() {
  const { items } = useLoaderData<typeof loader>();
  const { t } = useTranslation('trajectories');
  const over = items.filter(({ state }) => state === 'evaluated' || state === 'stopped');
  const open = items.filter((item) => !over.includes(item));
  return (
    <div className="wrap foot-page">
      <h1>{t('list.title')}</h1>
      <p className="lead">{t('list.lead')}</p>
      <section className="sec-tight" aria-labelledby="nu">
        <h2 id="nu" style={{ marginBottom: 16 }}>
          {t('list.open')}
        </h2>
        {open.length === 0 ? (
          <p className="empty">{t('home.empty')}</p>
        ) : (
          <ul className="rows">
            {open.map((trajectory) => (
              <TrajectoryRow key={trajectory.id} trajectory={trajectory} />
            ))}
          </ul>
        )}
      </section>
      {over.length > 0 && (
        <section className="sec-tight" aria-labelledby="afgerond">
          <h2 id="afgerond" style={{ marginBottom: 16 }}>
            {t('list.over')}
          </h2>
          <ul className="rows">
            {over.map((trajectory) => (
              <TrajectoryRow key={trajectory.id} trajectory={trajectory} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
