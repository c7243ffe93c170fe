import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { IdeaStatus } from '../../server/ideas/rules.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ClockHistory } from '../components/clock-history.tsx';
import { OfficialAnswer } from '../components/official-answer.tsx';
import { ResponseClock } from '../components/response-clock.tsx';
import { submitForm } from '../forms.server.ts';
import { AuthorActions } from '../ideas/author-actions.tsx';
import { CommentSection } from '../ideas/comment-section.tsx';
import { actOnIdea, answersTo } from '../ideas/idea-acts.server.ts';
import { IdeaArticle } from '../ideas/idea-article.tsx';
import { type LastResult, resultOf } from '../ideas/last-result.ts';
import { OfficialActions } from '../ideas/official-actions.tsx';
import { Receipt } from '../ideas/receipt.tsx';
import { ideaPageSchema } from '../ideas/schemas.ts';
import { SupportBox } from '../ideas/support-box.tsx';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.idea.title} | Oever` }];

function readParams({ params }: Pick<LoaderFunctionArgs, 'params'>): { trajectory: string; number: number } {
  const number = /^[1-9]\d{0,8}$/.test(params.number ?? '') ? Number(params.number) : null;
  if (number === null)
    throw new Response(JSON.stringify({ code: 'not_found' }), { status: 404, headers: { 'Content-Type': 'application/json' } });
  return { trajectory: params.slug ?? '', number };
}

export async function loader(args: LoaderFunctionArgs) {
  const search = new URL(args.request.url).searchParams;
  const call = api(args);
  const idea = await call.ideas.get(readParams(args));
  const readable = idea.status !== 'hidden';
  const [answer, comments, promise, similar] = await Promise.all([
    hasAnswerPage(idea.status) ? call.responses.get({ contributionId: idea.id }) : null,
    readable ? call.comments.list({ ideaId: idea.id, cursor: search.get('na') }) : { items: [], nextCursor: null },
    idea.may.comment ? call.clocks.promise({ trajectory: idea.trajectory.slug, kind: 'question' }) : null,
    search.has('verstuurd') && idea.own ? call.ideas.similar({ trajectory: idea.trajectory.slug, title: idea.title }) : [],
  ]);
  return {
    idea,
    published: answer?.published ?? [],
    mayRate: { rate: answer?.may.rate ?? false, reopen: answer?.may.reopen ?? false },
    comments,
    answers: await answersTo(call, comments.items),
    paged: search.has('na'),
    promise,
    sent: search.has('verstuurd') && idea.own,
    similar: similar.filter(({ number }) => number !== idea.number),
  };
}

/** What is withdrawn, merged or hidden is not answered any more. */
function hasAnswerPage(status: IdeaStatus): boolean {
  return status !== 'withdrawn' && status !== 'merged' && status !== 'hidden';
}

export async function action(args: ActionFunctionArgs) {
  const where = readParams(args);
  return submitForm(args, ideaPageSchema, async (value, call) => {
    const anchor = await actOnIdea(call, await call.ideas.get(where), value);
    return redirect(`${paths.idea(where.trajectory, where.number)}${anchor}`, 303);
  });
}

export default function IdeaPage() {
  const { t } = useTranslation('ideas');
  const { idea, published, mayRate, comments, answers, paged, promise, sent, similar } = useLoaderData<typeof loader>();
  const lastResult = (useActionData<typeof action>() ?? null) as LastResult;
  const { slug, title } = idea.trajectory;
  const supportFault = (resultOf(lastResult, 'support') ?? resultOf(lastResult, 'withdrawSupport'))?.error?.['']?.[0];
  return (
    <div className="wrap">
      <Breadcrumb
        items={[{ label: title, to: paths.trajectory(slug) }, { label: t('list.crumb'), to: paths.ideas(slug) }, { label: idea.title }]}
      />
      {sent && <Receipt idea={idea} similar={similar} />}
      <div className="id">
        <IdeaArticle idea={idea} />
        <div className="a2">
          {published.map((response, index) => (
            <OfficialAnswer key={response.id} response={response} clock={index === 0 ? idea.clock : null} />
          ))}
          {idea.own && <AuthorActions idea={idea} may={mayRate} lastResult={lastResult} />}
          {idea.status !== 'hidden' && (
            <CommentSection idea={idea} comments={comments} answers={answers} paged={paged} promise={promise} lastResult={lastResult} />
          )}
        </div>
        <aside className="side" aria-label={t('detail.side')}>
          <SupportBox idea={idea} fault={supportFault ?? null} />
          {idea.clock && (
            <div className="side-block">
              <h2>{idea.clock.answeredOn ? t('detail.clock_answered') : t('detail.clock')}</h2>
              <ResponseClock clock={idea.clock} />
              <ClockHistory clock={idea.clock} />
            </div>
          )}
          <OfficialActions idea={idea} lastResult={resultOf(lastResult, 'merge')} />
          {!idea.own && idea.status !== 'hidden' && (
            <p className="small">
              <Link to={paths.report('idea', idea.id)}>{t('detail.report')}</Link>
            </p>
          )}
        </aside>
      </div>
    </div>
  );
}
