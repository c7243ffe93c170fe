import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { useTranslation } from 'react-i18next';
import { HOUSE_RULES, type HouseRule } from '../../server/moderation/rules.ts';
import type { ModeratedSubject } from '../../server/moderation/subjects.ts';
import { ErrorSummary, SelectField, TextArea } from '../components/form.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { type DecideForm, decideSchema } from './schemas.ts';
import { SubjectText } from './subject-text.tsx';

type Item = {
  subject: ModeratedSubject;
  reportCount: number;
  reasons: { reason: HouseRule; count: number }[];
  notes: string[];
  mayDecide: boolean;
};

/** A reported text: the text itself, what is said about it, and the decision with its reason. Open at once when it was refused. */
export function QueueRow({ item, lastResult }: { item: Item; lastResult: SubmissionResult<string[]> | undefined }) {
  const { t } = useTranslation('moderation');
  const { subject } = item;
  const mine = lastResult?.initialValue?.subjectId === subject.id ? lastResult : undefined;
  const [first] = item.reasons;
  const [form, fields] = useForm<DecideForm>({
    id: `besluit-${subject.id}`,
    lastResult: mine,
    constraint: getZodConstraint(decideSchema),
    ...(first ? { defaultValue: { rule: first.reason } } : {}),
  });
  return (
    <li className="mod">
      <SubjectText subject={subject} />
      <div className="stack">
        <StatusBadge tone="bijna" icon="flag" boxed>
          {t('reports', { count: item.reportCount, reasons: item.reasons.map(({ reason }) => t(`rule.${reason}.short`)).join(', ') })}
        </StatusBadge>
        {item.notes.map((note, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two notes may be the same words
          <p className="note" key={index}>
            {note}
          </p>
        ))}
      </div>
      {item.mayDecide ? (
        <details className="mod-decide" open={mine !== undefined}>
          <summary className="btn sec-b s">{t('queue.decide')}</summary>
          <form method="post" className="form" {...getFormProps(form)}>
            <ErrorSummary form={form} />
            <input type="hidden" name="intent" value="decide" />
            <input type="hidden" name="subjectKind" value={subject.kind} />
            <input type="hidden" name="subjectId" value={subject.id} />
            <SelectField
              field={fields.rule}
              label={t('queue.rule')}
              hint={t('queue.rule_hint')}
              options={HOUSE_RULES.map((rule) => ({ value: rule, label: t(`rule.${rule}.text`) }))}
            />
            <TextArea field={fields.reason} label={t('queue.reason')} hint={t('queue.reason_hint')} rows={3} />
            <p className="btns">
              <button type="submit" name="action" value="keep" className="btn sec-b s">
                {t('queue.keep')}
              </button>
              <button type="submit" name="action" value="hide" className="btn dang s">
                {t('queue.hide')}
              </button>
            </p>
          </form>
        </details>
      ) : (
        <p className="small muted">{t('queue.own')}</p>
      )}
    </li>
  );
}
