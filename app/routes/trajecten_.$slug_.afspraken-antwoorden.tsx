import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import type { LastResult } from '../ideas/last-result.ts';
import { paths } from '../paths.ts';
import { actOnPolicy, readWhich } from '../policies/policy-acts.server.ts';
import { PolicyForm } from '../policies/policy-form.tsx';
import { PolicyTable } from '../policies/policy-table.tsx';
import { policiesSchema } from '../policies/schemas.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} | Oever` }];

/** What is promised here, for everybody to read; who manages the trajectory changes it on the same page. */
export async function loader(args: LoaderFunctionArgs) {
  const { id, slug, title } = await api(args).trajectories.get({ slug: args.params.slug ?? '' });
  const { items, teams, may } = await api(args).policies.list({ trajectoryId: id });
  const which = may.set ? readWhich(args.request) : null;
  return {
    trajectory: { slug, title },
    items,
    teams,
    may,
    chosen: which === 'new' ? which : (items.find((item) => item.kind === which?.kind && (item.team?.id ?? '') === which.teamId) ?? null),
    saved: new URL(args.request.url).searchParams.has('bewaard'),
    title: getT(args.context.locale, 'policies')('trajectory.meta', { title }),
  };
}

export async function action(args: ActionFunctionArgs) {
  const slug = args.params.slug ?? '';
  return submitForm(args, policiesSchema, async (value, call) => {
    const { id } = await call.trajectories.get({ slug });
    await actOnPolicy(call, id, value);
    return redirect(`${paths.answerPolicies(slug)}?bewaard`, 303);
  });
}

export default function AnswerPoliciesPage() {
  const { t } = useTranslation('policies');
  const { trajectory, items, teams, may, chosen, saved } = useLoaderData<typeof loader>();
  const lastResult = (useActionData<typeof action>() ?? null) as LastResult;
  const path = paths.answerPolicies(trajectory.slug);
  const refused = items.find(
    ({ kind, team }) => kind === lastResult?.initialValue?.kind && (team?.id ?? '') === (lastResult.initialValue.teamId ?? ''),
  );
  const shown = lastResult ? (refused ?? null) : chosen === 'new' ? null : chosen;
  return (
    <div className="wrap terms">
      <Breadcrumb items={[{ label: trajectory.title, to: paths.trajectory(trajectory.slug) }, { label: t('trajectory.crumb') }]} />
      <h1>{t('trajectory.title')}</h1>
      <p className="lead">{t('trajectory.lead')}</p>
      {saved && (
        <p className="done" role="status">
          {t('saved')}
        </p>
      )}
      <PolicyTable items={items} path={path} maySet={may.set} />
      <p className="small muted">
        {t('free_days')} <Link to={paths.responseTimes()}>{t('to_times')}</Link>
      </p>
      {may.set && (chosen || lastResult) ? (
        <PolicyForm path={path} item={shown} teams={teams} site={false} lastResult={lastResult} />
      ) : (
        may.set && (
          <Link className="btn sec-b" to={`${path}?nieuw#afspraak`}>
            {t('add')}
          </Link>
        )
      )}
    </div>
  );
}
