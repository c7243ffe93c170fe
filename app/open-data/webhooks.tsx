import { getFormProps, useForm } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import type { ListedDelivery, ListedWebhook } from '../../server/open-data/webhooks/queries.ts';
import { ErrorSummary, SelectField, SubmitButton, TextField } from '../components/form.tsx';
import type { Refused } from '../components/refused-form.ts';
import { StatusBadge } from '../components/status-badge.tsx';
import { formatMoment } from '../format.ts';
import { useRootData } from '../root-data.ts';
import { Checkboxes } from './checkboxes.tsx';
import { trajectoryOptions } from './partners.tsx';
import { CHOSEN_KINDS, EVERY_TRAJECTORY, type WebhookForm } from './schemas.ts';

export function WebhookList({ webhooks }: { webhooks: readonly ListedWebhook[] }) {
  const { t } = useTranslation('openData');
  if (webhooks.length === 0) return <p className="empty">{t('webhooks.none')}</p>;
  return (
    <ul className="rows connections">
      {webhooks.map((webhook) => (
        <li key={webhook.id}>
          <div>
            <h3>{webhook.name}</h3>
            <p className="facts">
              {webhook.disabledBecause ? (
                <StatusBadge tone={webhook.disabledBecause === 'person' ? 'neutraal' : 'laat'} icon="circle-pause">
                  {t(`webhooks.off_${webhook.disabledBecause}`)}
                </StatusBadge>
              ) : (
                <StatusBadge tone="ok">{t('webhooks.on')}</StatusBadge>
              )}
              <code>{webhook.url}</code>
            </p>
            <p className="small muted">
              {webhook.kinds.length === 0
                ? t('webhooks.all_kinds')
                : webhook.kinds.map((kind) => (isChosenKind(kind) ? t(kindKey(kind)) : kind)).join(', ')}{' '}
              · {webhook.trajectory ?? t('every_trajectory')}
            </p>
            <Deliveries deliveries={webhook.deliveries} />
          </div>
          <div className="btns">
            <Act webhook={webhook} act="test" />
            <Act webhook={webhook} act={webhook.disabledAt ? 'enable' : 'disable'} />
            <Act webhook={webhook} act="remove" />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Act({ webhook, act }: { webhook: ListedWebhook; act: 'test' | 'disable' | 'enable' | 'remove' }) {
  const { t } = useTranslation('openData');
  return (
    <form method="post">
      <input type="hidden" name="intent" value="change" />
      <input type="hidden" name="webhookId" value={webhook.id} />
      <SubmitButton className={act === 'remove' ? 'btn ghost s' : 'btn sec-b s'} name="act" value={act}>
        {t(`webhooks.${act}`)} <span className="sr">{webhook.name}</span>
      </SubmitButton>
    </form>
  );
}

function Deliveries({ deliveries }: { deliveries: readonly ListedDelivery[] }) {
  const { t } = useTranslation('openData');
  const { locale, today } = useRootData();
  if (deliveries.length === 0) return <p className="small">{t('webhooks.nothing_sent')}</p>;
  return (
    <details>
      <summary>{t('webhooks.sent')}</summary>
      <table className="tbl fold">
        <thead>
          <tr>
            <th scope="col">{t('webhooks.at')}</th>
            <th scope="col">{t('webhooks.kind')}</th>
            <th scope="col">{t('webhooks.state')}</th>
            <th scope="col">{t('webhooks.attempts')}</th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <tr key={delivery.id}>
              <td data-l={t('webhooks.at')}>{formatMoment(delivery.createdAt, locale, today)}</td>
              <td data-l={t('webhooks.kind')}>
                <code>{delivery.kind}</code>
              </td>
              <td data-l={t('webhooks.state')}>
                {t(`webhooks.${stateOf(delivery)}`)}
                {delivery.lastStatus !== null && ` (${delivery.lastStatus})`}
                {delivery.lastError === 'private_address' && ` ${t('webhooks.private_address')}`}
              </td>
              <td data-l={t('webhooks.attempts')}>{delivery.attempts}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function stateOf({ deliveredAt, nextAttemptAt, attempts }: ListedDelivery): 'arrived' | 'waits' | 'again' | 'given_up' {
  if (deliveredAt) return 'arrived';
  if (!nextAttemptAt) return 'given_up';
  return attempts === 0 ? 'waits' : 'again';
}

export function NewWebhook({ refused, trajectories }: { refused: Refused; trajectories: readonly { slug: string; title: string }[] }) {
  const { t } = useTranslation('openData');
  const [form, fields] = useForm<WebhookForm>({
    id: 'webhook',
    constraint: { name: { required: true }, url: { required: true }, trajectory: { required: true } },
    lastResult: refused,
    defaultValue: { trajectory: EVERY_TRAJECTORY },
  });
  return (
    <details className="new-connection" open={refused !== undefined}>
      <summary className="btn sec-b">{t('webhooks.new')}</summary>
      <form method="post" className="form" {...getFormProps(form)}>
        <ErrorSummary form={form} />
        <input type="hidden" name="intent" value="webhook" />
        <TextField field={fields.name} label={t('webhooks.name')} />
        <TextField field={fields.url} label={t('webhooks.url')} hint={t('webhooks.url_hint')} />
        <Checkboxes
          field={fields.kinds}
          legend={t('webhooks.kinds')}
          hint={t('webhooks.kinds_hint')}
          options={CHOSEN_KINDS.map((kind) => ({ value: kind, label: t(kindKey(kind)) }))}
        />
        <SelectField field={fields.trajectory} label={t('trajectory')} options={trajectoryOptions(trajectories, t('every_trajectory'))} />
        <SubmitButton>{t('webhooks.add')}</SubmitButton>
      </form>
    </details>
  );
}

function isChosenKind(kind: string): kind is (typeof CHOSEN_KINDS)[number] {
  return (CHOSEN_KINDS as readonly string[]).includes(kind);
}

/** The name of a kind in the catalogue, where a dot would be a level. */
function kindKey(kind: (typeof CHOSEN_KINDS)[number]): `kinds.${'idea_proposed'}` {
  return `kinds.${kind.replace('.', '_') as 'idea_proposed'}`;
}
