import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { useTranslation } from 'react-i18next';
import type { HouseRule } from '../../server/moderation/rules.ts';
import type { ModeratedSubject } from '../../server/moderation/subjects.ts';
import { ErrorSummary, SubmitButton, TextArea } from '../components/form.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { type DecideForm, decideSchema } from './schemas.ts';
import { SubjectText } from './subject-text.tsx';

/** A text that is hidden now, to be shown again. */
export function HiddenRow({
  hidden,
  lastResult,
}: {
  hidden: { subject: ModeratedSubject; rule: HouseRule | null };
  lastResult: SubmissionResult<string[]> | undefined;
}) {
  const { t } = useTranslation('moderation');
  const { subject, rule } = hidden;
  const mine = lastResult?.initialValue?.subjectId === subject.id ? lastResult : undefined;
  const [form, fields] = useForm<DecideForm>({ id: `herstel-${subject.id}`, lastResult: mine, constraint: getZodConstraint(decideSchema) });
  return (
    <li className="mod">
      <SubjectText subject={subject} />
      <StatusBadge tone="neutraal" icon="eye-off" boxed>
        {rule ? t('hidden.because', { rule: t(`rule.${rule}.short`) }) : t('hidden.hidden')}
      </StatusBadge>
      <details className="mod-decide" open={mine !== undefined}>
        <summary className="btn sec-b s">{t('hidden.restore')}</summary>
        <form method="post" className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <input type="hidden" name="intent" value="decide" />
          <input type="hidden" name="action" value="restore" />
          <input type="hidden" name="subjectKind" value={subject.kind} />
          <input type="hidden" name="subjectId" value={subject.id} />
          <TextArea field={fields.reason} label={t('queue.reason')} hint={t('queue.reason_hint')} rows={3} />
          <SubmitButton className="btn s">{t('hidden.submit')}</SubmitButton>
        </form>
      </details>
    </li>
  );
}
