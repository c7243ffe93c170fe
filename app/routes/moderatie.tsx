import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { PageTitle } from '../components/page-title.tsx';
import { formatMoment } from '../format.ts';
import { submitForm } from '../forms.server.ts';
import { AppealRow } from '../moderation/appeal-row.tsx';
import { HiddenRow } from '../moderation/hidden-row.tsx';
import { QueueRow } from '../moderation/queue-row.tsx';
import { moderationSchema } from '../moderation/schemas.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

export async function loader(args: LoaderFunctionArgs) {
  const search = new URL(args.request.url).searchParams;
  const cursor = search.get('vanaf');
  const queue = await api(args).moderation.queue({ limit: 25, ...(cursor ? { cursor } : {}) });
  return { queue, unusual: await api(args).integrity.openCount(), done: search.has('gelukt') };
}

export async function action(args: ActionFunctionArgs) {
  return submitForm(args, moderationSchema, async (value, call) => {
    if (value.intent === 'appeal') await call.moderation.decideAppeal(value);
    else if (value.intent === 'block')
      await call.people.block({
        personId: value.personId,
        until: new Date(args.context.now.getTime() + value.days * 86_400_000).toISOString(),
        reason: value.reason,
      });
    else await call.moderation.decide(value);
    return redirect(`${paths.moderation()}?gelukt`);
  });
}

export default function Moderation() {
  const { t } = useTranslation(['moderation', 'policies', 'integrity']);
  const { queue, unusual, done } = useLoaderData<typeof loader>();
  const { locale, today } = useRootData();
  const lastResult = useActionData<typeof action>();
  return (
    <div className="wrap sec desk">
      <PageTitle of="moderation" />
      <h1>{t('queue.title', { count: queue.items.length + queue.appeals.length })}</h1>
      <p className="lead">{t('queue.lead')}</p>
      {done && (
        <p className="done" role="status">
          {t('queue.done')}
        </p>
      )}
      {queue.appeals.length > 0 && (
        <section className="sec-tight" aria-labelledby="appeals">
          <h2 id="appeals">{t('appeals.title', { count: queue.appeals.length })}</h2>
          <ul>
            {queue.appeals.map((appeal) => (
              <AppealRow key={appeal.id} appeal={appeal} lastResult={lastResult} />
            ))}
          </ul>
        </section>
      )}
      <section className="sec-tight" aria-labelledby="reports">
        <h2 id="reports">{t('queue.reports')}</h2>
        {queue.items.length === 0 ? (
          <p className="empty">{t('queue.empty')}</p>
        ) : (
          <ul>
            {queue.items.map((item) => (
              <QueueRow key={item.subject.id} item={item} lastResult={lastResult} />
            ))}
          </ul>
        )}
        {queue.nextCursor && (
          <Link className="more" to={`${paths.moderation()}?vanaf=${encodeURIComponent(queue.nextCursor)}`}>
            {t('queue.more')}
          </Link>
        )}
      </section>
      {queue.hidden.length > 0 && (
        <section className="sec-tight" aria-labelledby="hidden">
          <h2 id="hidden">{t('hidden.title')}</h2>
          <ul>
            {queue.hidden.map((hidden) => (
              <HiddenRow key={hidden.subject.id} hidden={hidden} lastResult={lastResult} />
            ))}
          </ul>
        </section>
      )}
      {queue.originals.length > 0 && (
        <section className="sec-tight" aria-labelledby="originals">
          <h2 id="originals">{t('original.list')}</h2>
          <p className="measure">{t('original.list_text')}</p>
          <ul className="rows">
            {queue.originals.map(({ decisionId, subject, keptAt }) => (
              <li key={decisionId}>
                <Link to={paths.seeOriginal(decisionId)}>
                  {t(`kind.${subject.kind}`)} {subject.title && t('original.of', { title: subject.title })}
                </Link>{' '}
                <span className="small muted">{formatMoment(keptAt, locale, today)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <ul className="mod-links">
        <li>
          <Link to={paths.unusual()}>{t('integrity:from_moderation', { count: unusual })}</Link>
        </li>
        <li>
          <Link to={paths.moderationLog()}>{t('queue.to_log')}</Link>
        </li>
        <li>
          <Link to={paths.handOver()}>{t('policies:hand_over.title')}</Link>
        </li>
        <li>
          <Link to={paths.houseRules()}>{t('queue.to_rules')}</Link>
        </li>
        <li>
          <Link to={paths.listedWords()}>{t('queue.to_words')}</Link>
        </li>
      </ul>
    </div>
  );
}
