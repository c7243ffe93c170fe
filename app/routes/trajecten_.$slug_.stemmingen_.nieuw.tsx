import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { CheckboxField, ErrorSummary, RadioGroup, SelectField, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { plannedVoting } from '../templates/planned.ts';
import { KINDS, LEVELS, METHODS, votingSchema } from '../voting-form.ts';

const START = { kind: 'budget', method: 'equal_shares', minimumLevel: 'email', receipts: 'on', seats: '1' } as const;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const { slug = '' } = args.params;
  const step = new URL(args.request.url).searchParams.get('gepland') ?? undefined;
  return { ...(await api(args).votings.planning({ trajectory: slug, step })), title: getT(args.context.locale, 'votings')('plan.title') };
}

export async function action(args: ActionFunctionArgs) {
  const { slug = '' } = args.params;
  return submitForm(args, votingSchema, async (value, call) => {
    const { id } = await call.votings.create({ ...value, trajectory: slug });
    return redirect(paths.voting(slug, id), 303);
  });
}

/** For who leads the trajectory: what is asked, of whom, until when, and how it is counted. */
export default function NewVotingPage() {
  const { t } = useTranslation('votings');
  const { trajectory, areas, opensOn, closesOn, step } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<z.input<typeof votingSchema>>({
    id: 'stemming',
    lastResult: useActionData<typeof action>() as SubmissionResult<string[]> | undefined,
    constraint: getZodConstraint(votingSchema),
    defaultValue: { ...START, opensOn, closesOn, ...(step && plannedVoting(step)) },
  });
  return (
    <div className="wrap">
      <Breadcrumb items={[{ label: trajectory.title, to: paths.trajectory(trajectory.slug) }, { label: t('plan.title') }]} />
      <div className="new-idea">
        <h1>{t('plan.title')}</h1>
        <form method="post" className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          {step && <input type="hidden" name="plannedStepId" value={step.id} />}
          <TextField field={fields.title} label={t('plan.field.title')} />
          <TextField field={fields.question} label={t('plan.field.question')} hint={t('plan.hint.question')} />
          <RadioGroup
            field={fields.kind}
            legend={t('plan.field.kind')}
            options={KINDS.map((value) => ({ value, label: t(`plan.kind.${value}`), hint: t(`plan.kind_hint.${value}`) }))}
          />
          <TextArea field={fields.options} label={t('plan.field.options')} hint={t('plan.hint.options')} rows={8} />
          <TextField field={fields.budget} label={t('plan.field.budget')} hint={t('plan.hint.budget')} inputMode="numeric" />
          <RadioGroup
            field={fields.method}
            legend={t('plan.field.method')}
            hint={t('plan.hint.method')}
            options={METHODS.map((value) => ({ value, label: t(`plan.method.${value}`) }))}
          />
          <TextField field={fields.seats} label={t('plan.field.seats')} hint={t('plan.hint.seats')} inputMode="numeric" />
          <TextField field={fields.maxChoices} label={t('plan.field.max_choices')} hint={t('plan.hint.max_choices')} inputMode="numeric" />
          <TextField field={fields.opensOn} label={t('plan.field.opens_on')} type="date" />
          <TextField field={fields.closesOn} label={t('plan.field.closes_on')} hint={t('plan.hint.closes_on')} type="date" />
          <SelectField
            field={fields.minimumLevel}
            label={t('plan.field.level')}
            options={LEVELS.map((value) => ({ value, label: t(`plan.level.${value}`) }))}
          />
          <TextField field={fields.neighbourhoods} label={t('plan.field.areas')} hint={t('plan.hint.areas', { areas: areas.join(', ') })} />
          <CheckboxField field={fields.receipts} label={t('plan.field.receipts')} hint={t('plan.hint.receipts')} />
          <div className="btns">
            <SubmitButton>{t('plan.submit')}</SubmitButton>
          </div>
        </form>
      </div>
    </div>
  );
}
