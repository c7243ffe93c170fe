import { useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { OUTCOMES } from '../../server/responses/response-rules.ts';
import type { AnswerTemplate } from '../../server/responses/response-templates.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, SelectField, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import type { Refused } from '../components/refused-form.ts';
import { doneOf, removeTemplateSchema, templateSchema } from '../desk/schemas.ts';
import { formatMoment } from '../format.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';

export async function loader(args: LoaderFunctionArgs) {
  const page = await api(args).desk.templates();
  return { ...page, done: doneOf(args.request, ['saved', 'removed']), title: getT(args.context.locale, 'desk')('templates.title') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function action(args: ActionFunctionArgs) {
  const intent = (await readForm(args.request.clone())).get('intent');
  if (intent === 'remove') {
    return submitForm(args, removeTemplateSchema, async (value, call) => {
      await call.desk.removeTemplate(value);
      return redirect(`${paths.answerTemplates()}?klaar=removed`, 303);
    });
  }
  return submitForm(args, templateSchema, async ({ id, revision, trajectoryId, outcome, ...words }, call) => {
    const text = { ...words, outcome: outcome ?? null };
    if (id) await call.desk.changeTemplate({ id, revision: revision ?? 0, ...text });
    else await call.desk.addTemplate({ trajectoryId: trajectoryId ?? null, ...text });
    return redirect(`${paths.answerTemplates()}?klaar=saved`, 303);
  });
}

export default function Templates() {
  const { templates, trajectories, done } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>() as Refused;
  const { t, i18n } = useTranslation(['desk', 'answers']);
  const refusedId = String(refused?.initialValue?.id ?? '');
  const resultOf = (id: string) => (refused && refusedId === id ? refused : undefined);
  return (
    <div className="wrap foot-page">
      <Breadcrumb items={[{ label: t('answers:queue.title'), to: paths.queue() }, { label: t('templates.title') }]} />
      <h1>{t('templates.title')}</h1>
      <p className="lead">{t('templates.lead')}</p>
      {done && !refused && (
        <p className="done" role="status">
          {t(done === 'saved' ? 'templates.done' : 'templates.removed')}
        </p>
      )}
      {templates.length === 0 && <p className="empty">{t('templates.none')}</p>}
      <ul className="rows templates">
        {templates.map((template) => (
          <li key={template.id}>
            <div>
              <h2>{template.name}</h2>
              <p className="small muted">
                {[
                  template.trajectory?.title ?? t('templates.all'),
                  template.outcome && t(`answers:outcome.${template.outcome}`),
                  t('templates.by', { name: template.changedBy, moment: formatMoment(template.changedAt, i18n.language) }),
                ]
                  .filter(Boolean)
                  .join(', ')}
              </p>
              <p>{template.summary}</p>
            </div>
            <Form method="post">
              <input type="hidden" name="id" value={template.id} />
              <input type="hidden" name="revision" value={template.revision} />
              <button type="submit" name="intent" value="remove" className="link-btn" aria-label={t('templates.remove_this', template)}>
                {t('templates.remove')}
              </button>
            </Form>
            <details open={resultOf(template.id) !== undefined}>
              <summary>{t('templates.change')}</summary>
              <TemplateForm template={template} trajectories={[]} lastResult={resultOf(template.id)} />
            </details>
          </li>
        ))}
      </ul>
      <section className="sec-tight" aria-labelledby="nieuw">
        <h2 id="nieuw">{t('templates.new')}</h2>
        <TemplateForm template={null} trajectories={trajectories} lastResult={resultOf('')} />
      </section>
    </div>
  );
}

function TemplateForm({
  template,
  trajectories,
  lastResult,
}: {
  template: AnswerTemplate | null;
  trajectories: { id: string; title: string }[];
  lastResult: Refused;
}) {
  const { t } = useTranslation(['desk', 'answers']);
  const [form, fields] = useForm<Record<'name' | 'outcome' | 'summary' | 'motivation' | 'nextStep' | 'trajectoryId', string>>({
    id: template ? `sjabloon-${template.id}` : 'sjabloon',
    lastResult,
    defaultValue: template ? { ...template, outcome: template.outcome ?? '' } : {},
    constraint: { name: { required: true } },
  });
  const outcomes = OUTCOMES.map((value) => ({ value, label: t(`answers:outcome.${value}`) }));
  return (
    <Form method="post" id={form.id} className="form" noValidate>
      <ErrorSummary form={form} />
      {template && (
        <>
          <input type="hidden" name="id" value={template.id} />
          <input type="hidden" name="revision" value={template.revision} />
        </>
      )}
      <TextField field={fields.name} label={t('templates.name')} />
      {!template && (
        <SelectField
          field={fields.trajectoryId}
          label={t('templates.for')}
          options={[{ value: '', label: t('templates.all') }, ...trajectories.map(({ id, title }) => ({ value: id, label: title }))]}
        />
      )}
      <SelectField
        field={fields.outcome}
        label={t('templates.outcome')}
        options={[{ value: '', label: t('templates.no_outcome') }, ...outcomes]}
      />
      <TextArea field={fields.summary} label={t('answers:write.summary')} rows={2} />
      <TextArea field={fields.motivation} label={t('answers:write.motivation')} rows={6} serif />
      <TextField field={fields.nextStep} label={t('answers:write.next_step')} />
      <SubmitButton name="intent" value="save">
        {t('templates.add')}
      </SubmitButton>
    </Form>
  );
}
