import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ClockHistory } from '../components/clock-history.tsx';
import { OfficialAnswer } from '../components/official-answer.tsx';
import { Paragraphs } from '../components/paragraphs.tsx';
import { ResponseClock } from '../components/response-clock.tsx';
import { formatDay, formatMoment, formatMoney } from '../format.ts';
import { readNumberParams } from '../kinds/number-params.server.ts';
import { Withdraw } from '../kinds/withdraw.tsx';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.challenge.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const challenge = await api(args).challenges.get(readNumberParams(args));
  return { challenge, sent: challenge.own && new URL(args.request.url).searchParams.has('verstuurd') };
}

/** One button: the group takes it back. */
export async function action(args: ActionFunctionArgs) {
  const where = readNumberParams(args);
  const challenge = await api(args).challenges.get(where);
  await api(args).challenges.withdraw({ challengeId: challenge.id });
  return redirect(paths.challenge(where.trajectory, where.number), 303);
}

export default function ChallengePage() {
  const { t, i18n } = useTranslation(['kinds', 'ideas']);
  const { challenge, sent } = useLoaderData<typeof loader>();
  const { slug, title } = challenge.trajectory;
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: title, to: paths.trajectory(slug) },
          { label: t('challenge.crumb'), to: paths.challenges(slug) },
          { label: challenge.title },
        ]}
      />
      {sent && (
        <p className="done" role="status">
          {t('challenge.sent')} {challenge.clock && t('challenge.sent_due', { day: formatDay(challenge.clock.dueOn, i18n.language) })}
        </p>
      )}
      <div className="id">
        <article className="a1 challenge-parts">
          <h1>{challenge.title}</h1>
          <p className="meta">
            <span>{t('challenge.group', { name: challenge.groupName })}</span>
            <span>{formatMoment(challenge.createdAt, i18n.language)}</span>
          </p>
          {challenge.status === 'hidden' && <p className="note">{t('challenge.hidden')}</p>}
          {challenge.status === 'withdrawn' && <p className="note">{t('challenge.withdrawn')}</p>}
          <h2>{t('challenge.part.task')}</h2>
          <Paragraphs text={challenge.task} />
          <h2>{t('challenge.part.plan')}</h2>
          <Paragraphs text={challenge.plan} />
          <h2>{t('challenge.part.budget')}</h2>
          <p className="num kind-budget">
            {challenge.budget > 0
              ? t('challenge.budget', { money: formatMoney(challenge.budget, i18n.language) })
              : t('challenge.no_budget')}
          </p>
          <Paragraphs text={challenge.budgetText} />
        </article>
        <div className="a2">
          {challenge.published.map((response, index) => (
            <OfficialAnswer key={response.id} response={response} clock={index === 0 ? challenge.clock : null} />
          ))}
          {challenge.published.length === 0 && challenge.status === 'visible' && (
            <p className="muted kind-undecided">{t('challenge.undecided')}</p>
          )}
          {challenge.may.withdraw && <Withdraw kind="challenge" />}
        </div>
        <aside className="side" aria-label={t('challenge.decision')}>
          {challenge.clock && (
            <div className="side-block">
              <h2>{challenge.clock.answeredOn ? t('ideas:detail.clock_answered') : t('ideas:detail.clock')}</h2>
              <ResponseClock clock={challenge.clock} />
              <ClockHistory clock={challenge.clock} />
            </div>
          )}
          {challenge.may.respond && challenge.published.length === 0 && (
            <p>
              <Link className="more" to={paths.answer(challenge.id)}>
                {t('challenge.answer')}
              </Link>
            </p>
          )}
          {!challenge.own && challenge.status === 'visible' && (
            <p className="small">
              <Link to={paths.report('challenge', challenge.id)}>{t('challenge.report')}</Link>
            </p>
          )}
        </aside>
      </div>
    </div>
  );
}
