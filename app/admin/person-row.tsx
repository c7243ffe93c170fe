import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { useTranslation } from 'react-i18next';
import type { ListedPerson } from '../../server/people/queries.ts';
import { ROLES } from '../../server/people/rules.ts';
import { Avatar } from '../components/avatar.tsx';
import { ErrorSummary, SelectField, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { formatDay, formatDayShort, toDay } from '../format.ts';
import { useRootData } from '../root-data.ts';
import { type BlockForm, blockSchema, type GrantForm, grantSchema, WHOLE_SITE } from './schemas.ts';
import { TakeFactor } from './second-factor-setting.tsx';

type Props = {
  person: ListedPerson;
  self: boolean;
  trajectories: { slug: string; title: string }[];
  teams: { id: string; name: string }[];
  lastResult: SubmissionResult<string[]> | undefined;
  now: Date;
};

/** One person with their roles, and what an administrator can do about them. Nobody gives themselves rights, so for one's own row that form is left out. */
export function PersonRow({ person, self, trajectories, teams, lastResult, now }: Props) {
  const { t } = useTranslation(['accounts', 'identity']);
  const { locale } = useRootData();
  const mine = lastResult?.initialValue?.personId === person.id ? lastResult : undefined;
  const blocked = person.blockedUntil !== null && person.blockedUntil > now;
  return (
    <li className="person-row">
      <div className="person">
        <Avatar name={person.name} staff={person.roles.length > 0} />
        <div>
          <h3>{person.name}</h3>
          <p className="small muted">
            {person.email} {person.verificationLevel === 'none' && t('admin.not_confirmed')}
          </p>
        </div>
      </div>
      <div className="stack">
        {blocked && person.blockedUntil && (
          <StatusBadge tone="laat" icon="lock" boxed>
            {t('admin.blocked_until', { day: formatDayShort(toDay(new Date(person.blockedUntil.getTime() - 1)), locale) })}
          </StatusBadge>
        )}
        <ul className="grants">
          {person.roles.map((grant) => (
            <li key={grant.role + grant.trajectory}>
              <form method="post">
                <input type="hidden" name="intent" value="revoke" />
                <input type="hidden" name="personId" value={person.id} />
                <input type="hidden" name="role" value={grant.role} />
                <input type="hidden" name="trajectory" value={grant.trajectory ?? WHOLE_SITE} />
                <b>{t(`role.${grant.role}`)}</b>{' '}
                <span className="small muted">
                  {[
                    grant.trajectoryTitle ?? t('admin.whole_site'),
                    grant.team,
                    grant.endsOn && t('identity:admin.until', { day: formatDay(grant.endsOn, locale) }),
                    grant.fromProvider && t('identity:admin.from_provider'),
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </span>{' '}
                <button type="submit" className="btn ghost s">
                  {t('admin.revoke')} <span className="sr">{t(`role.${grant.role}`)}</span>
                </button>
              </form>
            </li>
          ))}
        </ul>
        {mine && <Refusal lastResult={mine} />}
      </div>
      {self ? (
        <p className="small muted">{t('admin.yourself')}</p>
      ) : (
        <details className="person-change" open={mine !== undefined}>
          <summary className="btn sec-b s">
            {t('admin.change')} <span className="sr">{person.name}</span>
          </summary>
          <GrantRole person={person} trajectories={trajectories} teams={teams} lastResult={mine} />
          {blocked ? (
            <form method="post">
              <input type="hidden" name="intent" value="unblock" />
              <input type="hidden" name="personId" value={person.id} />
              <p className="note">{person.blockedReason}</p>
              <SubmitButton className="btn sec-b s">{t('admin.unblock')}</SubmitButton>
            </form>
          ) : (
            <Block person={person} lastResult={mine} />
          )}
          {person.roles.length > 0 && person.hasFactor && <TakeFactor personId={person.id} />}
        </details>
      )}
    </li>
  );
}

/** A refusal of a form that is a button only (taking a role, unblocking) has no form to stand in. */
function Refusal({ lastResult }: { lastResult: SubmissionResult<string[]> }) {
  const { t } = useTranslation(['accounts', 'errors']);
  const intent = lastResult.initialValue?.intent;
  const [error] = lastResult.error?.[''] ?? [];
  if (!error || intent === 'grant' || intent === 'block') return null;
  return (
    <p className="err" role="alert">
      {t(error as 'errors:not_allowed.text')}
    </p>
  );
}

function GrantRole({ person, trajectories, teams, lastResult }: Pick<Props, 'person' | 'trajectories' | 'teams' | 'lastResult'>) {
  const { t } = useTranslation(['accounts', 'identity', 'site']);
  const mine = lastResult?.initialValue?.intent === 'grant' ? lastResult : undefined;
  const [form, fields] = useForm<GrantForm>({ id: `rol-${person.id}`, lastResult: mine, constraint: getZodConstraint(grantSchema) });
  return (
    <form method="post" className="form" {...getFormProps(form)}>
      <h4>{t('admin.grant')}</h4>
      <ErrorSummary form={form} />
      {person.verificationLevel === 'none' && <p className="note">{t('admin.grant_unconfirmed')}</p>}
      <input type="hidden" name="intent" value="grant" />
      <input type="hidden" name="personId" value={person.id} />
      <SelectField field={fields.role} label={t('admin.role')} options={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))} />
      <SelectField
        field={fields.trajectory}
        label={t('admin.for')}
        options={[
          { value: WHOLE_SITE, label: t('admin.whole_site') },
          ...trajectories.map(({ slug, title }) => ({ value: slug, label: title })),
        ]}
      />
      {teams.length > 0 && (
        <SelectField
          field={fields.teamId}
          label={t('site:in_team')}
          hint={t('site:in_team_hint')}
          options={[{ value: '', label: t('site:no_team') }, ...teams.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      )}
      <TextField field={fields.endsOn} label={t('identity:admin.ends_on')} hint={t('identity:admin.ends_on_hint')} type="date" />
      <SubmitButton className="btn s">{t('admin.grant_submit')}</SubmitButton>
    </form>
  );
}

function Block({ person, lastResult }: Pick<Props, 'person' | 'lastResult'>) {
  const { t } = useTranslation('accounts');
  const mine = lastResult?.initialValue?.intent === 'block' ? lastResult : undefined;
  const [form, fields] = useForm<BlockForm>({ id: `blok-${person.id}`, lastResult: mine, constraint: getZodConstraint(blockSchema) });
  return (
    <form method="post" className="form" {...getFormProps(form)}>
      <h4>{t('admin.block')}</h4>
      <ErrorSummary form={form} />
      <input type="hidden" name="intent" value="block" />
      <input type="hidden" name="personId" value={person.id} />
      <TextField field={fields.until} label={t('admin.until')} hint={t('admin.until_hint')} type="date" />
      <TextArea field={fields.reason} label={t('admin.reason')} hint={t('admin.reason_hint')} rows={3} />
      <SubmitButton className="btn dang s">{t('admin.block_submit')}</SubmitButton>
    </form>
  );
}
