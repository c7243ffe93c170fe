import { getFormProps, useForm } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { ChangeProposal } from '../../server/plan-texts/change-proposal-queries.ts';
import { ErrorSummary, SubmitButton, TextArea } from '../components/form.tsx';
import { type LastResult, resultOf } from '../ideas/last-result.ts';
import type { decideSchema } from './schemas.ts';

/** For officials: take a proposal over or not. The reason goes to who proposed it and stands beside the proposal. */
export function DecideForm({ proposal, action, lastResult }: { proposal: ChangeProposal; action: string; lastResult: LastResult }) {
  const { t } = useTranslation('plan');
  const sent = resultOf(lastResult, 'decide');
  const mine = sent?.initialValue?.changeProposalId === proposal.id ? sent : null;
  const [form, fields] = useForm<z.input<typeof decideSchema>>({ id: `besluit-${proposal.id}`, lastResult: mine });
  return (
    <details className="staff" open={mine !== null}>
      <summary>{t('decide.title')}</summary>
      <form method="post" action={`${action}#voorstel-${proposal.id}`} {...getFormProps(form)}>
        <ErrorSummary form={form} />
        <input type="hidden" name="intent" value="decide" />
        <input type="hidden" name="changeProposalId" value={proposal.id} />
        <TextArea field={fields.reason} label={t('decide.reason')} hint={t('decide.hint')} rows={3} />
        <div className="btns">
          <SubmitButton className="btn s" name="decision" value="accept">
            {t('decide.accept')}
          </SubmitButton>
          <SubmitButton className="btn sec-b s" name="decision" value="decline">
            {t('decide.decline')}
          </SubmitButton>
        </div>
      </form>
    </details>
  );
}
