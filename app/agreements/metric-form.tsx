import type { FieldMetadata, FormMetadata } from '@conform-to/react';
import { Form } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DERIVED } from '../../server/agreements/rules.ts';
import { ErrorSummary, RadioGroup, SelectField, SubmitButton, TextArea, TextField } from '../components/form.tsx';

export type MetricFields = 'name' | 'unit' | 'direction' | 'source' | 'baseline' | 'target' | 'measureOn' | 'owner' | 'derived' | 'reason';

export const METRIC_REQUIRED = Object.fromEntries(
  ['name', 'unit', 'direction', 'source', 'target', 'measureOn', 'owner', 'derived', 'reason'].map((field) => [field, { required: true }]),
);

type Props = {
  form: FormMetadata<Record<MetricFields, string>, string[]>;
  fields: Record<MetricFields, FieldMetadata<string, Record<MetricFields, string>, string[]>>;
  /** Then a reason is asked, which everybody reads. */
  locked: boolean;
  submit: string;
  children?: ReactNode;
};

/** Everything a metric has to say. */
export function MetricForm({ form, fields, locked, submit, children }: Props) {
  const { t } = useTranslation('agreements');
  return (
    <Form method="post" id={form.id} className="form" noValidate>
      <ErrorSummary form={form} />
      {locked && <p className="note">{t('form.locked')}</p>}
      {children}
      <TextField field={fields.name} label={t('form.name')} hint={t('form.name_hint')} />
      <TextField field={fields.unit} label={t('form.unit')} hint={t('form.unit_hint')} />
      <RadioGroup
        field={fields.direction}
        legend={t('form.direction')}
        options={[
          { value: 'at_least', label: t('form.at_least') },
          { value: 'at_most', label: t('form.at_most') },
        ]}
      />
      <TextField field={fields.target} label={t('form.target')} />
      <TextField field={fields.baseline} label={t('form.baseline')} />
      <TextField field={fields.source} label={t('form.source')} hint={t('form.source_hint')} />
      <SelectField
        field={fields.derived}
        label={t('form.derived')}
        options={[{ value: '', label: t('derived.none') }, ...DERIVED.map((value) => ({ value, label: t(`derived.${value}`) }))]}
      />
      <TextField field={fields.measureOn} label={t('form.measure_on')} type="date" />
      <TextField field={fields.owner} label={t('form.owner')} hint={t('form.owner_hint')} />
      {locked && <TextArea field={fields.reason} label={t('form.reason')} hint={t('form.reason_hint')} rows={4} />}
      <SubmitButton>{submit}</SubmitButton>
    </Form>
  );
}
