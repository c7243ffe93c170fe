import { useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signInOrRefuse } from '../agreements/may.server.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import type { Refused } from '../components/refused-form.ts';
import { questionSchema } from '../council/schemas.ts';
import { formatDay } from '../format.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const { trajectory, promise, may } = await api(args).council.questions({ trajectory: args.params.slug ?? '' });
  if (!may.ask) throw signInOrRefuse(args);
  return { trajectory, dueOn: promise?.dueOn ?? null, heading: getT(args.context.locale, 'council')('questions.new') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading}: ${data?.trajectory.title} | Oever` }];

export async function action(args: ActionFunctionArgs) {
  const slug = args.params.slug ?? '';
  return submitForm(args, questionSchema, async (value, call) => {
    const { number } = await call.council.ask({ trajectory: slug, ...value });
    return redirect(`${paths.councilQuestion(slug, number)}?klaar=asked`, 303);
  });
}

export default function NewQuestion() {
  const { trajectory, dueOn } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation('council');
  const [form, fields] = useForm<Record<'title' | 'body', string>>({
    id: 'vraag',
    lastResult: useActionData<typeof action>() as Refused,
    constraint: { title: { required: true }, body: { required: true } },
  });
  return (
    <div className="wrap foot-page">
      <Breadcrumb
        items={[
          { label: t('title'), to: paths.council() },
          { label: trajectory.title, to: paths.councilQuestions(trajectory.slug) },
          { label: t('questions.new') },
        ]}
      />
      <h1>{t('questions.new')}</h1>
      <p className="lead">{t('questions.about', trajectory)}</p>
      {dueOn && <p className="note">{t('questions.promise', { day: formatDay(dueOn, i18n.language) })}</p>}
      <Form method="post" id={form.id} className="form" noValidate>
        <ErrorSummary form={form} />
        <TextField field={fields.title} label={t('questions.subject')} />
        <TextArea field={fields.body} label={t('questions.body')} hint={t('questions.body_hint')} rows={8} />
        <SubmitButton>{t('questions.submit')}</SubmitButton>
      </Form>
    </div>
  );
}
