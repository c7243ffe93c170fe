import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { formatMoment, formatNumber } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { excerpt } from '../ideas/excerpt.ts';
import { readAfter } from '../kinds/number-params.server.ts';
import { Pages } from '../kinds/pages.tsx';
import { paths } from '../paths.ts';

/** Nothing on it is for one person (server/web/site.ts). */
export const handle = { sameForResidents: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const cursor = readAfter(args.request);
  const list = await api(args).stories.list({ trajectory: args.params.slug ?? '', cursor });
  return { list, paged: cursor !== null, title: getT(args.context.locale, 'kinds')('story.meta', { trajectory: list.trajectory.title }) };
}

export default function Stories() {
  const { t, i18n } = useTranslation('kinds');
  const { list, paged } = useLoaderData<typeof loader>();
  const { slug, title } = list.trajectory;
  return (
    <div className="wrap kind-wrap">
      <Breadcrumb items={[{ label: title, to: paths.trajectory(slug) }, { label: t('story.crumb') }]} />
      <h1>{t('story.title', { count: list.total, number: formatNumber(list.total, i18n.language) })}</h1>
      <p className="lead">{t('story.lead')}</p>
      <p className="btns kind-new">
        {list.may.tell ? (
          <Link className="btn" to={paths.newStory(slug)}>
            {t('story.new')}
          </Link>
        ) : (
          <span className="note">{t('story.closed')}</span>
        )}
      </p>
      {list.items.length === 0 ? (
        list.may.tell && <p className="muted">{t('story.none')}</p>
      ) : (
        <ul className="rows kind-rows">
          {list.items.map((story) => (
            <li key={story.id}>
              <h2>
                <Link to={paths.story(slug, story.number)}>{story.title}</Link>
              </h2>
              <p className="serif">{excerpt(story.body)}</p>
              <p className="meta">
                <span>{story.author.name}</span>
                <span>{t(`story.as.${story.toldAs}`)}</span>
                <span>{formatMoment(story.createdAt, i18n.language)}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
      <Pages path={paths.stories(slug)} next={list.nextCursor} paged={paged} />
    </div>
  );
}
