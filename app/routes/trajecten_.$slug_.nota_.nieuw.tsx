import { useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { NOTE_KINDS } from '../../server/reply-notes/rules.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import { Icon } from '../components/icon.tsx';
import type { Refused } from '../components/refused-form.ts';
import { newNoteSchema } from '../desk/schemas.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { refuseUnless } from '../meetings/refuse.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const { trajectory, may } = await api(args).replyNotes.list({ trajectory: args.params.slug ?? '' });
  refuseUnless(may.make, args);
  return { trajectory, heading: getT(args.context.locale, 'nota')('new') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading}, ${data?.trajectory.title} | Oever` }];

export async function action(args: ActionFunctionArgs) {
  const slug = args.params.slug ?? '';
  return submitForm(args, newNoteSchema, async ({ revision: _, ...value }, call) => {
    const { trajectory } = await call.replyNotes.list({ trajectory: slug });
    const { number } = await call.replyNotes.begin({ trajectoryId: trajectory.id, ...value });
    return redirect(`${paths.editReplyNote(slug, number)}?klaar=begun`, 303);
  });
}

const SHOWN_KINDS = NOTE_KINDS.filter((kind) => kind !== 'complaint');

export default function NewReplyNote() {
  const { trajectory } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['nota', 'answers']);
  const lastResult = useActionData<typeof action>() as Refused;
  const [form, fields] = useForm<Record<'title' | 'introduction' | 'ownChanges' | 'periodFrom' | 'periodUntil' | 'kinds', string>>({
    id: 'nota',
    lastResult,
    constraint: { title: { required: true }, periodFrom: { required: true }, periodUntil: { required: true } },
  });
  const typed = (lastResult?.initialValue as { kinds?: string | string[] } | undefined)?.kinds;
  const chosen = (kind: string) => (lastResult ? [typed].flat().includes(kind) : true);
  return (
    <div className="wrap foot-page">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: t('title'), to: paths.replyNotes(trajectory.slug) },
          { label: t('new') },
        ]}
      />
      <h1>{t('new')}</h1>
      <p className="lead">{t('lead')}</p>
      <Form method="post" id={form.id} className="form" noValidate>
        <ErrorSummary form={form} />
        <TextField field={fields.title} label={t('form.title')} />
        <TextField field={fields.periodFrom} label={t('form.from')} type="date" />
        <TextField field={fields.periodUntil} label={t('form.until')} type="date" />
        <fieldset className={fields.kinds.errors ? 'field has-err' : 'field'}>
          <legend>{t('form.kinds')}</legend>
          {fields.kinds.errors?.map((error) => (
            <p className="err" key={error}>
              <Icon name="triangle-alert" />
              <span>{t(error as never) as string}</span>
            </p>
          ))}
          <div className="nota-kinds">
            {SHOWN_KINDS.map((kind, index) => (
              <label className="check" key={kind}>
                <input
                  type="checkbox"
                  name="kinds"
                  value={kind}
                  defaultChecked={chosen(kind)}
                  {...(index === 0 ? { id: fields.kinds.id } : {})}
                />
                <span>{t(`answers:kind.${kind}`)}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <TextArea field={fields.introduction} label={t('form.introduction')} hint={t('form.introduction_hint')} rows={6} serif />
        <TextArea field={fields.ownChanges} label={t('form.own_changes')} hint={t('form.own_changes_hint')} rows={4} serif />
        <SubmitButton>{t('form.submit')}</SubmitButton>
      </Form>
    </div>
  );
}
