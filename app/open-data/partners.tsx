import { getFormProps, useForm } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import type { ListedPartner } from '../../server/open-data/partners/queries.ts';
import { SCOPES } from '../../server/open-data/partners/rules.ts';
import { ErrorSummary, SelectField, SubmitButton, TextField } from '../components/form.tsx';
import type { Refused } from '../components/refused-form.ts';
import { StatusBadge } from '../components/status-badge.tsx';
import { formatDay } from '../format.ts';
import { Checkboxes } from './checkboxes.tsx';
import { EVERY_TRAJECTORY, type PartnerForm } from './schemas.ts';

export function PartnerList({ partners }: { partners: readonly ListedPartner[] }) {
  const { t, i18n } = useTranslation('openData');
  const day = (of: string) => formatDay(of, i18n.language);
  if (partners.length === 0) return <p className="empty">{t('partners.none')}</p>;
  return (
    <ul className="rows connections">
      {partners.map((partner) => (
        <li key={partner.id}>
          <div>
            <h3>{partner.name}</h3>
            <p className="facts">
              <StatusBadge
                tone={partner.state === 'works' ? 'ok' : 'neutraal'}
                {...(partner.state === 'works' ? {} : { icon: 'x' as const })}
              >
                {t(`partners.${partner.state}`)}
              </StatusBadge>
              <span>{t('partners.key_end', { end: partner.tokenEnd })}</span>
              <span>{t('partners.until', { day: day(partner.expiresOn) })}</span>
            </p>
            <p className="small muted">
              {partner.scopes.map((scope) => t(`scope.${scope === 'ideas:write' ? 'ideas' : 'views'}`)).join(' · ')} ·{' '}
              {partner.trajectory ?? t('every_trajectory')} · {t('partners.entries', { count: partner.entries })} ·{' '}
              {partner.lastUsedOn ? t('partners.last_used', { day: day(partner.lastUsedOn) }) : t('partners.never_used')}
            </p>
          </div>
          {partner.state === 'works' && (
            <form method="post">
              <input type="hidden" name="intent" value="revoke" />
              <input type="hidden" name="partnerId" value={partner.id} />
              <SubmitButton className="btn sec-b s">
                {t('partners.revoke')} <span className="sr">{partner.name}</span>
              </SubmitButton>
            </form>
          )}
        </li>
      ))}
    </ul>
  );
}

type Trajectories = readonly { slug: string; title: string }[];

export function NewPartner({ refused, trajectories, until }: { refused: Refused; trajectories: Trajectories; until: string }) {
  const { t } = useTranslation('openData');
  const [form, fields] = useForm<PartnerForm>({
    id: 'partner',
    constraint: { name: { required: true }, trajectory: { required: true }, expiresOn: { required: true } },
    lastResult: refused,
    defaultValue: { expiresOn: until, trajectory: EVERY_TRAJECTORY },
  });
  return (
    <details className="new-connection" open={refused !== undefined}>
      <summary className="btn sec-b">{t('partners.new')}</summary>
      <form method="post" className="form" {...getFormProps(form)}>
        <ErrorSummary form={form} />
        <input type="hidden" name="intent" value="partner" />
        <TextField field={fields.name} label={t('partners.name')} hint={t('partners.name_hint')} />
        <TextField field={fields.url} label={t('partners.url')} hint={t('partners.url_hint')} />
        <Checkboxes
          field={fields.scopes}
          legend={t('partners.scopes')}
          options={SCOPES.map((scope) => ({ value: scope, label: t(`scope.${scope === 'ideas:write' ? 'ideas' : 'views'}`) }))}
        />
        <SelectField field={fields.trajectory} label={t('trajectory')} options={trajectoryOptions(trajectories, t('every_trajectory'))} />
        <TextField field={fields.expiresOn} label={t('partners.expires')} hint={t('partners.expires_hint')} type="date" />
        <SubmitButton>{t('partners.make')}</SubmitButton>
      </form>
    </details>
  );
}

export function trajectoryOptions(trajectories: Trajectories, all: string): { value: string; label: string }[] {
  return [{ value: EVERY_TRAJECTORY, label: all }, ...trajectories.map(({ slug, title }) => ({ value: slug, label: title }))];
}
