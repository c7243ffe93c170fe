import { getFormProps, useForm } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { SectionView } from '../../server/plan-texts/queries.ts';
import { SECTION_POLICIES } from '../../server/plan-texts/rules.ts';
import { ErrorSummary, SelectField, SubmitButton, TextField } from '../components/form.tsx';
import { type LastResult, resultOf } from '../ideas/last-result.ts';
import type { policySchema, versionSchema } from './schemas.ts';

type Props = { section: SectionView; action: string; lastResult: LastResult };

/** For who looks after the text: keep a version, and say what people may do with this section. */
export function SectionStaff(props: Props) {
  const { t } = useTranslation('plan');
  const { why } = props.section;
  if (why.saveVersion !== null && why.setPolicy !== null) return null;
  const refused = resultOf(props.lastResult, 'version') ?? resultOf(props.lastResult, 'policy');
  return (
    <details className="staff no-print" id="beheer" open={refused !== null}>
      <summary>{t('staff.title')}</summary>
      {why.saveVersion === null && <VersionForm {...props} />}
      {why.setPolicy === null && <PolicyForm {...props} />}
    </details>
  );
}

function VersionForm({ section, action, lastResult }: Props) {
  const { t } = useTranslation('plan');
  const [form, fields] = useForm<z.input<typeof versionSchema>>({
    id: 'versie',
    lastResult: resultOf(lastResult, 'version'),
    constraint: { note: { required: true } },
  });
  if (!section.canBeKept) return <p className="small muted">{t('staff.nothing_new', { number: section.version })}</p>;
  return (
    <form method="post" action={`${action}#beheer`} {...getFormProps(form)}>
      <ErrorSummary form={form} />
      <input type="hidden" name="intent" value="version" />
      <TextField field={fields.note} label={t('staff.note')} hint={t('staff.note_hint')} />
      <SubmitButton className="btn sec-b s">{t('staff.save_version')}</SubmitButton>
    </form>
  );
}

function PolicyForm({ section, action, lastResult }: Props) {
  const { t } = useTranslation('plan');
  const [form, fields] = useForm<z.input<typeof policySchema>>({
    id: 'regel',
    lastResult: resultOf(lastResult, 'policy'),
    constraint: { policy: { required: true } },
    defaultValue: { policy: section.ownPolicy, reason: section.policyReason ?? '' },
  });
  return (
    <form method="post" action={`${action}#beheer`} {...getFormProps(form)}>
      <ErrorSummary form={form} />
      <input type="hidden" name="intent" value="policy" />
      <SelectField
        field={fields.policy}
        label={t('staff.policy')}
        options={SECTION_POLICIES.map((policy) => ({ value: policy, label: t(`policy.${policy}`) }))}
      />
      <TextField field={fields.reason} label={t('staff.reason')} hint={t('staff.reason_hint')} />
      <SubmitButton className="btn sec-b s">{t('staff.set_policy')}</SubmitButton>
    </form>
  );
}
