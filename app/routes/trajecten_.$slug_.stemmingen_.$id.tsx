import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { shuffleFor } from '../../server/votings/rules.ts';
import { api } from '../api.server.ts';
import { type BallotReply, ballotForm, faultsOf, filledIn } from '../ballot-form.ts';
import { BallotFaults } from '../components/ballot-faults.tsx';
import { BallotIntro } from '../components/ballot-intro.tsx';
import { BallotOptions, BallotPlain, BallotRanking } from '../components/ballot-options.tsx';
import { BallotReceipt } from '../components/ballot-receipt.tsx';
import { BallotTill } from '../components/ballot-till.tsx';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { toDay } from '../format.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const { slug = '', id = '' } = args.params;
  const { actor, now, locale } = args.context;
  const call = api(args);
  const voting = await call.votings.get({ id });
  if (voting.trajectory.slug !== slug) throw new Response(null, { status: 404 });
  const ballot = voting.whyNotCast === null ? await call.votings.myBallot({ votingId: id }) : null;
  // An own order for everybody, so that no plan always stands on top; who has no account shares one that changes every day.
  const options = shuffleFor(voting.options, actor?.id ?? `${id}:${toDay(now)}`);
  const fresh = new URL(args.request.url).searchParams.has('gestemd');
  return { voting: { ...voting, options }, ballot, fresh, title: getT(locale, 'votings')('meta.vote', { title: voting.title }) };
}

export async function action(args: ActionFunctionArgs) {
  const { slug = '', id = '' } = args.params;
  return submitForm(args, ballotForm, async ({ intent, choices }, call) => {
    if (intent === 'check') return { checked: choices };
    await call.votings.cast({ votingId: id, choices });
    return redirect(`${paths.voting(slug, id)}?gestemd=1`);
  });
}

export default function BallotPage() {
  const { voting, ballot, fresh } = useLoaderData<typeof loader>();
  const { t } = useTranslation('votings');
  const { actor, path } = useRootData();
  const reply = useActionData<typeof action>() as BallotReply;
  const filled = filledIn(reply);
  const choices = filled?.choices ?? ballot?.choices ?? [];
  const places = filled?.places ?? new Map(choices.map((id, index) => [id, index + 1]));
  const optionsOf = (ids: readonly string[]) => ids.flatMap((id) => voting.options.filter((option) => option.id === id));
  const chosen = optionsOf(choices);
  const spent = chosen.reduce((sum, { cost }) => sum + (cost ?? 0), 0);
  const { slug, title } = voting.trajectory;
  const ranked = voting.kind === 'ranked';
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: t('crumb.trajectories'), to: paths.trajectories() },
          { label: title, to: paths.trajectory(slug) },
          { label: t('crumb.vote') },
        ]}
      />
      <BallotFaults faults={faultsOf(reply)} target="stembiljet" />
      <BallotIntro voting={voting} signedIn={actor !== null} />
      {ballot && (
        <BallotReceipt
          titles={optionsOf(ballot.choices).map((option) => option.title)}
          ranked={ranked}
          receipt={ballot.receipt}
          closesAt={voting.closesAt}
          fresh={fresh}
        />
      )}
      {voting.state === 'open' && (voting.whyNotCast === null || actor === null) ? (
        <Form method="post" action={paths.voting(slug, voting.id)} className="ballot">
          <fieldset id="stembiljet" tabIndex={-1}>
            <legend className="ballot-legend">
              <b>{t(voting.kind === 'budget' ? 'options.count' : 'options.choices_count', { count: voting.options.length })}</b>
              <span className="muted">{t(actor ? 'options.order_own' : 'options.order_daily')}</span>
            </legend>
            {ranked ? (
              <BallotRanking slug={slug} options={voting.options} places={places} most={voting.maxChoices ?? voting.options.length} />
            ) : (
              <BallotOptions
                slug={slug}
                options={voting.options}
                left={voting.budget === undefined ? null : voting.budget - spent}
                chosen={new Set(choices)}
              />
            )}
          </fieldset>
          <BallotTill
            chosen={chosen}
            {...(voting.budget === undefined ? {} : { budget: voting.budget })}
            {...(voting.maxChoices === undefined ? {} : { maxChoices: voting.maxChoices })}
            signInFor={actor ? null : path}
            hasVoted={ballot !== null}
          />
        </Form>
      ) : (
        <div className="ballot single">
          <BallotPlain slug={slug} options={voting.options} />
        </div>
      )}
    </div>
  );
}
