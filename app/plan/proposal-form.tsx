import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Promised } from '../../server/responses/queries.ts';
import { ErrorSummary, SubmitButton, TextArea } from '../components/form.tsx';
import { PromiseNote } from '../components/promise-note.tsx';
import type { LastResult } from '../ideas/last-result.ts';
import { proposalSchema } from './schemas.ts';

type Props = { quote: string; path: string; several: boolean; promise: Promised | null; lastResult: LastResult };

/** The words as they are, the words as somebody wants them, and why. */
export function ProposalForm({ quote, path, several, promise, lastResult }: Props) {
  const { t } = useTranslation('plan');
  const [form, fields] = useForm<z.input<typeof proposalSchema>>({
    id: 'voorstel',
    lastResult,
    constraint: getZodConstraint(proposalSchema),
    defaultValue: { quote, proposed: quote },
  });
  return (
    <form method="post" action={path} className="form" {...getFormProps(form)}>
      <ErrorSummary form={form} />
      <p className="lead">{t('propose_lead')}</p>
      <fieldset className="was" id={fields.quote.id}>
        <legend>{t('now')}</legend>
        <blockquote className="prose diff">{quote}</blockquote>
        {several && (
          <p>
            <Link to={path}>{t('choose.other')}</Link>
          </p>
        )}
      </fieldset>
      <input type="hidden" name="quote" value={quote} />
      <TextArea field={fields.proposed} label={t('proposed')} hint={t('proposed_hint')} rows={6} serif />
      <TextArea field={fields.reason} label={t('reason')} hint={t('reason_hint')} rows={4} />
      <PromiseNote promise={promise} />
      <p className="small muted">{t('public')}</p>
      <div className="btns">
        <SubmitButton>{t('propose_submit')}</SubmitButton>
      </div>
    </form>
  );
}
