import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Icon } from '../components/icon.tsx';
import { TextPage } from '../components/text-page.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const call = api(args);
  const { items } = await call.trajectories.list();
  const closed = [];
  for (const { slug } of items) {
    const { votings } = await call.trajectories.get({ slug });
    for (const { id, title, state } of votings) if (state === 'closed') closed.push({ slug, id, title });
  }
  return { closed, title: getT(args.context.locale, 'static')('data.title') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export default function OpenData() {
  const { closed } = useLoaderData<typeof loader>();
  const { t } = useTranslation('static');
  return (
    <>
      <TextPage name="data" />
      <div className="wrap stack" style={{ marginTop: 32 }}>
        <p>
          <a className="more" href="/antwoordtijden.csv">
            <Icon name="download" /> {t('data.times')}
          </a>
        </p>
        <h2>{t('data.votings')}</h2>
        {closed.length === 0 && <p className="muted">{t('data.none')}</p>}
        <ul className="stack">
          {closed.map(({ slug, id, title }) => (
            <li key={id}>
              <Link to={paths.votingResult(slug, id)}>{title}</Link>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
