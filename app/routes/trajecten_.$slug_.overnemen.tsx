import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { formatDay } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { PeerFault, PeerForm, PeerResult } from '../templates/peer-form.tsx';
import { importFromPeer } from '../templates/peer-import.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const page = await api(args).peers.list({ trajectory: args.params.slug ?? '' });
  return { ...page, title: getT(args.context.locale, 'reach')('peer.title') };
}

export async function action(args: ActionFunctionArgs) {
  return importFromPeer(args);
}

/** What people contributed in another participation system. */
export default function PeerImportPage() {
  const { t, i18n } = useTranslation('reach');
  const { trajectory, imports } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <div className="wrap new-trajectory">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: t('templates:carry.title'), to: paths.carrying(trajectory.slug) },
          { label: t('peer.title') },
        ]}
      />
      {answer && <PeerFault answer={answer} />}
      {answer?.result && <PeerResult result={answer.result} slug={trajectory.slug} />}
      <h1>{t('peer.title')}</h1>
      <p className="lead">{t('peer.lead')}</p>
      <PeerForm answer={answer ?? null} />
      {imports.length > 0 && (
        <section aria-labelledby="eerder">
          <h2 id="eerder">{t('peer.earlier')}</h2>
          <ul className="rows">
            {imports.map(({ id, system, file, on, ideas }) => (
              <li key={id}>{t('peer.of', { count: ideas, system, file, day: formatDay(on, i18n.language) })}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
