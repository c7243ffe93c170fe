import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Promised } from '../../server/responses/queries.ts';
import { CheckboxField, ErrorSummary, SubmitButton, TextArea } from '../components/form.tsx';
import { StanceField } from '../following/stance-field.tsx';
import { formatDay } from '../format.ts';
import { CommentReadersField } from '../visibility/readers.tsx';
import { type LastResult, resultOf } from './last-result.ts';
import { commentSchema } from './schemas.ts';

type Props = {
  action: string;
  /** The comment this replies to. */
  parentId?: string;
  lastResult: LastResult;
  /** What a question is promised; null when nothing is, or for a reply. */
  promise: Promised | null;
  /** Whether the writer may say to be for or against. */
  asksStance?: boolean;
};

/** Writes a comment or a reply; a resident can make it a question to the municipality, which gets a clock of its own. */
export function CommentForm({ action, parentId, lastResult, promise, asksStance = false }: Props) {
  const { t, i18n } = useTranslation('ideas');
  // Several of these stand on one page: only the one that was sent has its text and its faults back.
  const sent = resultOf(lastResult, 'comment');
  const [form, fields] = useForm<z.input<typeof commentSchema>>({
    id: parentId ? `antwoord-op-${parentId}` : 'reactie',
    lastResult: sent?.initialValue?.parentId === parentId ? sent : null,
    constraint: getZodConstraint(commentSchema),
  });
  return (
    <form method="post" action={action} className="comment-form" {...getFormProps(form)}>
      <ErrorSummary form={form} />
      <input type="hidden" name="intent" value="comment" />
      {parentId && <input type="hidden" name="parentId" value={parentId} />}
      <TextArea field={fields.body} label={parentId ? t('comment.your_reply') : t('comment.yours')} hint={t('comment.hint')} rows={3} />
      {asksStance && <StanceField field={fields.stance} />}
      {promise && (
        <CheckboxField
          field={fields.isQuestion}
          label={t('comment.is_question')}
          hint={promise.dueOn && t('comment.question_hint', { day: formatDay(promise.dueOn, i18n.language) })}
        />
      )}
      <CommentReadersField field={fields.readers} />
      <div className="btns">
        <SubmitButton className={parentId ? 'btn s' : 'btn'}>{parentId ? t('comment.reply_submit') : t('comment.submit')}</SubmitButton>
      </div>
    </form>
  );
}
