import { getFormProps, useForm } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import type { MilestoneView } from '../../server/ideas/progress-queries.ts';
import { ErrorSummary, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import { Icon } from '../components/icon.tsx';
import type { LastResult } from '../ideas/last-result.ts';
import { useRootData } from '../root-data.ts';
import { Milestone } from './progress-section.tsx';

type Props = { milestone: MilestoneView; lastResult: LastResult };
type Fields = { doneOn: string; plannedOn: string; reason: string };
const ACTS = ['reach', 'move', 'remove'] as const;

/** One step with what an official can say about it. */
export function MilestoneForms({ milestone, lastResult }: Props) {
  const open = milestone.doneOn === null && !milestone.removed;
  return (
    <>
      <Milestone milestone={milestone} />
      {open && (
        <div className="idea-acts">
          {ACTS.map((act) => (
            <Act key={act} act={act} milestone={milestone} lastResult={lastResult} />
          ))}
        </div>
      )}
    </>
  );
}

function Act({ act, milestone, lastResult }: Props & { act: (typeof ACTS)[number] }) {
  const { t } = useTranslation('following');
  const { today } = useRootData();
  const sent = lastResult?.initialValue?.milestoneId === milestone.id && lastResult.initialValue.intent === act ? lastResult : null;
  const [form, fields] = useForm<Fields>({
    id: `${act}-${milestone.id}`,
    lastResult: sent,
    constraint: { doneOn: { required: true }, plannedOn: { required: true }, reason: { required: true } },
    defaultValue: { doneOn: today, plannedOn: milestone.plannedOn },
  });
  return (
    <details open={sent !== null}>
      <summary>
        {t(`progress.${act}`)} <span className="sr">: {milestone.title}</span>
        <Icon name="chevron-down" />
      </summary>
      <form method="post" {...getFormProps(form)}>
        <ErrorSummary form={form} />
        <input type="hidden" name="intent" value={act} />
        <input type="hidden" name="milestoneId" value={milestone.id} />
        <input type="hidden" name="revision" value={milestone.revision} />
        {act === 'reach' && <TextField field={fields.doneOn} label={t('progress.field.done')} type="date" />}
        {act === 'move' && <TextField field={fields.plannedOn} label={t('progress.field.planned')} type="date" />}
        {act !== 'reach' && <TextArea field={fields.reason} label={t('progress.field.reason')} hint={t('progress.hint.reason')} rows={3} />}
        <SubmitButton className="btn sec-b s">{t(`progress.${act}_submit`)}</SubmitButton>
      </form>
    </details>
  );
}
