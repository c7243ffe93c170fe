import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { AnswerRow } from '../components/answer-row.tsx';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { Icon } from '../components/icon.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const cursor = new URL(args.request.url).searchParams.get('na') || null;
  const answers = await api(args).responses.latest({ trajectory: args.params.slug ?? '', cursor });
  const meta = getT(args.context.locale, 'answers')('latest.meta');
  return { answers, first: cursor === null, title: `${meta}: ${answers.trajectory.title}` };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} | Oever` }];

export default function AnswersPage() {
  const { answers, first } = useLoaderData<typeof loader>();
  const { t } = useTranslation('answers');
  const { trajectory, items, nextCursor, total } = answers;
  const here = paths.answers(trajectory.slug);
  return (
    <div className="wrap">
      <Breadcrumb items={[{ label: trajectory.title, to: paths.trajectory(trajectory.slug) }, { label: t('latest.meta') }]} />
      <div className="ath answers-head">
        <h1>{t('latest.title')}</h1>
        <p className="lead">{total === 0 ? t('latest.empty') : t('latest.lead', { count: total, title: trajectory.title })}</p>
      </div>
      {items.length > 0 && (
        <ul className="rows">
          {items.map((answer) => (
            <AnswerRow key={answer.id} answer={answer} full />
          ))}
        </ul>
      )}
      <p className="wv-foot small">
        {!first && <Link to={here}>{t('queue.first')}</Link>}
        {nextCursor && <Link to={`${here}?na=${encodeURIComponent(nextCursor)}`}>{t('queue.next')}</Link>}
        <Link className="more" to={`${paths.responseTimes()}?traject=${encodeURIComponent(trajectory.slug)}`}>
          {t('latest.times')} <Icon name="arrow-right" />
        </Link>
      </p>
    </div>
  );
}
