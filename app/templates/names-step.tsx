import { getFormProps, useForm } from '@conform-to/react';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { CheckboxField, ErrorSummary, SelectField, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import { formatDay } from '../format.ts';
import type { LastResult } from '../ideas/last-result.ts';
import { paths } from '../paths.ts';
import type { namesSchema } from './schemas.ts';
import { StepBar } from './step-bar.tsx';
import type { TemplateDraft } from './template-draft.ts';

type Props = { draft: TemplateDraft; draftId: string; startsOn: string; lastResult: LastResult };

const MUST = { required: true };
const REQUIRED = {
  title: MUST,
  question: MUST,
  lead: MUST,
  areaName: MUST,
  decisionMaker: MUST,
  influenceSubject: MUST,
  contactName: MUST,
};

/** What is different here: names, places, who decides, who answers. */
export function NamesStep({ draft, draftId, startsOn, lastResult }: Props) {
  const { t, i18n } = useTranslation('templates');
  const { trajectory, areas, teams, counts } = draft;
  const [form, fields] = useForm<z.input<typeof namesSchema>>({
    id: 'namen',
    ...(lastResult ? { lastResult } : {}),
    constraint: REQUIRED,
    defaultValue: {
      question: trajectory.question,
      lead: trajectory.lead,
      areaName: trajectory.areaName,
      decisionMaker: trajectory.decisionMaker,
      influenceSubject: trajectory.influenceSubject,
      areas: areas.join('\n'),
      fixedPoints: trajectory.fixedPoints.join('\n'),
    },
  });
  return (
    <>
      <StepBar step={3} />
      <h1>{t('draft.names')}</h1>
      <p className="lead">{t('draft.names_lead', { day: formatDay(startsOn, i18n.language) })}</p>
      <form method="post" className="form" action={paths.newTrajectoryFrom(draftId, startsOn)} {...getFormProps(form)}>
        <ErrorSummary form={form} />
        <input type="hidden" name="startsOn" value={startsOn} />
        <TextField field={fields.title} label={t('draft.f.title')} />
        <TextField field={fields.slug} label={t('draft.f.slug')} hint={t('draft.f.slug_hint')} />
        <TextField field={fields.question} label={t('draft.f.question')} hint={t('draft.f.question_hint')} />
        <TextArea field={fields.lead} label={t('draft.f.lead')} hint={t('draft.f.lead_hint')} rows={3} />
        <TextField field={fields.areaName} label={t('draft.f.areaName')} />
        <TextArea field={fields.areas} label={t('draft.f.areas')} hint={t('draft.f.areas_hint')} rows={4} />
        <TextField field={fields.decisionMaker} label={t('draft.f.decisionMaker')} />
        <TextField field={fields.influenceSubject} label={t('draft.f.influenceSubject')} />
        <TextArea field={fields.fixedPoints} label={t('draft.f.fixedPoints')} hint={t('draft.f.fixedPoints_hint')} rows={4} />
        <TextField field={fields.contactName} label={t('draft.f.contactName')} />
        {counts.themes > 0 && (
          <SelectField
            field={fields.teamId}
            label={t('draft.f.teamId')}
            hint={t('draft.f.teamId_hint')}
            options={[{ value: '', label: t('draft.f.no_team') }, ...teams.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        )}
        {counts.words > 0 && (
          <CheckboxField
            field={fields.takeWords}
            label={t('draft.f.takeWords', { count: counts.words })}
            hint={t('draft.f.takeWords_hint')}
          />
        )}
        <div className="btns">
          <SubmitButton>{t('draft.submit')}</SubmitButton>
          <Link className="btn ghost" to={`${paths.newTrajectoryFrom(draftId)}?start=${startsOn}`}>
            {t('draft.back')}
          </Link>
        </div>
      </form>
    </>
  );
}
