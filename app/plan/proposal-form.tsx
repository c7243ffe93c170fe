import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { Link } from '@remix-run/react';
import type { JSONContent } from '@tiptap/core';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { parseContent } from '../../server/plan-texts/content-json.ts';
import type { Promised } from '../../server/responses/queries.ts';
import { ErrorSummary, SubmitButton, TextArea } from '../components/form.tsx';
import { PromiseNote } from '../components/promise-note.tsx';
import type { LastResult } from '../ideas/last-result.ts';
import { ProposalField } from './proposal-field.tsx';
import { proposalSchema } from './proposal-schemas.ts';

/** What a proposal starts from: one paragraph, or the whole section. */
export type Start = { scope: 'paragraph' | 'section'; text: string; content: JSONContent | null; seq: number };

type Props = { start: Start; path: string; several: boolean; promise: Promised | null; lastResult: LastResult };

/** The words as they are, the words as somebody wants them, and why. */
export function ProposalForm({ start: { scope, text, content, seq }, path, several, promise, lastResult }: Props) {
  const { t } = useTranslation(['plan', 'proposals']);
  const [form, fields] = useForm<z.input<typeof proposalSchema>>({
    id: 'voorstel',
    lastResult,
    constraint: getZodConstraint(proposalSchema),
    defaultValue: { proposed: text },
  });
  const typed = lastResult?.initialValue?.content;
  const whole = scope === 'section';
  return (
    <form method="post" action={path} className="form" {...getFormProps(form)}>
      <ErrorSummary form={form} />
      <p className="lead">{t(whole ? 'proposals:whole_lead' : 'plan:propose_lead')}</p>
      {!whole && (
        <fieldset className="was" id={fields.quote.id}>
          <legend>{t('plan:now')}</legend>
          <blockquote className="prose diff">{text}</blockquote>
        </fieldset>
      )}
      {several && (
        <p>
          <Link to={path}>{t('plan:choose.other')}</Link>
        </p>
      )}
      <input type="hidden" name="scope" value={scope} />
      {whole ? <input type="hidden" name="baseSeq" value={seq} /> : <input type="hidden" name="quote" value={text} />}
      <ProposalField
        field={fields.proposed}
        label={t('plan:proposed')}
        hint={t(whole ? 'proposals:whole_hint' : 'plan:proposed_hint')}
        rows={whole ? 20 : 6}
        content={parseContent(typeof typed === 'string' ? typed : undefined) ?? content}
      />
      <TextArea field={fields.reason} label={t('plan:reason')} hint={t('plan:reason_hint')} rows={4} />
      <PromiseNote promise={promise} />
      <p className="small muted">{t('plan:public')}</p>
      <div className="btns">
        <SubmitButton>{t('plan:propose_submit')}</SubmitButton>
      </div>
    </form>
  );
}
