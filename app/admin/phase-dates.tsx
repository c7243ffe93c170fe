import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { useTranslation } from 'react-i18next';
import { LEVELS, type VerificationLevel } from '../../server/people/levels.ts';
import { ErrorSummary, SelectField, SubmitButton, TextField } from '../components/form.tsx';
import { useRootData } from '../root-data.ts';
import { type PhaseAsksForm, type PhaseForm, phaseAsksSchema, phaseSchema } from './schemas.ts';

type Phase = { id: string; title: string; startsOn: string; endsOn: string; active: boolean; minimumLevel: VerificationLevel };

/** First and last day of each phase of a trajectory, each with its own form. */
export function PhaseDates({
  trajectory,
  lastResult,
}: {
  trajectory: { slug: string; title: string; phases: Phase[] };
  lastResult: SubmissionResult<string[]> | undefined;
}) {
  const { t } = useTranslation(['accounts', 'visibility']);
  const sentFor = ({ id }: Phase, intent: string) =>
    lastResult?.initialValue?.phaseId === id && lastResult.initialValue.intent === intent ? lastResult : undefined;
  const touched = trajectory.phases.some((phase) => phase.id === lastResult?.initialValue?.phaseId);
  return (
    <details className="phase-dates" open={touched}>
      <summary>
        <b>{trajectory.title}</b> <span className="small muted">{t('admin.phases', { count: trajectory.phases.length })}</span>
      </summary>
      <p className="small muted phase-hint">{t('visibility:manage.hint')}</p>
      <ol>
        {trajectory.phases.map((phase) => (
          <li key={phase.id}>
            <PhaseRow phase={phase} lastResult={sentFor(phase, 'phase')} />
            <PhaseLevel phase={phase} lastResult={sentFor(phase, 'phase_asks')} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function PhaseRow({ phase, lastResult }: { phase: Phase; lastResult: SubmissionResult<string[]> | undefined }) {
  const { t } = useTranslation(['accounts', 'corrections']);
  const { today } = useRootData();
  const begun = phase.startsOn <= today;
  const [form, fields] = useForm<PhaseForm>({
    id: `fase-${phase.id}`,
    lastResult,
    constraint: { ...getZodConstraint(phaseSchema), ...(begun ? { reason: { required: true } } : {}) },
    defaultValue: { startsOn: phase.startsOn, endsOn: phase.endsOn },
  });
  return (
    <form method="post" {...getFormProps(form)} noValidate>
      <ErrorSummary form={form} />
      <input type="hidden" name="intent" value="phase" />
      <input type="hidden" name="phaseId" value={phase.id} />
      <input type="hidden" name="startsOnRead" value={phase.startsOn} />
      <input type="hidden" name="endsOnRead" value={phase.endsOn} />
      <fieldset className="phase-row">
        <legend>
          {phase.title}
          {phase.active && <span className="small muted"> {t('admin.phase_now')}</span>}
        </legend>
        <TextField field={fields.startsOn} label={t('admin.starts_on')} type="date" />
        <TextField field={fields.endsOn} label={t('admin.ends_on')} type="date" />
        {begun && (
          <div className="phase-why">
            <TextField field={fields.reason} label={t('corrections:phase.reason')} hint={t('corrections:phase.reason_hint')} />
          </div>
        )}
        <SubmitButton className="btn sec-b s">
          {t('admin.save_phase')} <span className="sr">{phase.title}</span>
        </SubmitButton>
      </fieldset>
    </form>
  );
}

/** What the phase asks of who takes part. */
function PhaseLevel({ phase, lastResult }: { phase: Phase; lastResult: SubmissionResult<string[]> | undefined }) {
  const { t } = useTranslation(['visibility', 'accounts']);
  const [form, fields] = useForm<PhaseAsksForm>({
    id: `fase-vraagt-${phase.id}`,
    lastResult,
    constraint: getZodConstraint(phaseAsksSchema),
    defaultValue: { minimumLevel: phase.minimumLevel },
  });
  return (
    <form method="post" {...getFormProps(form)}>
      <ErrorSummary form={form} />
      <input type="hidden" name="intent" value="phase_asks" />
      <input type="hidden" name="phaseId" value={phase.id} />
      <div className="phase-row">
        <SelectField
          field={fields.minimumLevel}
          label={t('visibility:manage.legend')}
          options={LEVELS.map((value) => ({ value, label: t(`visibility:manage.${value}`) }))}
        />
        <SubmitButton className="btn sec-b s">
          {t('accounts:admin.save_phase')} <span className="sr">{phase.title}</span>
        </SubmitButton>
      </div>
    </form>
  );
}
