import { getFormProps, useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { PROGRESS } from '../../server/ideas/progress-rules.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { MilestoneForms } from '../following/milestone-forms.tsx';
import { actOnProgress, progressSchema } from '../following/progress-acts.server.ts';
import { submitForm } from '../forms.server.ts';
import { readIdeaParams } from '../ideas/idea-params.ts';
import { type LastResult, resultOf } from '../ideas/last-result.ts';
import { refuseUnless } from '../meetings/refuse.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const idea = await api(args).ideas.get(readIdeaParams(args));
  const progress = await api(args).progress.of({ ideaId: idea.id });
  refuseUnless(progress.may.carryOut, args);
  return { idea, progress };
}

export async function action(args: ActionFunctionArgs) {
  const where = readIdeaParams(args);
  return submitForm(args, progressSchema, async (value, call) => {
    const idea = await call.ideas.get(where);
    await actOnProgress(call, idea.id, value);
    return redirect(paths.ideaProgress(where.trajectory, where.number), 303);
  });
}

type Step = (typeof PROGRESS)[number];

export default function ProgressPage() {
  const { t } = useTranslation(['following', 'ideas']);
  const { idea, progress } = useLoaderData<typeof loader>();
  const lastResult = (useActionData<typeof action>() ?? null) as LastResult;
  const [add, fields] = useForm<{ title: string; plannedOn: string }>({
    id: 'nieuwe-stap',
    lastResult: resultOf(lastResult, 'add'),
    constraint: { title: { required: true }, plannedOn: { required: true } },
  });
  const { slug, title } = idea.trajectory;
  return (
    <div className="wrap kind-wrap progress-page">
      <PageTitle of="carrying_out" />
      <Breadcrumb
        items={[
          { label: title, to: paths.trajectory(slug) },
          { label: t('ideas:list.crumb'), to: paths.ideas(slug) },
          { label: idea.title, to: paths.idea(slug, idea.number) },
          { label: t('progress.page') },
        ]}
      />
      <h1>{t('progress.page')}</h1>
      <p className="lead">{t('progress.lead')}</p>
      <div className="two">
        <section aria-labelledby="stappen">
          <h2 id="stappen">{t('progress.milestones')}</h2>
          {progress.milestones.length > 0 && (
            <ol className="milestones">
              {progress.milestones.map((milestone) => (
                <li key={milestone.id}>
                  <MilestoneForms milestone={milestone} lastResult={lastResult} />
                </li>
              ))}
            </ol>
          )}
          {progress.may.addMilestone && (
            <form method="post" className="form" {...getFormProps(add)}>
              <h3>{t('progress.add')}</h3>
              <ErrorSummary form={add} />
              <input type="hidden" name="intent" value="add" />
              <TextField field={fields.title} label={t('progress.field.title')} hint={t('progress.hint.title')} />
              <TextField field={fields.plannedOn} label={t('progress.field.planned')} type="date" />
              <SubmitButton className="btn s">{t('progress.add_submit')}</SubmitButton>
            </form>
          )}
        </section>
        <section aria-labelledby="stand">
          <h2 id="stand">{t('progress.change')}</h2>
          {progress.steps.length === 0 && <p className="note">{t('progress.nothing')}</p>}
          {progress.steps.map((to) => (
            <StepForm key={to} to={to} from={progress.status} lastResult={resultOf(lastResult, 'set')} />
          ))}
        </section>
      </div>
    </div>
  );
}

/** One step on or back; a step back says why. */
function StepForm({ to, from, lastResult }: { to: Step; from: string; lastResult: LastResult }) {
  const { t } = useTranslation('following');
  const sent = lastResult?.initialValue?.to === to ? lastResult : null;
  const [form, fields] = useForm<{ reason: string }>({ id: `naar-${to}`, lastResult: sent, constraint: { reason: { required: true } } });
  const back = PROGRESS.indexOf(to) < PROGRESS.findIndex((step) => step === from);
  return (
    <form method="post" className="form step" {...getFormProps(form)}>
      <ErrorSummary form={form} />
      <input type="hidden" name="intent" value="set" />
      <input type="hidden" name="to" value={to} />
      {back && <TextArea field={fields.reason} label={t('progress.field.reason')} hint={t('progress.hint.reason')} rows={3} />}
      <SubmitButton className={back ? 'btn sec-b s' : 'btn s'}>
        {from === 'done' ? t('progress.back_carrying_out') : t(`progress.to.${to}`)}
      </SubmitButton>
    </form>
  );
}
