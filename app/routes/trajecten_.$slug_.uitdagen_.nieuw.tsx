import { getFormProps, useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { formatDay } from '../format.ts';
import { submitForm } from '../forms.server.ts';
import { challengeSchema } from '../kinds/schemas.ts';
import { paths } from '../paths.ts';
import { PhaseAsks } from '../visibility/phase-asks.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const slug = args.params.slug ?? '';
  const { trajectory, may, asks, why } = await api(args).challenges.list({ trajectory: slug, limit: 1 });
  const promise = await api(args).clocks.promise({ trajectory: slug, kind: 'challenge' });
  return { trajectory, open: may.submit, asks, why, dueOn: promise?.dueOn ?? null };
}

export async function action(args: ActionFunctionArgs) {
  const slug = args.params.slug ?? '';
  return submitForm(args, challengeSchema, async (value, call) => {
    const { number } = await call.challenges.submit({ trajectory: slug, ...value });
    return redirect(`${paths.challenge(slug, number)}?verstuurd`, 303);
  });
}

const NAMES = ['title', 'groupName', 'task', 'plan', 'budget', 'budgetText'] as const;
const REQUIRED = Object.fromEntries(NAMES.map((name) => [name, { required: true }]));

export default function NewChallenge() {
  const { t, i18n } = useTranslation(['kinds', 'errors']);
  const { trajectory, open, asks, why, dueOn } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<z.input<typeof challengeSchema>>({ id: 'uitdaging', lastResult, constraint: REQUIRED });
  const { slug, title } = trajectory;
  const say = (name: 'title' | 'groupName' | 'task' | 'plan' | 'budget') => ({
    field: fields[name],
    label: t(`challenge.field.${name}`),
    hint: t(`challenge.hint.${name}`),
  });
  return (
    <div className="wrap kind-wrap">
      <PageTitle of="challenge" />
      <Breadcrumb
        items={[
          { label: title, to: paths.trajectory(slug) },
          { label: t('challenge.crumb'), to: paths.challenges(slug) },
          { label: t('challenge.page') },
        ]}
      />
      <h1>{t('challenge.page')}</h1>
      <p className="lead">{t('challenge.lead')}</p>
      <p className="small muted">{t('challenge.law')}</p>
      {open && <PhaseAsks level={asks} why={why} />}
      {why === 'sign_in_first' && open ? (
        <p>
          <Link className="btn" to={paths.signIn(paths.newChallenge(slug))}>
            {t('sign_in')}
          </Link>
        </p>
      ) : why !== null ? (
        <p className="note">{open ? t(`errors:${why}.text`) : t('challenge.closed')}</p>
      ) : (
        <form method="post" className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <TextField {...say('title')} />
          <TextField {...say('groupName')} />
          <TextArea {...say('task')} rows={4} serif />
          <TextArea {...say('plan')} rows={7} serif />
          <TextField {...say('budget')} inputMode="numeric" />
          <TextArea field={fields.budgetText} label={t('challenge.field.budgetText')} rows={4} serif />
          <p className="small muted">
            {t('challenge.public')} {dueOn && t('challenge.promise', { day: formatDay(dueOn, i18n.language) })}
          </p>
          <SubmitButton>{t('challenge.submit')}</SubmitButton>
        </form>
      )}
    </div>
  );
}
