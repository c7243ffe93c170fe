import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { useTranslation } from 'react-i18next';
import type { OpenAppeal } from '../../server/moderation/queries.ts';
import { ErrorSummary, RadioGroup, SubmitButton, TextArea } from '../components/form.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { formatDayShort } from '../format.ts';
import { useRootData } from '../root-data.ts';
import { type DecideAppealForm, decideAppealSchema } from './schemas.ts';
import { SubjectText } from './subject-text.tsx';

/** An appeal: the hidden text, why it was hidden, what its author says of that. Who hid it sees that somebody else decides. */
export function AppealRow({ appeal, lastResult }: { appeal: OpenAppeal; lastResult: SubmissionResult<string[]> | undefined }) {
  const { t } = useTranslation('moderation');
  const { locale, today } = useRootData();
  const mine = lastResult?.initialValue?.appealId === appeal.id ? lastResult : undefined;
  const [form, fields] = useForm<DecideAppealForm>({
    id: `bezwaar-${appeal.id}`,
    lastResult: mine,
    constraint: getZodConstraint(decideAppealSchema),
  });
  const late = appeal.dueOn < today;
  return (
    <li className="mod">
      <div className="stack">
        <SubjectText subject={appeal.subject} />
        <p className="note">
          <b>{t('appeals.because')}</b> {appeal.rule ? t(`rule.${appeal.rule}.text`) : ''} {appeal.reason}
        </p>
        <p className="note">
          <b>{t('appeals.statement')}</b> {appeal.statement}
        </p>
      </div>
      <StatusBadge tone={late ? 'laat' : 'wacht'} icon={late ? 'triangle-alert' : 'clock-3'} boxed>
        {t(late ? 'appeals.late' : 'appeals.due', { day: formatDayShort(appeal.dueOn, locale) })}
      </StatusBadge>
      {appeal.mayDecide ? (
        <details className="mod-decide" open={mine !== undefined}>
          <summary className="btn sec-b s">{t('queue.decide')}</summary>
          <form method="post" className="form" {...getFormProps(form)}>
            <ErrorSummary form={form} />
            <input type="hidden" name="intent" value="appeal" />
            <input type="hidden" name="appealId" value={appeal.id} />
            <RadioGroup
              field={fields.outcome}
              legend={t('appeals.outcome')}
              options={[
                { value: 'overturned', label: t('appeals.overturned') },
                { value: 'upheld', label: t('appeals.upheld') },
              ]}
            />
            <TextArea field={fields.reason} label={t('queue.reason')} hint={t('queue.reason_hint')} rows={3} />
            <SubmitButton className="btn s">{t('appeals.submit')}</SubmitButton>
          </form>
        </details>
      ) : (
        <p className="small muted">{t('appeals.not_you')}</p>
      )}
    </li>
  );
}
