import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { EmbedCode } from '../open-data/embed-code.tsx';
import { paths } from '../paths.ts';

export const handle = { sameForResidents: true };

export async function loader(args: LoaderFunctionArgs) {
  const { items } = await api(args).trajectories.list();
  const trajectories = items.flatMap(({ slug, title, state, phases }) =>
    state === 'concept' ? [] : [{ slug, title, phases: phases.length }],
  );
  const asked = new URL(args.request.url).searchParams.get('traject');
  const chosen = trajectories.find(({ slug }) => slug === asked) ?? trajectories[0] ?? null;
  return { trajectories, chosen, publicUrl: args.context.publicUrl, title: getT(args.context.locale, 'openData')('embed.title') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

/** The lines that put a piece of this site on another one. */
export default function Embedding() {
  const { t } = useTranslation('openData');
  const { trajectories, chosen, publicUrl } = useLoaderData<typeof loader>();
  return (
    <div className="wrap foot-page open-data">
      <div className="text-page">
        <Breadcrumb items={[{ label: t('data.title'), to: paths.data() }, { label: t('embed.title') }]} />
        <h1>{t('embed.title')}</h1>
        <p className="lead">{t('embed.lead')}</p>
        {trajectories.length > 1 && (
          <form method="get" className="choose">
            <label className="lab" htmlFor="traject">
              {t('trajectory')}
            </label>
            <select className="inp" id="traject" name="traject" defaultValue={chosen?.slug}>
              {trajectories.map(({ slug, title }) => (
                <option key={slug} value={slug}>
                  {title}
                </option>
              ))}
            </select>
            <button type="submit" className="btn sec-b s">
              {t('embed.choose')}
            </button>
          </form>
        )}
        {chosen && (
          <>
            <EmbedCode id="ideeen" title={chosen.title} path={paths.embed(chosen.slug, 'ideeen')} publicUrl={publicUrl} height={580} />
            <EmbedCode
              id="fasen"
              title={chosen.title}
              path={paths.embed(chosen.slug, 'fasen')}
              publicUrl={publicUrl}
              height={170 + chosen.phases * 68}
            />
            <EmbedCode
              id="antwoordtijden"
              title={chosen.title}
              path={paths.responseTimesBoard(chosen.slug)}
              publicUrl={publicUrl}
              height={300}
            />
          </>
        )}
        <section aria-labelledby="hoogte">
          <h2 id="hoogte">{t('embed.height')}</h2>
          <p>{t('embed.height_text')}</p>
          <textarea
            className="inp code"
            rows={1}
            readOnly
            aria-labelledby="hoogte"
            value={`<script src="${publicUrl}/inbed-gastheer.js" async></script>`}
          />
        </section>
      </div>
    </div>
  );
}
