import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { FoundCount } from '../ideas/found-count.tsx';
import { IdeaList } from '../ideas/idea-list.tsx';
import { listAddress, orderOf, readListSearch } from '../ideas/list-search.ts';
import { SortMenu } from '../ideas/sort-menu.tsx';
import { paths } from '../paths.ts';

/** Nothing on it is for one person (server/web/site.ts). */
export const handle = { sameForResidents: true, shuffled: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const { choice, input } = readListSearch(new URL(args.request.url).searchParams, { standard: 'steun', shuffle: args.context.shuffle });
  const [page, trajectories] = await Promise.all([api(args).ideas.list(input), api(args).trajectories.list()]);
  return {
    page,
    choice,
    trajectories: trajectories.items.map(({ slug, title }) => ({ slug, title })),
    title: getT(args.context.locale, 'ideas')('all.title'),
  };
}

export default function AllIdeas() {
  const { t } = useTranslation('ideas');
  const { page, choice, trajectories } = useLoaderData<typeof loader>();
  const path = paths.allIdeas();
  return (
    <div className="wrap all-ideas">
      <div className="sec-head ideas-head">
        <div>
          <h1>{t('all.title')}</h1>
          <p>{t('all.lead')}</p>
        </div>
      </div>
      <div className="ix ix-all">
        <form className="fl" method="get" action={path} aria-label={t('filter.label')}>
          <div className="field">
            <label htmlFor="q">{t('filter.search')}</label>
            <input className="inp" id="q" name="q" type="search" maxLength={200} defaultValue={choice.query} />
          </div>
          {orderOf(choice).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <button type="submit" className="btn sec-b s">
            {t('filter.apply')}
          </button>
          <nav className="fl-links" aria-label={t('all.trajectories')}>
            <h2>{t('all.trajectories')}</h2>
            <ul>
              {trajectories.map(({ slug, title }) => (
                <li key={slug}>
                  <Link to={paths.ideas(slug)}>{title}</Link>
                </li>
              ))}
            </ul>
          </nav>
        </form>
        <section aria-label={t('list.label')} id="lijst">
          <div className="lst-h">
            <FoundCount total={page.total} choice={choice} />
            <SortMenu path={path} choice={choice} />
          </div>
          <IdeaList
            ideas={page.items.map((idea) => ({ idea }))}
            first={choice.paged ? listAddress(path, choice) : null}
            next={page.nextCursor && listAddress(path, choice, page.nextCursor)}
            empty={choice.query ? { text: t('list.none_found'), to: path, action: t('filter.clear') } : { text: t('list.none_yet') }}
            showTrajectory
          />
        </section>
      </div>
    </div>
  );
}
