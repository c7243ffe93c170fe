import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { LogFilters } from '../admin/log-filters.tsx';
import { logSearchText, readLogSearch } from '../admin/log-search.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { Icon } from '../components/icon.tsx';
import { formatMoment } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

const PER_PAGE = 50;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const filter = readLogSearch(new URL(args.request.url).searchParams);
  const call = api(args);
  const [events, kinds, trajectories] = await Promise.all([
    call.events.list({ ...filter, limit: PER_PAGE }),
    call.events.kinds(),
    call.trajectories.list(),
  ]);
  return {
    filter,
    kinds,
    trajectories: trajectories.items.map(({ slug, title }) => ({ slug, title })),
    items: events.items.map(({ seal, data, ...event }) => ({
      ...event,
      number: seal?.seq ?? null,
      data: Object.keys(data).length > 0 ? JSON.stringify(data) : null,
    })),
    nextCursor: events.nextCursor,
    title: getT(args.context.locale, 'log')('admin.title'),
  };
}

/** Who did what, when and where; and whether it already stands in the chain. */
export default function AdminLog() {
  const { t } = useTranslation(['log', 'accounts']);
  const { locale, today } = useRootData();
  const { filter, kinds, trajectories, items, nextCursor } = useLoaderData<typeof loader>();
  const { before: _, ...search } = filter;
  return (
    <div className="wrap sec desk trust">
      <Breadcrumb items={[{ label: t('accounts:admin.title'), to: paths.admin() }, { label: t('admin.title') }]} />
      <h1>{t('admin.title')}</h1>
      <p className="lead">{t('admin.lead')}</p>
      <LogFilters filter={filter} kinds={kinds} trajectories={trajectories} />
      {items.length === 0 ? (
        <p className="empty">{t('admin.nothing')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard
        <section className="scroll-x" aria-label={t('admin.title')} tabIndex={0}>
          <table className="tbl log-table">
            <thead>
              <tr>
                <th scope="col">{t('admin.number')}</th>
                <th scope="col">{t('admin.at')}</th>
                <th scope="col">{t('admin.who')}</th>
                <th scope="col">{t('admin.what')}</th>
                <th scope="col">{t('admin.about')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((event) => (
                <tr key={event.id}>
                  <td>{event.number ?? t('admin.waiting')}</td>
                  <td>{formatMoment(event.at, locale, today)}</td>
                  <td>{event.actor ?? t('admin.nobody')}</td>
                  <td>
                    <b>{event.kind}</b>
                    {event.data && <code>{event.data}</code>}
                  </td>
                  <td>
                    {event.trajectory?.title}
                    <span className="small muted">
                      {event.subjectKind} {event.subjectId}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <p className="btns">
        {nextCursor !== null && (
          <Link className="btn sec-b s" to={`${paths.adminLog()}${logSearchText({ ...search, before: nextCursor })}`}>
            {t('admin.older')}
          </Link>
        )}
        <a className="btn ghost s" href={`${paths.adminLogFile()}${logSearchText(search)}`} download>
          <Icon name="download" /> {t('admin.download')}
        </a>
      </p>
      <p>
        <Link className="more" to={paths.eventChain()}>
          {t('admin.to_chain')}
        </Link>
      </p>
    </div>
  );
}
