import { useForm } from '@conform-to/react';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { AnswerPage } from '../../server/responses/answer-page.ts';
import { formatDayShort, formatTime, toDay } from '../format.ts';
import { ErrorSummary, SubmitButton, TextField } from './form.tsx';
import { type Refused, refusedOf } from './refused-form.ts';

/** Publishing at a moment: choosing it, or taking the choice back. */
export function AnswerSchedule({ page, refused }: { page: AnswerPage; refused: unknown }) {
  const { t, i18n } = useTranslation('desk');
  const lastResult = refusedOf(refused, 'schedule') as Refused;
  const [form, fields] = useForm<{ day: string; time: string }>({
    id: 'moment',
    lastResult,
    defaultValue: { time: '09:00' },
    constraint: { day: { required: true }, time: { required: true } },
  });
  const revision = <input type="hidden" name="revision" value={page.draft?.revision} />;
  const at = page.draft?.publishAt;
  if (at)
    return (
      <Form method="post" className="note">
        <p>{t('schedule.at', { moment: `${formatDayShort(toDay(at), i18n.language)}, ${formatTime(at, i18n.language)}` })}</p>
        {revision}
        <SubmitButton className="btn sec-b s" name="intent" value="unschedule">
          {t('schedule.cancel')}
        </SubmitButton>
      </Form>
    );
  return (
    <details className="desk-part" open={lastResult !== undefined}>
      <summary>{t('schedule.title')}</summary>
      <Form method="post" id={form.id} className="form" noValidate>
        <ErrorSummary form={form} />
        {revision}
        <TextField
          field={fields.day}
          label={t('schedule.day')}
          type="date"
          hint={page.clock ? t('schedule.due', { day: formatDayShort(page.clock.dueOn, i18n.language) }) : undefined}
        />
        <TextField field={fields.time} label={t('schedule.time')} type="time" />
        <SubmitButton className="btn sec-b s" name="intent" value="schedule">
          {t('schedule.submit')}
        </SubmitButton>
      </Form>
    </details>
  );
}
