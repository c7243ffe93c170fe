import { useForm } from '@conform-to/react';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { AnswerPage, DraftResponse } from '../../server/responses/answer-page.ts';
import { OUTCOMES } from '../../server/responses/response-rules.ts';
import { ErrorSummary, SelectField, SubmitButton, TextArea, TextField } from './form.tsx';
import { Icon } from './icon.tsx';
import { type Refused, refusedOf } from './refused-form.ts';
import { TextMeasure } from './text-measure.tsx';

type Answer = { outcome: string; summary: string; motivation: string; nextStep: string; sectionId: string };

/** Writing the answer: outcome, one sentence, why, what happens when, and what changes in the plan text. */
export function AnswerForm({ page, refused, own }: { page: AnswerPage; refused: unknown; own: boolean }) {
  const { t } = useTranslation(['answers', 'errors']);
  const { draft, sections } = page;
  const lastResult = refusedOf(refused, 'save', 'submit');
  const [form, fields] = useForm<Answer>({
    id: 'antwoord',
    lastResult: lastResult as Refused,
    defaultValue: draft ? { ...draft, outcome: draft.outcome ?? '', sectionId: draft.sectionId ?? '' } : {},
    constraint: { outcome: { required: true }, summary: { required: true }, motivation: { required: true } },
  });
  // The draft as loaded is the newest: whoever sends this form again has read it, also after being told that it had changed.
  return (
    <Form method="post" className="edf" id={form.id} noValidate>
      <ErrorSummary form={form} />
      {lastResult && draft && !own && <OtherVersion draft={draft} />}
      {draft?.reviewRemark && (
        <div className="note">
          <b>{t('write.remark', { name: draft.reviewer?.name ?? '' })}</b>
          <p>{draft.reviewRemark}</p>
        </div>
      )}
      {draft && <input type="hidden" name="revision" value={draft.revision} />}
      <fieldset
        className={fields.outcome.errors ? 'field has-err' : 'field'}
        {...(fields.outcome.errors ? { 'aria-describedby': fields.outcome.errorId } : {})}
      >
        <legend>{t('write.what')}</legend>
        {fields.outcome.errors?.map((error) => (
          <p className="err" id={fields.outcome.errorId} key={error}>
            <Icon name="triangle-alert" />
            <span>{t(error as never) as string}</span>
          </p>
        ))}
        <div className="choice">
          {OUTCOMES.map((outcome, index) => (
            <label key={outcome}>
              <input
                type="radio"
                name={fields.outcome.name}
                id={index === 0 ? fields.outcome.id : `${fields.outcome.id}-${outcome}`}
                value={outcome}
                defaultChecked={fields.outcome.initialValue === outcome}
              />
              {t(`outcome.${outcome}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <TextArea field={fields.summary} label={t('write.summary')} hint={t('write.summary_hint')} rows={2} />
      <div>
        <TextArea field={fields.motivation} label={t('write.motivation')} hint={t('write.motivation_hint')} rows={8} serif />
        <TextMeasure text={fields.motivation.initialValue ?? ''} />
      </div>
      <TextField field={fields.nextStep} label={t('write.next_step')} hint={t('write.next_step_hint')} />
      <SelectField
        field={fields.sectionId}
        label={t('write.section')}
        options={[
          { value: '', label: t('write.no_section') },
          ...sections.map(({ id, number, title }) => ({ value: id, label: `§ ${number} ${title}` })),
        ]}
      />
      <div className="btns">
        <SubmitButton name="intent" value="submit">
          {t('write.submit')}
        </SubmitButton>
        <SubmitButton className="btn sec-b" name="intent" value="save">
          {t('write.save')}
        </SubmitButton>
      </div>
    </Form>
  );
}

function OtherVersion({ draft }: { draft: DraftResponse }) {
  const { t } = useTranslation('answers');
  return (
    <details className="note" open>
      <summary>{t('write.other_version', { name: draft.author.name })}</summary>
      <p>{draft.summary}</p>
      <p>{draft.motivation}</p>
    </details>
  );
}
