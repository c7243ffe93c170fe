import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { feedLink } from '../following/autodiscovery.ts';
import { FollowBox } from '../following/follow-box.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: `${data?.meta} | Oever` },
  feedLink(matches, { title: data?.title, href: (locale) => paths.trajectoryFeed(data?.slug ?? '', locale) }),
];

export async function loader(args: LoaderFunctionArgs) {
  const slug = args.params.slug ?? '';
  const [{ title }, state] = await Promise.all([api(args).trajectories.get({ slug }), api(args).following.state({ trajectory: slug })]);
  const meta = getT(args.context.locale, 'following')('trajectory.title', { trajectory: title });
  return { slug, title, state, meta };
}

export default function FollowTrajectory() {
  const { t } = useTranslation(['following', 'openData']);
  const { locale } = useRootData();
  const { slug, title, state } = useLoaderData<typeof loader>();
  return (
    <div className="wrap kind-wrap">
      <Breadcrumb items={[{ label: title, to: paths.trajectory(slug) }, { label: t('trajectory.crumb') }]} />
      <h1>{t('trajectory.title', { trajectory: title })}</h1>
      <p className="lead">{t('trajectory.lead')}</p>
      <div className="two follow-page">
        <FollowBox
          state={state}
          subject={{ trajectory: slug }}
          path={paths.followTrajectory(slug)}
          feed={paths.trajectoryFeed(slug, locale)}
        />
        <section className="side-block" aria-labelledby="feeds">
          <h2 id="feeds">{t('trajectory.feeds')}</h2>
          <p>{t('trajectory.feeds_text')}</p>
          <p className="follow-links">
            <a href={paths.trajectoryFeed(slug, locale)} type="application/atom+xml">
              {t('follow.feed')}
            </a>
            <a href={paths.ideasFeed(slug, locale)} type="application/atom+xml">
              {t('follow.feed_ideas')}
            </a>
            <a href={paths.agenda(slug, locale)} type="text/calendar">
              {t('openData:agenda_link')}
            </a>
          </p>
        </section>
      </div>
    </div>
  );
}
