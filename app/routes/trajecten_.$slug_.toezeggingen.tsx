import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { CommitmentRows } from '../commitments/commitment-rows.tsx';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const page = await api(args).commitments.list({ trajectory: args.params.slug ?? '' });
  return { ...page, heading: getT(args.context.locale, 'commitments')('title') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading}, ${data?.trajectory.title} | Oever` }];

export default function CommitmentsPage() {
  const { trajectory, items, may } = useLoaderData<typeof loader>();
  const { t } = useTranslation('commitments');
  const open = items.filter(({ doneOn, stoppedOn }) => !doneOn && !stoppedOn);
  const over = items.filter(({ doneOn, stoppedOn }) => doneOn || stoppedOn);
  return (
    <div className="wrap foot-page">
      <Breadcrumb items={[{ label: trajectory.title, to: paths.trajectory(trajectory.slug) }, { label: t('title') }]} />
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      {may.make && (
        <p className="btns no-print">
          <Link className="btn" to={paths.newCommitment(trajectory.slug)}>
            {t('new')}
          </Link>
        </p>
      )}
      {items.length === 0 && <p className="empty">{t('none')}</p>}
      {open.length > 0 && (
        <section className="sec-tight" aria-labelledby="loopt">
          <h2 id="loopt">{t('open')}</h2>
          <CommitmentRows items={open} level={3} />
        </section>
      )}
      {over.length > 0 && (
        <section className="sec-tight" aria-labelledby="klaar">
          <h2 id="klaar">{t('over')}</h2>
          <CommitmentRows items={over} level={3} />
        </section>
      )}
    </div>
  );
}
