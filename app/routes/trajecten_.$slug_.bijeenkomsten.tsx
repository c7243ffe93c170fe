import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { MeetingRows } from '../components/meetings.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const page = await api(args).meetings.list({ trajectory: args.params.slug ?? '' });
  return { ...page, heading: getT(args.context.locale, 'meetings')('list.title') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading}, ${data?.trajectory.title} | Oever` }];

/** All meetings of a trajectory, and for who looks after them the way to add one or to type what came in on paper. */
export default function MeetingsPage() {
  const { t } = useTranslation('meetings');
  const { trajectory, coming, past, may } = useLoaderData<typeof loader>();
  const { slug } = trajectory;
  return (
    <div className="wrap meetings">
      <Breadcrumb items={[{ label: trajectory.title, to: paths.trajectory(slug) }, { label: t('list.title') }]} />
      <h1>{t('list.title')}</h1>
      <p className="lead">{t('list.lead')}</p>
      {(may.add || may.enter) && (
        <p className="btns no-print">
          {may.add && (
            <Link className="btn" to={paths.newMeeting(slug)}>
              {t('list.add')}
            </Link>
          )}
          {may.enter && (
            <Link className="btn sec-b" to={paths.enterContribution(slug)}>
              {t('list.enter')}
            </Link>
          )}
        </p>
      )}
      <section aria-labelledby="komend">
        <h2 id="komend">{t('list.coming')}</h2>
        {coming.length > 0 ? <MeetingRows meetings={coming} slug={slug} level={3} /> : <p className="muted">{t('list.none_coming')}</p>}
      </section>
      {past.length > 0 && (
        <section aria-labelledby="geweest">
          <h2 id="geweest">{t('list.past')}</h2>
          <MeetingRows meetings={past} slug={slug} level={3} />
        </section>
      )}
    </div>
  );
}
