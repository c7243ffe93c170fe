import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { AreaMap, pinPlace } from '../components/area-map.tsx';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { Icon } from '../components/icon.tsx';
import { feedLink } from '../following/autodiscovery.ts';
import { formatNumber } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { FoundCount } from '../ideas/found-count.tsx';
import { countChosen, IdeaFilters } from '../ideas/idea-filters.tsx';
import { IdeaList } from '../ideas/idea-list.tsx';
import { listAddress, readListSearch, standardSort } from '../ideas/list-search.ts';
import { SortMenu } from '../ideas/sort-menu.tsx';
import { paths } from '../paths.ts';

/** Nothing on it is for one person (server/web/site.ts). */
export const handle = { sameForResidents: true, shuffled: true };

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: `${data?.title} | Oever` },
  ...(data ? [feedLink(matches, { title: data.title, href: (locale) => paths.ideasFeed(data.facets.trajectory.slug, locale) })] : []),
];

export async function loader(args: LoaderFunctionArgs) {
  const slug = args.params.slug ?? '';
  const facets = await api(args).ideas.facets({ trajectory: slug });
  const search = new URL(args.request.url).searchParams;
  const { choice, input } = readListSearch(search, { standard: standardSort(facets), shuffle: args.context.shuffle });
  const page = await api(args).ideas.list({ ...input, trajectory: slug });
  return { facets, page, choice, title: getT(args.context.locale, 'ideas')('list.meta', { trajectory: facets.trajectory.title }) };
}

export default function Ideas() {
  const { t, i18n } = useTranslation('ideas');
  const { facets, page, choice } = useLoaderData<typeof loader>();
  const { slug, title, supportThreshold } = facets.trajectory;
  const path = paths.ideas(slug);
  const chosen = countChosen(choice);
  const pins = page.items.map((idea, index) => ({ idea, number: index + 1, place: pinPlace(idea, facets.areas) }));
  const onMap = pins.flatMap(({ number, place }) => (place ? [{ number, ...place }] : []));
  return (
    <div className="wrap">
      <Breadcrumb items={[{ label: title, to: paths.trajectory(slug) }, { label: t('list.crumb') }]} />
      <div className="sec-head ideas-head">
        <div>
          <h1>{t('list.title', { count: facets.total, number: formatNumber(facets.total, i18n.language), trajectory: title })}</h1>
          {supportThreshold !== null && <p>{t('list.threshold', { threshold: formatNumber(supportThreshold, i18n.language) })}</p>}
        </div>
        {facets.open && (
          <Link className="btn" to={paths.newIdea(slug)}>
            <Icon name="plus" />
            {t('list.new')}
          </Link>
        )}
      </div>
      <div className="ix">
        <IdeaFilters path={path} choice={choice} facets={facets} />
        <section aria-label={t('list.label')} id="lijst">
          <div className="lst-h">
            <span>
              <FoundCount total={page.total} choice={choice} />
              {chosen > 0 && <span className="muted"> {t('list.chosen')}</span>}
            </span>
            <SortMenu path={path} choice={choice} />
            {choice.start !== null && <span className="small muted by-chance">{t('sort.chance')}</span>}
          </div>
          <a className="btn sec-b s mobf" href="#filters">
            <Icon name="list-filter" />
            {chosen > 0 ? t('filter.open_chosen', { count: chosen }) : t('filter.open')}
          </a>
          <IdeaList
            ideas={pins.map(({ idea, number, place }) => ({ idea, pin: place ? number : undefined }))}
            first={choice.paged ? listAddress(path, choice) : null}
            next={page.nextCursor && listAddress(path, choice, page.nextCursor)}
            empty={
              chosen > 0
                ? { text: t('list.none_found'), to: path, action: t('filter.clear') }
                : facets.open
                  ? { text: t('list.none'), to: paths.newIdea(slug), action: t('list.new') }
                  : { text: t('list.none_yet') }
            }
          />
        </section>
        <aside className="ix-map" aria-label={t('list.map_label')}>
          <AreaMap label={t('list.map', { count: onMap.length, trajectory: title })} areas={facets.areas} pins={onMap} />
        </aside>
      </div>
    </div>
  );
}
