import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { IdeaStatus } from '../../server/ideas/rules.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ClockHistory } from '../components/clock-history.tsx';
import { ClockWaiting } from '../components/clock-waiting.tsx';
import { OfficialAnswer } from '../components/official-answer.tsx';
import { ResponseClock } from '../components/response-clock.tsx';
import { feedLink } from '../following/autodiscovery.ts';
import { FollowBox } from '../following/follow-box.tsx';
import { loadFollowing } from '../following/idea-following.server.ts';
import { MergeSection } from '../following/merge-section.tsx';
import { ProgressSection } from '../following/progress-section.tsx';
import { submitForm } from '../forms.server.ts';
import { AuthorActions } from '../ideas/author-actions.tsx';
import { CommentSection } from '../ideas/comment-section.tsx';
import { actOnIdea, answersTo } from '../ideas/idea-acts.server.ts';
import { IdeaArticle } from '../ideas/idea-article.tsx';
import { readIdeaParams } from '../ideas/idea-params.ts';
import { type LastResult, resultOf } from '../ideas/last-result.ts';
import { OfficialActions } from '../ideas/official-actions.tsx';
import { PhotoActions } from '../ideas/photo-actions.tsx';
import { Receipt } from '../ideas/receipt.tsx';
import { ideaPageSchema } from '../ideas/schemas.ts';
import { SupportBox } from '../ideas/support-box.tsx';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: `${data?.idea.title} | Oever` },
  ...(data
    ? [feedLink(matches, { title: data.idea.title, href: (locale) => paths.ideaFeed(data.idea.trajectory.slug, data.idea.number, locale) })]
    : []),
];

export async function loader(args: LoaderFunctionArgs) {
  const search = new URL(args.request.url).searchParams;
  const call = api(args);
  const idea = await call.ideas.get(readIdeaParams(args));
  const readable = idea.status !== 'hidden';
  const [answer, comments, promise, similar, following, waiting, peer, exclusions] = await Promise.all([
    hasAnswerPage(idea.status) ? call.responses.get({ contributionId: idea.id }) : null,
    readable ? call.comments.list({ ideaId: idea.id, cursor: search.get('na') }) : { items: [], nextCursor: null },
    idea.may.comment ? call.clocks.promise({ trajectory: idea.trajectory.slug, kind: 'question' }) : null,
    search.has('verstuurd') && idea.own ? call.ideas.similar({ trajectory: idea.trajectory.slug, title: idea.title }) : [],
    readable ? loadFollowing(call, idea.id) : null,
    idea.clock || !hasAnswerPage(idea.status) ? null : call.clockStarts.waiting({ contributionId: idea.id }),
    call.peers.sourceOf({ ideaId: idea.id }),
    call.integrity.mine(),
  ]);
  return {
    idea,
    published: answer?.published ?? [],
    mayRate: { rate: answer?.may.rate ?? false, reopen: answer?.may.reopen ?? false },
    comments,
    answers: await answersTo(call, comments.items),
    paged: search.has('na'),
    promise,
    following,
    waiting,
    peer,
    exclusion: exclusions.find(({ isOut, of }) => isOut && of.id === idea.id) ?? null,
    sent: search.has('verstuurd') && idea.own,
    similar: similar.filter(({ number }) => number !== idea.number),
  };
}

/** What is withdrawn, merged or hidden is not answered any more. */
function hasAnswerPage(status: IdeaStatus): boolean {
  return status !== 'withdrawn' && status !== 'merged' && status !== 'hidden';
}

export async function action(args: ActionFunctionArgs) {
  const where = readIdeaParams(args);
  return submitForm(args, ideaPageSchema, async (value, call) => {
    const anchor = await actOnIdea(call, await call.ideas.get(where), value);
    return redirect(`${paths.idea(where.trajectory, where.number)}${anchor}`, 303);
  });
}

export default function IdeaPage() {
  const { t, i18n } = useTranslation('ideas');
  const { idea, published, mayRate, comments, answers, paged, promise, sent, similar, following, waiting, peer, exclusion } =
    useLoaderData<typeof loader>();
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
        <IdeaArticle idea={idea} peer={peer} />
        <div className="a2">
          {published.map((response, index) => (
            <OfficialAnswer key={response.id} response={response} clock={index === 0 ? idea.clock : null} />
          ))}
          {following && <ProgressSection progress={following.progress} slug={slug} number={idea.number} />}
          {following && <MergeSection slug={slug} number={idea.number} {...following.merges} />}
          {idea.own && <AuthorActions idea={idea} may={mayRate} lastResult={lastResult} />}
          {idea.status !== 'hidden' && (
            <CommentSection
              idea={idea}
              comments={comments}
              stances={following?.stances ?? null}
              answers={answers}
              paged={paged}
              promise={promise}
              lastResult={lastResult}
            />
          )}
        </div>
        <aside className="side" aria-label={t('detail.side')}>
          <SupportBox idea={idea} fault={supportFault ?? null} exclusion={exclusion} />
          {waiting && <ClockWaiting waiting={waiting} />}
          {idea.clock && (
            <div className="side-block">
              <h2>{idea.clock.answeredOn ? t('detail.clock_answered') : t('detail.clock')}</h2>
              <ResponseClock clock={idea.clock} />
              <ClockHistory clock={idea.clock} />
            </div>
          )}
          {following && (
            <FollowBox
              state={following.state}
              subject={{ ideaId: idea.id }}
              path={paths.idea(slug, idea.number)}
              feed={paths.ideaFeed(slug, idea.number, i18n.language)}
            />
          )}
          {idea.may.removePhoto && !idea.own && <PhotoActions lastResult={resultOf(lastResult, 'removePhoto')} />}
          <OfficialActions idea={idea} />
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
