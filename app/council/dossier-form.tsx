import type { FieldMetadata, FormMetadata } from '@conform-to/react';
import { Form } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MEETING_STAGES, type MeetingStage } from '../../server/council/rules.ts';
import { ErrorSummary, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import type { MEETING_FIELDS } from './schemas.ts';

export type DossierFields = 'trajectory' | 'title' | 'summary' | 'url' | `${MeetingStage}_${(typeof MEETING_FIELDS)[number]}`;
type Form_ = Record<DossierFields, string>;

/** What the council is asked, with the day, the place and the agenda of each of its three meetings. */
export function DossierForm({
  form,
  fields,
  children,
}: {
  form: FormMetadata<Form_, string[]>;
  fields: Record<DossierFields, FieldMetadata<string, Form_, string[]>>;
  children?: ReactNode;
}) {
  const { t } = useTranslation('council');
  return (
    <Form method="post" id={form.id} className="form" noValidate>
      <ErrorSummary form={form} />
      {children}
      <TextField field={fields.title} label={t('form.title')} />
      <TextArea field={fields.summary} label={t('form.summary')} hint={t('form.summary_hint')} rows={3} />
      <TextField field={fields.url} label={t('form.url')} hint={t('form.url_hint')} type="url" />
      <p className="muted">{t('form.meetings_hint')}</p>
      {MEETING_STAGES.map((stage) => (
        <fieldset className="row-set" key={stage}>
          <legend>{t(`stage.${stage}`)}</legend>
          <TextField field={fields[`${stage}_meetsOn`]} label={t('form.meeting_day')} type="date" />
          <TextField field={fields[`${stage}_body`]} label={t('form.meeting_body')} hint={t('form.meeting_body_hint')} />
          <TextField field={fields[`${stage}_url`]} label={t('form.meeting_url')} type="url" />
        </fieldset>
      ))}
      <SubmitButton>{t('form.submit')}</SubmitButton>
    </Form>
  );
}
