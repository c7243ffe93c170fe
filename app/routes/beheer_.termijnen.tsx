import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { can } from '../../server/permissions.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { type LastResult, resultOf } from '../ideas/last-result.ts';
import { refuseUnless } from '../meetings/refuse.server.ts';
import { paths } from '../paths.ts';
import { EquatedDays } from '../policies/equated-days.tsx';
import { actOnPolicy, readWhich } from '../policies/policy-acts.server.ts';
import { PolicyForm } from '../policies/policy-form.tsx';
import { PolicyTable } from '../policies/policy-table.tsx';
import { siteTermsSchema } from '../policies/schemas.ts';
import { TeamLeads } from '../policies/team-leads.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const { actor, now, locale } = args.context;
  refuseUnless(can(actor, 'calendar.change', {}, { now }), args);
  const call = api(args);
  const [{ items, teams }, days, list, leads, { items: trajectories }] = await Promise.all([
    call.policies.list({ trajectoryId: null }),
    call.calendar.days(),
    call.calendar.lengthenings(),
    call.teams.list(),
    call.trajectories.list(),
  ]);
  const which = readWhich(args.request);
  return {
    items,
    teams,
    chosen: which === 'new' ? which : (items.find((item) => item.kind === which?.kind && (item.team?.id ?? '') === which.teamId) ?? null),
    days,
    list,
    leads,
    trajectories: trajectories.map(({ slug, title }) => ({ slug, title })),
    done: new URL(args.request.url).searchParams.get('gedaan'),
    title: getT(locale, 'policies')('site.title'),
  };
}

const DONE = { set: 'saved', remove: 'saved', day: 'day_added', confirm: 'confirmed', decline: 'declined', lead: 'lead_set' } as const;

export async function action(args: ActionFunctionArgs) {
  return submitForm(args, siteTermsSchema, async (value, call) => {
    switch (value.intent) {
      case 'day':
        await call.calendar.add(value);
        break;
      case 'confirm':
        await call.calendar.confirm(value);
        break;
      case 'decline':
        await call.calendar.decline(value);
        break;
      case 'lead':
        await call.teams.setLead({ teamId: value.teamId, personId: value.personId || null });
        break;
      default:
        await actOnPolicy(call, null, value);
    }
    return redirect(`${paths.siteTerms()}?gedaan=${DONE[value.intent]}`, 303);
  });
}

export default function SiteTermsPage() {
  const { t } = useTranslation('policies');
  const { items, teams, chosen, days, list, leads, trajectories, done } = useLoaderData<typeof loader>();
  const lastResult = (useActionData<typeof action>() ?? null) as LastResult;
  const ofPolicy = resultOf(lastResult, 'set');
  const path = paths.siteTerms();
  const refused = items.find(
    ({ kind, team }) => kind === ofPolicy?.initialValue?.kind && (team?.id ?? '') === (ofPolicy.initialValue.teamId ?? ''),
  );
  return (
    <div className="wrap terms">
      <Breadcrumb items={[{ label: t('site.admin'), to: paths.admin() }, { label: t('site.title') }]} />
      <h1>{t('site.title')}</h1>
      <p className="lead">{t('site.lead')}</p>
      {done && Object.values(DONE).includes(done as never) && (
        <p className="done" role="status">
          {t(`done.${done}` as never)}
        </p>
      )}
      <PolicyTable items={items} path={path} maySet />
      {chosen || ofPolicy ? (
        <PolicyForm
          path={path}
          item={ofPolicy ? (refused ?? null) : chosen === 'new' ? null : chosen}
          teams={teams}
          site
          lastResult={ofPolicy}
        />
      ) : (
        <Link className="btn sec-b" to={`${path}?nieuw#afspraak`}>
          {t('add')}
        </Link>
      )}
      <EquatedDays days={days} list={list} lastResult={lastResult} />
      <TeamLeads teams={leads.items} staff={leads.staff} />
      <section className="sec-tight" aria-labelledby="per-traject">
        <h2 id="per-traject">{t('site.per_trajectory')}</h2>
        <ul className="stack">
          {trajectories.map(({ slug, title }) => (
            <li key={slug}>
              <Link to={paths.answerPolicies(slug)}>{title}</Link>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
