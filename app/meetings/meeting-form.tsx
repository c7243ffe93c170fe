import { getFormProps, useForm } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { PlannedStep } from '../../server/trajectories/planned-steps.ts';
import { ErrorSummary, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import type { LastResult } from '../ideas/last-result.ts';
import { plannedMeeting } from '../templates/planned.ts';
import type { meetingSchema } from './schemas.ts';

type Words = Omit<z.input<typeof meetingSchema>, 'revision'>;
type Props = {
  path: string;
  submit: string;
  lastResult: LastResult;
  /** As it is kept, with its revision, to see whether somebody else changed it meanwhile. */
  meeting?: Words & { revision: number };
  /** What a template planned, to begin with. */
  planned?: PlannedStep | null;
};

/** The schema takes anything, so that the command can say what is wrong; these are marked as needed. */
const REQUIRED = Object.fromEntries(['title', 'place', 'day', 'from', 'until'].map((name) => [name, { required: true }]));

/** A meeting: when and where, who was asked, and afterwards who came and what was said. */
export function MeetingForm({ path, submit, lastResult, meeting, planned = null }: Props) {
  const { revision, ...kept } = meeting ?? {};
  const words = planned ? plannedMeeting(planned) : kept;
  const { t } = useTranslation('meetings');
  const [form, fields] = useForm<Words>({ id: 'bijeenkomst', lastResult, defaultValue: words, constraint: REQUIRED });
  return (
    <form method="post" action={path} className="form" {...getFormProps(form)}>
      <ErrorSummary form={form} />
      {revision !== undefined && <input type="hidden" name="revision" value={revision} />}
      {planned && <input type="hidden" name="plannedStepId" value={planned.id} />}
      <TextField field={fields.title} label={t('form.title')} hint={t('form.title_hint')} />
      <TextField field={fields.place} label={t('form.place')} />
      <div className="when">
        <TextField field={fields.day} label={t('form.day')} type="date" />
        <TextField field={fields.from} label={t('form.from')} type="time" />
        <TextField field={fields.until} label={t('form.until')} type="time" />
      </div>
      <TextArea field={fields.description} label={t('form.description')} rows={3} />
      <TextArea field={fields.invited} label={t('form.invited')} hint={t('form.invited_hint')} rows={3} />
      <h2>{t('form.afterwards')}</h2>
      <TextField field={fields.attendance} label={t('form.attendance')} hint={t('form.attendance_hint')} inputMode="numeric" />
      <TextArea field={fields.report} label={t('form.report')} hint={t('form.report_hint')} rows={8} serif />
      <div className="btns">
        <SubmitButton>{submit}</SubmitButton>
      </div>
    </form>
  );
}
