import { useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { isUuid } from '../answer-acts.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, SelectField, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import type { Refused } from '../components/refused-form.ts';
import { commitmentSchema } from '../desk/schemas.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const asked = new URL(args.request.url).searchParams.get('antwoord') ?? '';
  const page = await api(args).commitments.new({ trajectory: args.params.slug ?? '', responseId: isUuid(asked) ? asked : null });
  return { ...page, actorId: args.context.actor?.id ?? '', heading: getT(args.context.locale, 'commitments')('new') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading}, ${data?.trajectory.title} | Oever` }];

export async function action(args: ActionFunctionArgs) {
  const slug = args.params.slug ?? '';
  return submitForm(args, commitmentSchema, async (value, call) => {
    const { trajectory } = await call.commitments.new({ trajectory: slug, responseId: null });
    const { number } = await call.commitments.make({ trajectoryId: trajectory.id, ...value });
    return redirect(`${paths.commitment(slug, number)}?klaar=made`, 303);
  });
}

export default function NewCommitment() {
  const { trajectory, answer, handlers, actorId } = useLoaderData<typeof loader>();
  const { t } = useTranslation('commitments');
  const [form, fields] = useForm<Record<'title' | 'description' | 'promisedOn' | 'ownerId' | 'decisionTitle' | 'decisionUrl', string>>({
    id: 'toezegging',
    lastResult: useActionData<typeof action>() as Refused,
    defaultValue: { ownerId: actorId, description: answer?.nextStep ?? '' },
    constraint: {
      title: { required: true },
      promisedOn: { required: true },
      ownerId: { required: true },
      decisionTitle: { required: !answer },
    },
  });
  return (
    <div className="wrap foot-page">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: t('title'), to: paths.commitments(trajectory.slug) },
          { label: t('new') },
        ]}
      />
      <h1>{t('new')}</h1>
      {answer && (
        <div className="note">
          <p className="small muted">{t('form.from', { title: answer.title })}</p>
          <p>{answer.summary}</p>
        </div>
      )}
      <Form method="post" id={form.id} className="form" noValidate>
        <ErrorSummary form={form} />
        {answer && <input type="hidden" name="responseId" value={answer.id} />}
        <TextField field={fields.title} label={t('form.what')} hint={t('form.what_hint')} />
        <TextArea field={fields.description} label={t('form.description')} rows={4} />
        <TextField field={fields.promisedOn} label={t('form.by')} type="date" />
        <SelectField
          field={fields.ownerId}
          label={t('form.owner')}
          options={handlers.map(({ id, name, team }) => ({ value: id, label: team ? `${name}, ${team}` : name }))}
        />
        {!answer && (
          <>
            <TextField field={fields.decisionTitle} label={t('form.decision')} />
            <TextField field={fields.decisionUrl} label={t('form.decision_url')} />
          </>
        )}
        <SubmitButton>{t('form.submit')}</SubmitButton>
      </Form>
    </div>
  );
}
