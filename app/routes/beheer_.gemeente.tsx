import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { type NamesForm, namesSchema, siteSchema, type TeamForm, teamSchema } from '../admin/site-schemas.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, SubmitButton, TextField } from '../components/form.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { submitForm } from '../forms.server.ts';
import { paths } from '../paths.ts';

/** Whose site this is, whom residents call, and the teams that answer. */
export async function loader(args: LoaderFunctionArgs) {
  return { ...(await api(args).site.settings()), done: new URL(args.request.url).searchParams.has('gelukt') };
}

export async function action(args: ActionFunctionArgs) {
  return submitForm(args, siteSchema, async (value, call) => {
    if (value.intent === 'names') await call.site.name(value);
    else await call.site.nameTeam(value);
    return redirect(`${paths.siteNames()}?gelukt`, 303);
  });
}

export default function SiteNames() {
  const { t } = useTranslation(['site', 'accounts']);
  const { site, teams, done } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  return (
    <div className="wrap sec desk">
      <PageTitle of="site" />
      <Breadcrumb items={[{ label: t('accounts:admin.title'), to: paths.admin() }, { label: t('title') }]} />
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      {done && (
        <p className="done" role="status">
          {t('done')}
        </p>
      )}
      <section className="sec-tight" aria-labelledby="gemeente">
        <h2 id="gemeente">{t('names')}</h2>
        <Names site={site} lastResult={lastResult?.initialValue?.intent === 'names' ? lastResult : undefined} />
      </section>
      <section className="sec-tight" aria-labelledby="teams">
        <h2 id="teams">{t('teams')}</h2>
        <p>{t('teams_text')}</p>
        {teams.length === 0 && <p className="empty">{t('no_teams')}</p>}
        <ul className="rows">
          {teams.map((team) => (
            <li key={team.id}>
              <Team team={team} lastResult={lastResult?.initialValue?.teamId === team.id ? lastResult : undefined} />
            </li>
          ))}
        </ul>
        <Team
          team={null}
          lastResult={lastResult?.initialValue?.intent === 'team' && !lastResult.initialValue.teamId ? lastResult : undefined}
        />
      </section>
    </div>
  );
}

type Last = SubmissionResult<string[]> | undefined;

function Names({ site, lastResult }: { site: Omit<NamesForm, 'intent'>; lastResult: Last }) {
  const { t } = useTranslation('site');
  const [form, fields] = useForm<NamesForm>({ id: 'namen', lastResult, defaultValue: site, constraint: getZodConstraint(namesSchema) });
  return (
    <form method="post" className="form" {...getFormProps(form)}>
      <ErrorSummary form={form} />
      <input type="hidden" name="intent" value="names" />
      <TextField field={fields.municipality} label={t('municipality')} hint={t('municipality_hint')} />
      <TextField field={fields.contactName} label={t('contact_name')} hint={t('contact_name_hint')} />
      <TextField field={fields.contactEmail} label={t('contact_email')} type="email" />
      <TextField field={fields.contactPhone} label={t('contact_phone')} type="tel" />
      <SubmitButton className="btn">{t('save')}</SubmitButton>
    </form>
  );
}

/** One that is there, to give another name; or a new one. */
function Team({ team, lastResult }: { team: { id: string; name: string } | null; lastResult: Last }) {
  const { t } = useTranslation('site');
  const [form, fields] = useForm<TeamForm>({
    id: `team-${team?.id ?? 'nieuw'}`,
    lastResult,
    defaultValue: { name: team?.name ?? '' },
    constraint: getZodConstraint(teamSchema),
  });
  return (
    <form method="post" className="form" {...getFormProps(form)}>
      <ErrorSummary form={form} />
      <input type="hidden" name="intent" value="team" />
      {team && <input type="hidden" name="teamId" value={team.id} />}
      <TextField field={fields.name} label={t(team ? 'team' : 'team_new')} />
      <SubmitButton className="btn sec-b s">
        {t(team ? 'rename' : 'add')} {team && <span className="sr">{team.name}</span>}
      </SubmitButton>
    </form>
  );
}
