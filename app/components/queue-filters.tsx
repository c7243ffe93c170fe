import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Queue } from '../../server/responses/queue.ts';
import { paths } from '../paths.ts';
import { QUEUE_TABS, type QueueSearch, queueSearch, tabName } from '../queue-search.ts';

/** The views with their counts, and the choice of trajectory and department. */
export function QueueFilters({ queue, search }: { queue: Queue; search: QueueSearch }) {
  const { t } = useTranslation(['answers', 'desk']);
  return (
    <>
      <nav className="tabs" aria-label={t('queue.view')}>
        {QUEUE_TABS.map((tab) => (
          <Link
            key={tab}
            to={queueSearch({ ...search, tab, cursor: null })}
            {...(tab === search.tab ? { 'aria-current': 'true' as const } : {})}
          >
            {t(`queue.tab.${tab}`)} <span className="n">{queue.counts[tab]}</span>
          </Link>
        ))}
      </nav>
      <Form method="get" action={paths.queue()} className="fils">
        {search.tab !== 'attention' && <input type="hidden" name="weergave" value={tabName(search.tab)} />}
        <label>
          {t('queue.trajectory')}
          <select className="inp" name="traject" defaultValue={search.trajectory ?? ''}>
            <option value="">{t('queue.every')}</option>
            {queue.trajectories.map(({ slug, title }) => (
              <option key={slug} value={slug}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('queue.team')}
          <select className="inp" name="afdeling" defaultValue={search.team ?? ''}>
            <option value="">{t('queue.every')}</option>
            {queue.teams.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('desk:queue.kind')}
          <select className="inp" name="soort" defaultValue={search.kind ?? ''}>
            <option value="">{t('queue.every')}</option>
            {queue.kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kind.${kind as 'idea'}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="btn sec-b s">
          {t('queue.filter')}
        </button>
        <span className="small muted what">{t(`queue.explain.${search.tab}`)}</span>
      </Form>
    </>
  );
}
