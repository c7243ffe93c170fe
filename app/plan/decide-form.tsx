import { getFormProps, useForm } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { ChangeProposal } from '../../server/plan-texts/change-proposal-queries.ts';
import { ErrorSummary, RadioGroup, SubmitButton, TextArea } from '../components/form.tsx';
import { type LastResult, resultOf } from '../ideas/last-result.ts';
import type { decideSchema } from './proposal-schemas.ts';

/** For officials: take a proposal over, take over a part of it in their own words, or not. The reason goes to who proposed it and stands beside the proposal. */
export function DecideForm({ proposal, action, lastResult }: { proposal: ChangeProposal; action: string; lastResult: LastResult }) {
  const { t } = useTranslation(['plan', 'proposals']);
  const [form, fields] = useForm<z.input<typeof decideSchema>>({
    id: 'besluit-formulier',
    lastResult: resultOf(lastResult, 'decide'),
    constraint: { decision: { required: true }, reason: { required: proposal.conflict } },
    defaultValue: { adopted: proposal.proposed },
  });
  return (
    <section className="decide no-print" id="besluit" aria-labelledby="besluit-kop">
      <h2 id="besluit-kop">{t('plan:decide.title')}</h2>
      {proposal.conflict && <p className="note">{t('proposals:decide.conflict')}</p>}
      <form method="post" action={`${action}#besluit`} className="form" {...getFormProps(form)}>
        <ErrorSummary form={form} />
        <input type="hidden" name="intent" value="decide" />
        <RadioGroup
          field={fields.decision}
          legend={t('proposals:decide.what')}
          options={[
            ...(proposal.conflict
              ? []
              : [
                  { value: 'accept', label: t('plan:decide.accept') },
                  { value: 'partly', label: t('proposals:decide.partly'), hint: t('proposals:decide.partly_hint') },
                ]),
            { value: 'decline', label: t('plan:decide.decline') },
          ]}
        />
        {!proposal.conflict && (
          <TextArea
            field={fields.adopted}
            label={t('proposals:decide.adopted')}
            hint={t('proposals:decide.adopted_hint')}
            rows={proposal.scope === 'section' ? 14 : 5}
            serif
          />
        )}
        <TextArea
          field={fields.reason}
          label={t('plan:decide.reason')}
          hint={t(proposal.conflict ? 'proposals:decide.reason_read' : 'proposals:decide.reason_hint')}
          rows={4}
        />
        <div className="btns">
          <SubmitButton>{t('proposals:decide.submit')}</SubmitButton>
        </div>
      </form>
    </section>
  );
}
