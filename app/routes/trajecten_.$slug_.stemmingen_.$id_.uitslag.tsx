import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { lastDay } from '../components/ballot-words.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { FindBallot } from '../components/find-ballot.tsx';
import { HowCounted } from '../components/how-counted.tsx';
import { Icon } from '../components/icon.tsx';
import { NoReferendum } from '../components/no-referendum.tsx';
import { OtherCount } from '../components/other-count.tsx';
import { ResultHead } from '../components/result-head.tsx';
import { RunoffRounds } from '../components/runoff-rounds.tsx';
import { Tally } from '../components/tally.tsx';
import { TallyStory } from '../components/tally-story.tsx';
import { TurnoutTable } from '../components/turnout.tsx';
import { VotingFlags } from '../components/voting-flags.tsx';
import { formatDayShort } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const { slug = '', id = '' } = args.params;
  const call = api(args);
  const voting = await call.votings.get({ id });
  if (voting.trajectory.slug !== slug) throw new Response(null, { status: 404 });
  const result = voting.state === 'closed' ? await call.votings.result({ votingId: id }) : null;
  const flags = await call.integrity.ofVoting({ votingId: id });
  const typed = new URL(args.request.url).searchParams.get('stembewijs');
  const found = typed !== null && result ? await call.votings.findBallot({ votingId: id, receipt: typed.slice(0, 100) }) : null;
  return { voting, result, flags, typed, found, title: getT(args.context.locale, 'votings')('meta.result', { title: voting.title }) };
}

export default function ResultPage() {
  const { voting, result, flags, typed, found } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation('votings');
  const { slug, title } = voting.trajectory;
  const crumbs = (
    <Breadcrumb
      items={[
        { label: t('crumb.trajectories'), to: paths.trajectories() },
        { label: title, to: paths.trajectory(slug) },
        { label: t('crumb.result') },
      ]}
    />
  );
  if (!result) {
    return (
      <div className="wrap">
        {crumbs}
        <h1 style={{ marginTop: 14 }}>{t('result.secret_title')}</h1>
        <p className="lead" style={{ marginTop: 14 }}>
          {t('result.secret_text', { on: formatDayShort(lastDay(voting.closesAt), i18n.language) })}
        </p>
        <p style={{ marginTop: 20 }}>
          <Link className="btn" to={paths.voting(slug, voting.id)}>
            {t('result.to_ballot')}
          </Link>
        </p>
      </div>
    );
  }
  const { explanation, rounds } = result;
  const projects = new Map((explanation?.projects ?? []).map((project) => [project.id, project]));
  const winners = new Set(result.winners);
  const titles = new Map(voting.options.map((option) => [option.id, option.title]));
  const rows = result.tally
    .map(({ optionId, votes }) => {
      const project = projects.get(optionId);
      return {
        id: optionId,
        title: titles.get(optionId) ?? '',
        votes,
        won: winners.has(optionId),
        turn: project?.turn ?? 0,
        ...(project ? { cost: project.cost, story: <TallyStory project={project} budget={voting.budget ?? 1} /> } : {}),
      };
    })
    .sort((a, b) => a.turn - b.turn || b.votes - a.votes);
  const label = t(explanation ? 'result.per_plan' : 'result.per_option');
  const votes = t(rounds ? 'result.column.first_votes' : 'result.column.votes');
  const columns = explanation
    ? [t('result.column.plan'), votes, t(result.method === 'greedy' ? 'result.column.money' : 'result.column.payers')]
    : [t('result.column.option'), votes];
  return (
    <div className="wrap result">
      {crumbs}
      <ResultHead voting={voting} result={result} winnerTitles={result.winners.map((id) => titles.get(id) ?? '')} />
      <section className="sec-tight" aria-labelledby="per-plan">
        <h2 id="per-plan" className="sr">
          {label}
        </h2>
        <Tally label={label} columns={columns} rows={rows} />
      </section>
      {rounds && rounds.length > 1 && (
        <section className="sec-tight">
          <h2 style={{ marginBottom: 24 }}>{t('result.rounds.title')}</h2>
          <RunoffRounds rounds={rounds} titles={titles} />
        </section>
      )}
      {result.other && <OtherCount other={result.other} winners={result.winners} titles={titles} />}
      {flags.length > 0 && <VotingFlags flags={flags} />}
      {result.turnout.length > 0 && <TurnoutTable turnout={result.turnout} />}
      {voting.receipts && (
        <FindBallot
          path={paths.votingResult(slug, voting.id)}
          typed={typed}
          found={
            found && { receipt: found.receipt, titles: found.choices.map((id) => titles.get(id) ?? ''), ranked: voting.kind === 'ranked' }
          }
        />
      )}
      <section className="sec rule" style={{ paddingTop: 48 }} aria-labelledby="telling">
        <h2 id="telling" style={{ marginBottom: 24 }}>
          {t('result.counting.title')}
        </h2>
        <HowCounted method={result.method} completion={result.completion} share={explanation?.share ?? null} />
        {!voting.binding && <NoReferendum />}
        <p style={{ marginTop: 28 }} className="btns">
          <Link className="btn" to={paths.recount(slug, voting.id)}>
            {t('recount.link')}
          </Link>
          <a className="more" href={paths.votingBallots(slug, voting.id)} download>
            <Icon name="download" />
            {t('result.download')}
          </a>
          <a className="more" href={paths.votingBallotsCsv(slug, voting.id)} download>
            <Icon name="download" />
            {t('result.download_csv')}
          </a>
        </p>
        <p className="tiny">{t('result.download_about')}</p>
      </section>
    </div>
  );
}
