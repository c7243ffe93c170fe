import { useForm } from '@conform-to/react';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { AnswerPage } from '../../server/responses/answer-page.ts';
import { formatDay, formatDayShort, toDay } from '../format.ts';
import { ErrorSummary, SubmitButton, TextArea, TextField } from './form.tsx';
import { Icon } from './icon.tsx';
import { type Refused, refusedOf } from './refused-form.ts';

/** What an official does to the clock: take the contribution on, let the clock stand still or run again, extend it. */
export function ClockActs({ page, refused, own }: { page: AnswerPage; refused: unknown; own: boolean }) {
  const { t, i18n } = useTranslation('answers');
  const { clock, handler, may } = page;
  if (!clock || !may.changeClock) return null;
  const pausedAt = clock.state === 'paused' ? clock.events.findLast(({ kind }) => kind === 'paused')?.at : undefined;
  return (
    <section className="clock-acts">
      <h2>{t('queue.clock')}</h2>
      {!own && (
        <Form method="post">
          <SubmitButton className="btn sec-b s" name="intent" value="claim">
            {handler ? t('write.take_over', { name: handler.name }) : t('write.claim')}
          </SubmitButton>
        </Form>
      )}
      {clock.state === 'paused' && (
        <Form method="post">
          <p className="small muted">
            {t('write.resume_note', { day: formatDayShort(toDay(pausedAt ?? clock.startedAt), i18n.language) })}
          </p>
          <SubmitButton className="btn sec-b s" name="intent" value="resume">
            {t('write.resume')}
          </SubmitButton>
        </Form>
      )}
      {clock.state === 'overdue' && <p className="small muted">{t('write.over')}</p>}
      {(clock.state === 'running' || clock.state === 'due_soon') && (
        <>
          <Pause refused={refusedOf(refused, 'pause')} />
          <Extend refused={refusedOf(refused, 'extend')} dueOn={clock.dueOn} />
          {page.contribution.staffOnly === null && <p className="tiny">{t('write.reason_public')}</p>}
        </>
      )}
    </section>
  );
}

function Pause({ refused }: { refused: Refused }) {
  const { t } = useTranslation('answers');
  const [form, fields] = useForm<{ reason: string }>({ id: 'stilzetten', lastResult: refused, constraint: { reason: { required: true } } });
  return (
    <details open={refused !== undefined}>
      <summary>
        <Icon name="circle-pause" />
        {t('write.pause')}
      </summary>
      <Form method="post" id={form.id} noValidate>
        <ErrorSummary form={form} />
        <TextArea field={fields.reason} label={t('write.pause_reason')} rows={3} />
        <SubmitButton className="btn s" name="intent" value="pause">
          {t('write.pause_submit')}
        </SubmitButton>
      </Form>
    </details>
  );
}

function Extend({ refused, dueOn }: { refused: Refused; dueOn: string }) {
  const { t, i18n } = useTranslation('answers');
  const [form, fields] = useForm<{ reason: string; newDueOn: string }>({
    id: 'verlengen',
    lastResult: refused,
    constraint: { reason: { required: true }, newDueOn: { required: true } },
  });
  return (
    <details open={refused !== undefined}>
      <summary>
        <Icon name="calendar-plus-2" />
        {t('write.extend')}
      </summary>
      <Form method="post" id={form.id} noValidate>
        <ErrorSummary form={form} />
        <TextField
          field={fields.newDueOn}
          label={t('write.extend_date')}
          hint={t('write.extend_hint', { day: formatDay(dueOn, i18n.language) })}
          type="date"
        />
        <TextArea field={fields.reason} label={t('write.extend_reason')} rows={3} />
        <SubmitButton className="btn s" name="intent" value="extend">
          {t('write.extend_submit')}
        </SubmitButton>
      </Form>
    </details>
  );
}
