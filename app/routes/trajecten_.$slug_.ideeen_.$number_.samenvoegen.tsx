import { getFormProps, useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { actOnMerge, mergePageSchema } from '../following/merge-acts.server.ts';
import { submitForm } from '../forms.server.ts';
import { readIdeaParams } from '../ideas/idea-params.ts';
import { type LastResult, resultOf } from '../ideas/last-result.ts';
import { refuseUnless } from '../meetings/refuse.server.ts';
import { paths } from '../paths.ts';

/** The forms of officials; what authors and supporters press stands on the page of the idea. */
export async function loader(args: LoaderFunctionArgs) {
  const where = readIdeaParams(args);
  const idea = await api(args).ideas.get(where);
  const merges = await api(args).merges.of({ ideaId: idea.id });
  const undoable = merges.made.find(({ may }) => may.undo) ?? null;
  refuseUnless(idea.may.merge || undoable !== null || idea.may.respond, args);
  return { idea, undoable, open: merges.asked.some(({ direction }) => direction === 'from') };
}

export async function action(args: ActionFunctionArgs) {
  const where = readIdeaParams(args);
  return submitForm(args, mergePageSchema, async (value, call) => {
    const number = await actOnMerge(call, { ...where, value });
    return redirect(`${paths.idea(where.trajectory, number)}#${value.intent === 'carry' ? 'steun' : 'samenvoegen'}`, 303);
  });
}

const REQUIRED = { into: { required: true }, reason: { required: true } };

type Propose = { intent: 'propose'; into: string; reason: string };
type Undo = { intent: 'undo'; reason: string };

export default function MergePage() {
  const { t } = useTranslation(['following', 'ideas']);
  const { idea, undoable, open } = useLoaderData<typeof loader>();
  const lastResult = (useActionData<typeof action>() ?? null) as LastResult;
  const [propose, fields] = useForm<Propose>({ id: 'voorstel', lastResult: resultOf(lastResult, 'propose'), constraint: REQUIRED });
  const [undo, undoFields] = useForm<Undo>({ id: 'uit-elkaar', lastResult: resultOf(lastResult, 'undo'), constraint: REQUIRED });
  const { slug, title } = idea.trajectory;
  return (
    <div className="wrap kind-wrap">
      <PageTitle of="merge" />
      <Breadcrumb
        items={[
          { label: title, to: paths.trajectory(slug) },
          { label: t('ideas:list.crumb'), to: paths.ideas(slug) },
          { label: idea.title, to: paths.idea(slug, idea.number) },
          { label: t('merge.title') },
        ]}
      />
      <h1>{t('merge.page', { number: idea.number })}</h1>
      {undoable ? (
        <form method="post" className="form" {...getFormProps(undo)}>
          <ErrorSummary form={undo} />
          <p className="lead">{t('merge.undo_explain')}</p>
          <input type="hidden" name="intent" value="undo" />
          <input type="hidden" name="mergeId" value={undoable.id} />
          <TextArea field={undoFields.reason} label={t('merge.undo_reason')} hint={t('merge.undo_hint')} rows={4} />
          <SubmitButton>{t('merge.undo_submit')}</SubmitButton>
        </form>
      ) : idea.may.merge && !open ? (
        <form method="post" className="form" {...getFormProps(propose)}>
          <ErrorSummary form={propose} />
          <p className="lead">{t('merge.lead')}</p>
          <input type="hidden" name="intent" value="propose" />
          <TextField field={fields.into} label={t('merge.into')} hint={t('merge.into_hint')} inputMode="numeric" />
          <TextArea field={fields.reason} label={t('merge.why')} hint={t('merge.why_hint')} rows={4} />
          <SubmitButton>{t('merge.submit')}</SubmitButton>
        </form>
      ) : (
        <p className="note">{open ? t('merge.waiting') : t('merge.not_possible')}</p>
      )}
    </div>
  );
}
