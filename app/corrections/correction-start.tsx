import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { AnswerPage } from '../../server/responses/answer-page.ts';
import { AnswerForm } from '../components/answer-form.tsx';
import { SubmitButton } from '../components/form.tsx';
import { refusedOf } from '../components/refused-form.ts';

export const CORRECT_INTENTS = ['correct', 'correct-submit'] as const;

/** On an answer that stands on the site: the form to write its next version, closed until somebody asks for it. */
export function CorrectionStart({ page, refused }: { page: AnswerPage; refused: unknown }) {
  const { t } = useTranslation('corrections');
  const open = refusedOf(refused, ...CORRECT_INTENTS) !== undefined;
  if (!page.may.correct) return null;
  return (
    <details className="change" open={open}>
      <summary>{t('start.open')}</summary>
      <p className="small muted">{t('start.lead')}</p>
      <AnswerForm page={page} refused={refused} own template={null} />
    </details>
  );
}

/** What a colleague must know who reads it, and the way to leave it as it was. */
export function CorrectionDraft({ page }: { page: AnswerPage }) {
  const { t } = useTranslation('corrections');
  const { draft, may } = page;
  const together = page.desk?.together.length ?? 0;
  if (!draft?.correction) return null;
  return (
    <div className="note correction-draft">
      <b>{t('draft.title')}</b>
      <p>{t('draft.reason', { reason: draft.correction.reason })}</p>
      {may.draft && (
        <Form method="post">
          <input type="hidden" name="revision" value={draft.revision} />
          <SubmitButton className="link-btn" name="intent" value="drop">
            {together > 0 ? t('draft.drop_together', { count: together }) : t('draft.drop')}
          </SubmitButton>
        </Form>
      )}
    </div>
  );
}
