import { useForm } from '@conform-to/react';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Observation } from '../../server/agreements/queries.ts';
import { ErrorSummary, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import { type Refused, refusedOf } from '../components/refused-form.ts';
import { formatDay } from '../format.ts';
import { useRootData } from '../root-data.ts';

/** "Wat viel op": what no figure holds, for everybody to read; staff add to it. */
export function ObservationList({
  observations,
  mayAdd,
  refused,
}: {
  observations: readonly Observation[];
  mayAdd: boolean;
  refused: unknown;
}) {
  const { t, i18n } = useTranslation('agreements');
  return (
    <>
      <p className="muted">{t('observations.lead')}</p>
      {observations.length === 0 && <p className="empty">{t('observations.none')}</p>}
      <ol className="news">
        {observations.map(({ id, observedOn, body, by, withdrawn, mayWithdraw }) => (
          <li key={id}>
            <h3 className="small">
              {formatDay(observedOn, i18n.language)} {by && <span className="muted">{by}</span>}
            </h3>
            {withdrawn ? <p className="muted">{t('observations.withdrawn')}</p> : <p className="quote">{body}</p>}
            {mayWithdraw && (
              <Form method="post">
                <input type="hidden" name="observationId" value={id} />
                <button
                  type="submit"
                  className="link-btn"
                  name="intent"
                  value="withdraw"
                  aria-label={t('observations.withdraw_this', { day: formatDay(observedOn, i18n.language) })}
                >
                  {t('observations.withdraw')}
                </button>
              </Form>
            )}
          </li>
        ))}
      </ol>
      {mayAdd && <AddObservation refused={refused} />}
    </>
  );
}

function AddObservation({ refused }: { refused: unknown }) {
  const { t } = useTranslation('agreements');
  const { today } = useRootData();
  const lastResult = refusedOf(refused, 'observe') as Refused;
  const [form, fields] = useForm<Record<'body' | 'observedOn', string>>({
    id: 'opviel',
    lastResult,
    defaultValue: { observedOn: today },
    constraint: { body: { required: true }, observedOn: { required: true } },
  });
  return (
    <details className="desk-part no-print" open={lastResult !== undefined}>
      <summary>{t('observations.add')}</summary>
      <Form method="post" id={form.id} className="form" noValidate>
        <ErrorSummary form={form} />
        <TextArea field={fields.body} label={t('observations.body')} hint={t('observations.body_hint')} rows={4} />
        <TextField field={fields.observedOn} label={t('observations.day')} type="date" />
        <SubmitButton className="btn sec-b s" name="intent" value="observe">
          {t('observations.submit')}
        </SubmitButton>
      </Form>
    </details>
  );
}
