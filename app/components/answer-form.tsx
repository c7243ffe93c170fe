import { useForm } from '@conform-to/react';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { AnswerPage, DraftResponse } from '../../server/responses/answer-page.ts';
import { OUTCOMES } from '../../server/responses/response-rules.ts';
import type { AnswerTemplate } from '../../server/responses/response-templates.ts';
import { CorrectTogether } from '../corrections/correct-together.tsx';
import { AnswerAutosave } from './answer-autosave.tsx';
import { AnswerLinks } from './answer-links.tsx';
import { AnswerTogether } from './answer-together.tsx';
import { ErrorSummary, SubmitButton, TextArea, TextField } from './form.tsx';
import { Icon } from './icon.tsx';
import { PlainHints } from './plain-hints.tsx';
import { type Refused, refusedOf } from './refused-form.ts';

type Answer = Record<
  | 'correctionReason'
  | 'outcome'
  | 'summary'
  | 'motivation'
  | 'nextStep'
  | 'sectionId'
  | 'decisionTitle'
  | 'decisionUrl'
  | 'authorityName'
  | 'authorityUrl',
  string
>;

/** Writing the answer: outcome, one sentence, why, what happens when, what changes in the plan text, and what it refers to. */
export function AnswerForm({
  page,
  refused,
  own,
  template,
}: {
  page: AnswerPage;
  refused: unknown;
  own: boolean;
  /** Words to start with, when nothing was written yet. */
  template: AnswerTemplate | null;
}) {
  const { t } = useTranslation(['answers', 'errors', 'desk', 'corrections']);
  const { draft, sections, desk, contribution } = page;
  const lastResult = refusedOf(refused, 'save', 'submit', 'correct', 'correct-submit');
  // Of what stands on the site: its next version begins with its words.
  const corrects = !draft && page.may.correct ? (page.published[0] ?? null) : null;
  const chosen = changeOf(draft);
  const start = corrects
    ? fromPublished(corrects, sections)
    : draft && !template
      ? { ...draft, outcome: draft.outcome ?? '', sectionId: chosen, correctionReason: draft.correction?.reason ?? '' }
      : template
        ? fromTemplate(template, draft)
        : {};
  const [form, fields] = useForm<Answer>({
    id: 'antwoord',
    lastResult: lastResult as Refused,
    defaultValue: start,
    constraint: {
      correctionReason: { required: true },
      outcome: { required: true },
      summary: { required: true },
      motivation: { required: true },
    },
  });
  const typed = (lastResult?.initialValue as { outcomes?: Record<string, string> } | undefined)?.outcomes ?? {};
  const autosaves = !template && !corrects && (!draft || draft.status === 'draft');
  // The draft as loaded is the newest: whoever sends this form again has read it, also after being told that it had changed.
  return (
    <Form method="post" className="edf" id={form.id} noValidate>
      <ErrorSummary form={form} />
      {refusedOf(refused, 'correct', 'correct-submit') && draft && !own && (
        <p className="note">{t('corrections:form.too_late', { name: draft.author.name })}</p>
      )}
      {lastResult && draft && !own && <OtherVersion draft={draft} />}
      {template && <p className="note">{t('desk:form.template_note')}</p>}
      {draft?.reviewRemark && (
        <div className="note">
          <b>{t('write.remark', { name: draft.reviewer?.name ?? '' })}</b>
          <p>{draft.reviewRemark}</p>
        </div>
      )}
      {draft && <input type="hidden" name="revision" value={draft.revision} />}
      {corrects && <input type="hidden" name="responseId" value={corrects.id} />}
      {(corrects || draft?.correction) && (
        <TextArea field={fields.correctionReason} label={t('corrections:form.reason')} hint={t('corrections:form.reason_hint')} rows={2} />
      )}
      <fieldset
        className={fields.outcome.errors ? 'field has-err' : 'field'}
        {...(fields.outcome.errors ? { 'aria-describedby': fields.outcome.errorId } : {})}
      >
        <legend>{t('write.what')}</legend>
        {desk && <p className="hint">{t(`desk:level.${desk.level}`)}</p>}
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
      {corrects && desk && (
        <CorrectTogether others={desk.givenTogether} refused={(lastResult as Refused)?.initialValue} errors={form.allErrors.together} />
      )}
      {desk && <AnswerTogether together={desk.together} values={typed} errors={form.allErrors} formId={form.id} />}
      <TextArea field={fields.summary} label={t('write.summary')} hint={t('write.summary_hint')} rows={2} />
      <div>
        <TextArea field={fields.motivation} label={t('write.motivation')} hint={t('write.motivation_hint')} rows={8} serif />
        <PlainHints text={`${fields.summary.initialValue ?? ''}\n${fields.motivation.initialValue ?? ''}`} />
      </div>
      <TextField field={fields.nextStep} label={t('write.next_step')} hint={t('write.next_step_hint')} />
      <AnswerLinks sections={sections} fields={fields} chosen={corrects ? (fields.sectionId.initialValue ?? '') : chosen} />
      <div className="btns">
        <SubmitButton name="intent" value={corrects ? 'correct-submit' : 'submit'}>
          {t(corrects ? 'corrections:form.submit' : 'write.submit')}
        </SubmitButton>
        <SubmitButton className="btn sec-b" name="intent" value={corrects ? 'correct' : 'save'}>
          {t(corrects ? 'corrections:form.save' : 'write.save')}
        </SubmitButton>
      </div>
      {autosaves && <AnswerAutosave form={form.id} contributionId={contribution.id} />}
    </Form>
  );
}

/** `id` or `id:from:to`, as the list of changes has it. */
function changeOf(draft: DraftResponse | null): string {
  if (!draft?.sectionId) return '';
  return draft.versions ? `${draft.sectionId}:${draft.versions.from}:${draft.versions.to}` : draft.sectionId;
}

function fromTemplate({ outcome, summary, motivation, nextStep }: AnswerTemplate, draft: DraftResponse | null): Partial<Answer> {
  return { outcome: draft?.outcome ?? outcome ?? '', summary, motivation, nextStep, sectionId: changeOf(draft) };
}

function fromPublished(response: AnswerPage['published'][number], sections: AnswerPage['sections']): Partial<Answer> {
  const section = sections.find(({ number }) => number === response.section?.number);
  const change = response.versions ? `:${response.versions.from}:${response.versions.to}` : '';
  return {
    outcome: response.outcome,
    summary: response.summary,
    motivation: response.motivation,
    nextStep: response.nextStep,
    sectionId: section ? `${section.id}${change}` : '',
    decisionTitle: response.decision?.title ?? '',
    decisionUrl: response.decision?.url ?? '',
    authorityName: response.authority?.name ?? '',
    authorityUrl: response.authority?.url ?? '',
  };
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
