import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Icon } from '../components/icon.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { ApiRules } from '../open-data/api-rules.tsx';
import { TrajectoryData } from '../open-data/trajectory-data.tsx';
import { paths } from '../paths.ts';

export const handle = { sameForResidents: true };

export async function loader(args: LoaderFunctionArgs) {
  const call = api(args);
  const { items } = await call.trajectories.list();
  const published = items.filter(({ state }) => state !== 'concept');
  const trajectories = [];
  for (const { slug, title } of published) {
    const { votings } = await call.trajectories.get({ slug });
    trajectories.push({ slug, title, closed: votings.flatMap(({ id, title, state }) => (state === 'closed' ? [{ id, title }] : [])) });
  }
  return { trajectories, publicUrl: args.context.publicUrl, title: getT(args.context.locale, 'openData')('data.title') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title} | Oever` },
  { tagName: 'link', rel: 'service-desc', type: 'application/json', href: paths.openApi() },
  { tagName: 'link', rel: 'alternate', type: 'application/ld+json', href: paths.dataCatalogue() },
];

export default function OpenData() {
  const { trajectories, publicUrl } = useLoaderData<typeof loader>();
  const { t } = useTranslation('openData');
  const first = trajectories[0]?.slug ?? 'traject';
  return (
    <div className="wrap foot-page open-data">
      <div className="text-page">
        <h1>{t('data.title')}</h1>
        <p className="lead">{t('data.lead')}</p>
        <section aria-labelledby="bestanden">
          <h2 id="bestanden">{t('data.files')}</h2>
          <p>{t('data.files_text')}</p>
          {trajectories.map((trajectory, index) => (
            <TrajectoryData key={trajectory.slug} {...trajectory} open={index === 0} />
          ))}
          <p>
            <a className="more" href="/antwoordtijden.csv">
              <Icon name="download" /> {t('data.times')}
            </a>
          </p>
        </section>
        <section aria-labelledby="niet">
          <h2 id="niet">{t('data.not')}</h2>
          <p>{t('data.not_text')}</p>
        </section>
        <section aria-labelledby="inbedden">
          <h2 id="inbedden">{t('data.embed')}</h2>
          <p>{t('data.embed_text')}</p>
          <p>
            <Link className="more" to={paths.embedding()}>
              {t('data.to_embed')}
            </Link>
          </p>
        </section>
        <section aria-labelledby="api">
          <h2 id="api">{t('data.api')}</h2>
          <p>{t('data.api_text')}</p>
          <pre>
            <code>{`curl ${publicUrl}${paths.openApi(`/trajectories/${first}/ideas?limit=10`)}`}</code>
          </pre>
          <p>
            <a className="more" href={paths.openApi()}>
              {t('data.to_openapi')}
            </a>
          </p>
        </section>
        <ApiRules />
        <section aria-labelledby="portalen">
          <h2 id="portalen">{t('data.portals')}</h2>
          <p>{t('data.portals_text')}</p>
          <ul>
            <li>
              <a href={paths.dataCatalogue()}>{t('data.to_catalogue')}</a>
            </li>
            <li>
              <a href={paths.councilData()}>{t('data.to_council')}</a>
            </li>
          </ul>
        </section>
      </div>
    </div>
  );
}
