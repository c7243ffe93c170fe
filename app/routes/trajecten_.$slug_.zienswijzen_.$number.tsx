import { type ActionFunctionArgs, type HeadersFunction, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { OfficialAnswer } from '../components/official-answer.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { Paragraphs } from '../components/paragraphs.tsx';
import { ResponseClock } from '../components/response-clock.tsx';
import { SourceLine } from '../components/source-line.tsx';
import { formatDay, formatTime, toDay } from '../format.ts';
import { readNumberParams } from '../kinds/number-params.server.ts';
import { TimingBadge } from '../kinds/timing-badge.tsx';
import { Withdraw } from '../kinds/withdraw.tsx';
import { paths } from '../paths.ts';

/** For one reader only. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' });

export async function loader(args: LoaderFunctionArgs) {
  const view = await api(args).formalViews.get(readNumberParams(args));
  return { view, sent: view.own && new URL(args.request.url).searchParams.has('verstuurd') };
}

/** One button: who sent it in takes it back. */
export async function action(args: ActionFunctionArgs) {
  const where = readNumberParams(args);
  const view = await api(args).formalViews.get(where);
  await api(args).formalViews.withdraw({ viewId: view.id });
  return redirect(paths.formalView(where.trajectory, where.number), 303);
}

/** The receipt: what was sent in, when, by whom, and what became of it. */
export default function FormalViewPage() {
  const { t, i18n } = useTranslation(['kinds', 'ideas']);
  const { view, sent } = useLoaderData<typeof loader>();
  const { slug, title } = view.trajectory;
  const locale = i18n.language;
  return (
    <div className="wrap kind-wrap kind-page">
      <PageTitle of="view" number={view.number} />
      <Breadcrumb
        items={[
          { label: title, to: paths.trajectory(slug) },
          { label: t('view.crumb'), to: paths.formalViews(slug) },
          { label: t('view.number', { number: view.number }) },
        ]}
      />
      {sent && (
        <p className="done" role="status">
          {t('view.sent')}
        </p>
      )}
      <h1>{t('view.number', { number: view.number })}</h1>
      <section className="receipt" aria-labelledby="bewijs">
        <h2 id="bewijs">{t('view.receipt')}</h2>
        <p>
          <b>{t('view.received_long', { day: formatDay(toDay(view.receivedAt), locale), time: formatTime(view.receivedAt, locale) })}</b>{' '}
          <TimingBadge timing={view.timing} />
        </p>
        <p className="small">
          {t(`view.timing_text.${view.timing}`)} {view.postedOn && t('view.posted', { day: formatDay(view.postedOn, locale) })}
        </p>
        <SourceLine source={view.source} />
        {view.withdrawn && <p className="note">{t('view.withdrawn')}</p>}
        <dl>
          <div>
            <dt>{t('view.sender')}</dt>
            <dd>{[view.name, view.address].filter(Boolean).join(', ')}</dd>
          </div>
          <div>
            <dt>{t('view.hash')}</dt>
            <dd>
              <code className="hash">{view.sha256}</code>
              <span className="small muted"> {t('view.hash_hint')}</span>
            </dd>
          </div>
        </dl>
      </section>
      <h2>{t('view.copy')}</h2>
      <Paragraphs text={view.body} />
      {view.clock && (
        <section className="side-block" aria-labelledby="klok">
          <h2 id="klok">{view.clock.answeredOn ? t('ideas:detail.clock_answered') : t('ideas:detail.clock')}</h2>
          <ResponseClock clock={view.clock} />
        </section>
      )}
      {view.published.map((response, index) => (
        <OfficialAnswer key={response.id} response={response} clock={index === 0 ? view.clock : null} />
      ))}
      {view.may.respond && view.published.length === 0 && (
        <p>
          <Link className="more" to={paths.answer(view.id)}>
            {t('view.answer')}
          </Link>
        </p>
      )}
      {view.may.withdraw && <Withdraw kind="view" />}
    </div>
  );
}
