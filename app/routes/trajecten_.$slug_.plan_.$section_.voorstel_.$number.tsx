import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ClockHistory } from '../components/clock-history.tsx';
import { OfficialAnswer } from '../components/official-answer.tsx';
import { ResponseClock } from '../components/response-clock.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { answersTo } from '../ideas/idea-acts.server.ts';
import type { LastResult } from '../ideas/last-result.ts';
import { paths } from '../paths.ts';
import { DecideForm } from '../plan/decide-form.tsx';
import { actOnProposal } from '../plan/proposal-acts.server.ts';
import { ProposalArticle } from '../plan/proposal-article.tsx';
import { ProposalComments } from '../plan/proposal-comments.tsx';
import { ProposalConflict } from '../plan/proposal-conflict.tsx';
import { ProposalDecision } from '../plan/proposal-decision.tsx';
import { proposalPageSchema } from '../plan/proposal-schemas.ts';
import { ProposalSide } from '../plan/proposal-side.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

function readParams({ params }: Pick<LoaderFunctionArgs, 'params'>) {
  const number = /^[1-9]\d{0,8}$/.test(params.number ?? '') ? Number(params.number) : null;
  if (number === null)
    throw new Response(JSON.stringify({ code: 'not_found' }), { status: 404, headers: { 'Content-Type': 'application/json' } });
  return { trajectory: params.slug ?? '', section: params.section ?? '', number };
}

export async function loader(args: LoaderFunctionArgs) {
  const search = new URL(args.request.url).searchParams;
  const asked = search.get('alinea') ?? '';
  const call = api(args);
  const paragraph = /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) - 1 : null;
  const page = await call.changeProposals.get({ ...readParams(args), paragraph });
  const { proposal, trajectory } = page;
  const [comments, promise, answer, exclusions] = await Promise.all([
    call.comments.list({ changeProposalId: proposal.id, cursor: search.get('na') }),
    proposal.why.comment === null ? call.clocks.promise({ trajectory: trajectory.slug, kind: 'question' }) : null,
    // Somebody may have written an answer before, or instead of, deciding.
    proposal.status === 'open' && proposal.clock?.answeredOn ? call.responses.get({ contributionId: proposal.id }) : null,
    call.integrity.mine(),
  ]);
  return {
    page,
    comments,
    promise,
    published: answer?.published ?? [],
    answers: await answersTo(call, comments.items),
    exclusion: exclusions.find(({ isOut, of }) => isOut && of.id === proposal.id) ?? null,
    sent: search.has('verstuurd'),
    title: getT(args.context.locale, 'proposals')('title', { number: proposal.number, section: proposal.section.heading }),
  };
}

export async function action(args: ActionFunctionArgs) {
  const where = readParams(args);
  return submitForm(args, proposalPageSchema, async (value, call) => {
    const { proposal } = await call.changeProposals.get(where);
    const anchor = await actOnProposal(call, proposal, value);
    return redirect(`${paths.proposal(where.trajectory, where.section, where.number)}${anchor}`, 303);
  });
}

export default function ProposalRoute() {
  const { t } = useTranslation(['proposals', 'plan', 'ideas', 'errors']);
  const { page, comments, promise, published, answers, exclusion, sent } = useLoaderData<typeof loader>();
  const lastResult = (useActionData<typeof action>() ?? null) as LastResult;
  const { trajectory, proposal, conflict } = page;
  const { section, clock } = proposal;
  const { slug } = trajectory;
  const path = paths.proposal(slug, section.number, proposal.number);
  const tooLate = lastResult?.initialValue?.intent === 'decide' && proposal.status !== 'open';
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(slug) },
          { label: t('plan:title'), to: paths.plan(slug) },
          { label: section.heading, to: paths.section(slug, section.number) },
          { label: t('crumb', { number: proposal.number }) },
        ]}
      />
      {sent && (
        <p className="done" role="status">
          {t('plan:proposal.sent')}
        </p>
      )}
      {tooLate && (
        <p className="note" role="alert">
          {t('decide.too_late', { name: proposal.decision?.by ?? '' })}
        </p>
      )}
      <div className="id">
        <ProposalArticle page={page} />
        <div className="a2">
          <ProposalDecision proposal={proposal} />
          {published.map((response) => (
            <OfficialAnswer key={response.id} response={response} clock={clock} />
          ))}
          {conflict && <ProposalConflict proposal={proposal} conflict={conflict} path={path} lastResult={lastResult} />}
          {proposal.why.decide === null && <DecideForm proposal={proposal} action={path} lastResult={lastResult} />}
          <ProposalComments {...{ proposal, path, comments, answers, promise, lastResult }} />
        </div>
        <aside className="side" aria-label={t('side')}>
          <ProposalSide proposal={proposal} exclusion={exclusion} path={path} lastResult={lastResult} />
          {clock && (
            <div className="side-block">
              <h2>{clock.answeredOn ? t('ideas:detail.clock_answered') : t('ideas:detail.clock')}</h2>
              <ResponseClock clock={clock} />
              <ClockHistory clock={clock} />
            </div>
          )}
          <p className="small">
            <Link to={`${paths.section(slug, section.number)}#voorstel-${proposal.id}`}>{t('in_text')}</Link>
          </p>
        </aside>
      </div>
    </div>
  );
}
