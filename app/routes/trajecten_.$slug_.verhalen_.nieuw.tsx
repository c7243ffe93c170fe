import { getFormProps, useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { TOLD_AS } from '../../server/stories/rules.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, RadioGroup, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { submitForm } from '../forms.server.ts';
import { storySchema } from '../kinds/schemas.ts';
import { paths } from '../paths.ts';
import { PhaseAsks } from '../visibility/phase-asks.tsx';
import { ReadersField } from '../visibility/readers.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { trajectory, may, asks, why } = await api(args).stories.list({ trajectory: args.params.slug ?? '', limit: 1 });
  return { trajectory, open: may.tell, asks, why };
}

export async function action(args: ActionFunctionArgs) {
  const slug = args.params.slug ?? '';
  return submitForm(args, storySchema, async ({ showName, ...story }, call) => {
    if (showName === 'gemeente') {
      const { contributionId } = await call.staffOnly.send({ ...story, form: 'story', trajectory: slug });
      return redirect(`${paths.receipt(contributionId)}?klaar=verstuurd`, 303);
    }
    const { number } = await call.stories.tell({ trajectory: slug, ...story, showName: showName === 'ja' });
    return redirect(`${paths.story(slug, number)}?verstuurd`, 303);
  });
}

const REQUIRED = { title: { required: true }, body: { required: true } };

/** What happened, where, and what it meant: there is no field for a solution. */
export default function NewStory() {
  const { t } = useTranslation(['kinds', 'errors', 'visibility']);
  const { trajectory, open, asks, why } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<z.input<typeof storySchema>>({
    id: 'verhaal',
    lastResult,
    constraint: REQUIRED,
    defaultValue: { toldAs: 'resident', showName: 'ja' },
  });
  const { slug, title } = trajectory;
  return (
    <div className="wrap kind-wrap">
      <PageTitle of="story" />
      <Breadcrumb
        items={[
          { label: title, to: paths.trajectory(slug) },
          { label: t('story.crumb'), to: paths.stories(slug) },
          { label: t('story.page') },
        ]}
      />
      <h1>{t('story.page')}</h1>
      <p className="lead">{t('story.lead')}</p>
      {open && <PhaseAsks level={asks} why={why} />}
      {why === 'sign_in_first' && open ? (
        <p>
          <Link className="btn" to={paths.signIn(paths.newStory(slug))}>
            {t('sign_in')}
          </Link>
        </p>
      ) : why !== null ? (
        <p className="note">{open ? t(`errors:${why}.text`) : t('story.closed')}</p>
      ) : (
        <form method="post" className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <TextField field={fields.title} label={t('story.field.title')} hint={t('story.hint.title')} />
          <TextArea field={fields.body} label={t('story.field.body')} hint={t('story.hint.body')} rows={8} serif />
          <RadioGroup
            field={fields.toldAs}
            legend={t('story.field.as')}
            options={TOLD_AS.map((value) => ({ value, label: t(`story.as.${value}`) }))}
          />
          <ReadersField field={fields.showName} />
          <p className="small muted">{t('visibility:public')}</p>
          <SubmitButton>{t('story.submit')}</SubmitButton>
        </form>
      )}
    </div>
  );
}
