import type { FieldMetadata, FormMetadata } from '@conform-to/react';
import { Form } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DECISION_OUTCOMES, MOTION_KINDS, MOTION_OUTCOMES } from '../../server/council/rules.ts';
import { ErrorSummary, RadioGroup, SelectField, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import type { DEVIATION_FIELDS, MOTION_FIELDS } from './schemas.ts';

export type DecisionFields =
  | 'outcome'
  | 'decidedOn'
  | 'summary'
  | 'votesFor'
  | 'votesAgainst'
  | 'url'
  | 'deviates'
  | 'correction'
  | `deviation${number}_${(typeof DEVIATION_FIELDS)[number]}`
  | `motion${number}_${(typeof MOTION_FIELDS)[number]}`;
type Typed = Record<DecisionFields, string>;
type Fields = { [Name in DecisionFields]: FieldMetadata<string, Typed, string[]> };

type Props = {
  form: FormMetadata<Typed, string[]>;
  fields: Fields;
  rows: { deviations: number; motions: number };
  /** A decision stands already: this one corrects it. */
  standing: boolean;
  children: ReactNode;
};

/** What the clerk records: the decision, whether it goes against what residents asked and why, and what was proposed to change. */
export function DecisionForm({ form, fields, rows, standing, children }: Props) {
  const { t } = useTranslation('council');
  return (
    <Form method="post" id={form.id} className="form" noValidate>
      <ErrorSummary form={form} />
      {children}
      {standing && <TextArea field={fields.correction} label={t('form.correction')} hint={t('form.correction_hint')} rows={3} />}
      <RadioGroup
        field={fields.outcome}
        legend={t('form.outcome')}
        options={DECISION_OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
      />
      <TextField field={fields.decidedOn} label={t('form.decided_on')} type="date" />
      <TextArea field={fields.summary} label={t('form.decision_summary')} hint={t('form.decision_hint')} rows={5} />
      <div className="pair">
        <TextField field={fields.votesFor} label={t('form.votes_for')} inputMode="numeric" />
        <TextField field={fields.votesAgainst} label={t('form.votes_against')} inputMode="numeric" />
      </div>
      <TextField field={fields.url} label={t('form.decision_url')} type="url" />
      <RadioGroup
        field={fields.deviates}
        legend={t('form.deviates')}
        options={[
          { value: 'no', label: t('form.no') },
          { value: 'yes', label: t('form.yes') },
        ]}
      />
      {upTo(rows.deviations).map((index) => (
        <fieldset className="row-set" key={index}>
          <legend>{t('form.deviation', { number: index + 1 })}</legend>
          <TextField field={at(fields, `deviation${index}_subject`)} label={t('form.subject')} />
          <TextArea
            field={at(fields, `deviation${index}_motivation`)}
            label={t('form.motivation')}
            hint={t('form.motivation_hint')}
            rows={4}
          />
        </fieldset>
      ))}
      <h2>{t('form.motions')}</h2>
      {upTo(rows.motions).map((index) => (
        <Motion key={index} fields={fields} index={index} />
      ))}
      <p className="note">{t('form.final')}</p>
      <SubmitButton>{t('form.record')}</SubmitButton>
    </Form>
  );
}

function Motion({ fields, index }: { fields: Fields; index: number }) {
  const { t } = useTranslation('council');
  const choose = { value: '', label: t('form.choose') };
  return (
    <fieldset className="row-set">
      <legend>{t('form.motion', { number: index + 1 })}</legend>
      <TextField field={at(fields, `motion${index}_title`)} label={t('form.motion_title')} />
      <div className="pair">
        <SelectField
          field={at(fields, `motion${index}_kind`)}
          label={t('form.kind')}
          options={[choose, ...MOTION_KINDS.map((value) => ({ value, label: t(`motion.${value}`) }))]}
        />
        <SelectField
          field={at(fields, `motion${index}_outcome`)}
          label={t('form.motion_outcome')}
          options={[choose, ...MOTION_OUTCOMES.map((value) => ({ value, label: t(`motion.${value}`) }))]}
        />
        <TextField field={at(fields, `motion${index}_votesFor`)} label={t('form.votes_for')} inputMode="numeric" />
        <TextField field={at(fields, `motion${index}_votesAgainst`)} label={t('form.votes_against')} inputMode="numeric" />
      </div>
      <TextField field={at(fields, `motion${index}_url`)} label={t('form.motion_url')} type="url" />
    </fieldset>
  );
}

/** Rows are as many as were asked for. */
function at(fields: Fields, name: DecisionFields): FieldMetadata<string, Typed, string[]> {
  const field = fields[name];
  if (!field) throw new Error(`the form has no field ${name}`);
  return field;
}

/** 0 up to `count`. */
function upTo(count: number): number[] {
  return [...Array(count).keys()];
}
