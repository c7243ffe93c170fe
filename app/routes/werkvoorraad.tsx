import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../api.server.ts';
import { QueueFilters } from '../components/queue-filters.tsx';
import { QueueKeys } from '../components/queue-keys.tsx';
import { QueueRow } from '../components/queue-row.tsx';
import { QueueStates } from '../components/queue-states.tsx';
import { OpenCorrections } from '../corrections/open-corrections.tsx';
import { SELECTION_FORM, SelectionActs } from '../desk/selection-acts.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { queueSearch, readQueueSearch } from '../queue-search.ts';
import { readForm } from '../read-form.server.ts';
import { useRootData } from '../root-data.ts';
import { WithoutClock } from '../visibility/without-clock.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const search = readQueueSearch(new URL(args.request.url).searchParams);
  const call = api(args);
  const [queue, withoutClock] = await Promise.all([call.responses.queue(search), call.staffOnly.withoutClock()]);
  const assigned = Number(new URL(args.request.url).searchParams.get('doorgegeven'));
  return {
    queue,
    withoutClock,
    search,
    assigned: Number.isSafeInteger(assigned) ? assigned : 0,
    title: getT(args.context.locale, 'answers')('queue.title'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} | Oever` }];

/** Takes one contribution on, or puts those that were chosen together, from the list. */
export async function action(args: ActionFunctionArgs) {
  const intent = (await readForm(args.request.clone())).get('intent');
  if (intent === 'together') {
    return submitForm(args, z.object({ contributionIds: z.array(z.uuid()).default([]) }), async (value, call) => {
      const contributionId = await call.desk.together(value);
      return redirect(`${paths.answer(contributionId)}?klaar=together`);
    });
  }
  const { pathname, searchParams } = new URL(args.request.url);
  if (intent === 'assign' || intent === 'claim-selection') {
    return submitForm(args, selectionSchema, async ({ contributionIds, handlerId, teamId }, call) => {
      const to = intent === 'assign' ? { handlerId, teamId } : { handlerId: args.context.actor?.id };
      const { assigned } = await call.desk.assignSelection({ contributionIds, ...to });
      searchParams.set('doorgegeven', String(assigned));
      return redirect(`${pathname}?${searchParams}`, 303);
    });
  }
  return submitForm(args, z.object({ contributionId: z.uuid() }), async (value, call) => {
    await call.responses.claim(value);
    searchParams.delete('doorgegeven');
    return redirect(searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname);
  });
}

const selectionSchema = z.object({
  contributionIds: z.array(z.uuid()).default([]),
  handlerId: z.uuid().optional(),
  teamId: z.uuid().optional(),
});

export default function Queue() {
  const { queue, withoutClock, search, assigned } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { t } = useTranslation(['answers', 'errors', 'desk']);
  const { actor } = useRootData();
  const { counts } = queue;
  return (
    <div className="wrap">
      <div className="wv-h">
        <div>
          <h1>{t('queue.title')}</h1>
          <p className="muted">
            {counts.all === 0 ? t('queue.waiting_none') : t('queue.waiting', { count: counts.all })}{' '}
            {counts.mine > 0 && t('queue.yours', { count: counts.mine })}
          </p>
        </div>
        <QueueStates states={queue.states} />
      </div>
      {assigned > 0 && !refused && (
        <p className="done" role="status">
          {t('desk:queue.assigned', { count: assigned })}
        </p>
      )}
      {Object.values(refused?.error ?? {})
        .flatMap((found) => found ?? [])
        .map((key) => (
          <p className="err" role="alert" key={key}>
            {t(key as never) as string}
          </p>
        ))}
      <QueueFilters queue={queue} search={search} />
      <Form method="post" id={SELECTION_FORM} />
      {queue.items.length === 0 ? (
        <p className="empty">{t(`queue.empty.${search.tab}`)}</p>
      ) : (
        <table className="tbl fold wv" id="lijst">
          <thead>
            <tr>
              <th scope="col" className="pick">
                <span className="sr">{t('desk:queue.select_column')}</span>
              </th>
              {(['contribution', 'team', 'clock', 'standing', 'due', 'handler'] as const).map((column) => (
                <th scope="col" key={column}>
                  {t(`queue.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {queue.items.map((item) => (
              <QueueRow key={item.contributionId} item={item} mine={item.handler?.id === actor?.id}>
                <Form method="post">
                  <input type="hidden" name="contributionId" value={item.contributionId} />
                  <button type="submit" className="link-btn" aria-label={t('queue.claim_this', { title: item.title })}>
                    {t('queue.claim')}
                  </button>
                </Form>
              </QueueRow>
            ))}
          </tbody>
        </table>
      )}
      {queue.items.length > 0 && <SelectionActs queue={queue} />}
      {queue.items.length > 0 && <QueueKeys />}
      <OpenCorrections items={queue.corrections} />
      <WithoutClock items={withoutClock} />
      <p className="wv-foot small muted">
        <Link to={paths.answerTemplates()}>{t('desk:queue.templates')}</Link>
        <Link to={paths.officialName()}>{t('desk:queue.name')}</Link>
        {search.tab === 'attention' && <Link to={queueSearch({ ...search, tab: 'all', cursor: null })}>{t('queue.see_all')}</Link>}
        {search.cursor && <Link to={queueSearch({ ...search, cursor: null })}>{t('queue.first')}</Link>}
        {queue.nextCursor && <Link to={queueSearch({ ...search, cursor: queue.nextCursor })}>{t('queue.next')}</Link>}
      </p>
    </div>
  );
}
