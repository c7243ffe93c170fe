import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { useTranslation } from 'react-i18next';
import { ErrorSummary, SelectField, SubmitButton, TextArea } from '../components/form.tsx';
import { type BlockForm, blockSchema } from './schemas.ts';

const DAYS = ['1', '7', '30', '90'] as const;

/** Keeps the author of a text from writing for a time; they read the reason, and go on reading the site. */
export function BlockAuthor({
  personId,
  subjectId,
  lastResult,
}: {
  personId: string;
  subjectId: string;
  lastResult: SubmissionResult<string[]> | undefined;
}) {
  const { t } = useTranslation('moderation');
  const mine = lastResult?.initialValue?.blockAt === subjectId ? lastResult : undefined;
  const [form, fields] = useForm<BlockForm>({ id: `blokkeer-${subjectId}`, lastResult: mine, constraint: getZodConstraint(blockSchema) });
  return (
    <details className="mod-decide" open={mine !== undefined}>
      <summary className="btn ghost s">{t('block.title')}</summary>
      <form method="post" className="form" {...getFormProps(form)}>
        <ErrorSummary form={form} />
        <p>{t('block.text')}</p>
        <input type="hidden" name="intent" value="block" />
        <input type="hidden" name="personId" value={personId} />
        <input type="hidden" name="blockAt" value={subjectId} />
        <SelectField
          field={fields.days}
          label={t('block.days')}
          options={DAYS.map((days) => ({ value: days, label: t('block.for', { count: Number(days) }) }))}
        />
        <TextArea field={fields.reason} label={t('block.reason')} hint={t('block.reason_hint')} rows={3} />
        <SubmitButton className="btn dang s">{t('block.submit')}</SubmitButton>
      </form>
    </details>
  );
}
