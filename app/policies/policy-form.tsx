import { getFormProps, useForm } from '@conform-to/react';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { CLOCK_KINDS } from '../../server/responses/clock-kinds.ts';
import type { ListedPolicy } from '../../server/responses/policies.ts';
import { START_EVENTS } from '../../server/responses/rules.ts';
import { CheckboxField, ErrorSummary, RadioGroup, SelectField, SubmitButton, TextField } from '../components/form.tsx';
import type { LastResult } from '../ideas/last-result.ts';
import type { PolicyWords } from './schemas.ts';

type Props = {
  path: string;
  /** The promise to change; null for a new one. */
  item: ListedPolicy | null;
  teams: readonly { id: string; name: string }[];
  /** Whether it stands on the whole site, or on one trajectory. */
  site: boolean;
  lastResult: LastResult;
};

const REQUIRED = Object.fromEntries(
  ['kind', 'teamId', 'count', 'unit', 'startEvent', 'basisText', 'dueSoonDays', 'targetPercent'].map((name) => [name, { required: true }]),
);

/** One promise. What runs keeps the promise it started with; the form says so. */
export function PolicyForm({ path, item, teams, site, lastResult }: Props) {
  const { t } = useTranslation(['policies', 'answers']);
  const [form, fields] = useForm<PolicyWords>({
    id: 'afspraak-velden',
    lastResult,
    defaultValue: startValues(item),
    constraint: REQUIRED,
  });
  const kind = item ? t(`answers:kind.${item.kind}`) : '';
  return (
    <section className="sec-tight" id="afspraak" aria-labelledby="afspraak-titel">
      <h2 id="afspraak-titel">
        {item ? t('form.title', { kind, team: item.team ? t('for_team', { team: item.team.name }) : '' }) : t('form.title_new')}
      </h2>
      <p className="muted">{t('form.snapshot')}</p>
      <form method="post" action={path} className="form policy-form" {...getFormProps(form)}>
        <ErrorSummary form={form} />
        <input type="hidden" name="intent" value="set" />
        {item ? (
          <>
            <input type="hidden" name="kind" value={item.kind} />
            <input type="hidden" name="teamId" value={item.team?.id ?? ''} />
          </>
        ) : (
          <div className="pair">
            <SelectField
              field={fields.kind}
              label={t('form.kind')}
              options={CLOCK_KINDS.map((value) => ({ value, label: t(`answers:kind.${value}`) }))}
            />
            <SelectField
              field={fields.teamId}
              label={t('form.team')}
              options={[{ value: '', label: t('form.every_team') }, ...teams.map(({ id, name }) => ({ value: id, label: name }))]}
            />
          </div>
        )}
        <div className="pair">
          <TextField field={fields.count} label={t('form.count')} inputMode="numeric" />
          <SelectField
            field={fields.unit}
            label={t('form.unit')}
            options={(['workingDays', 'weeks', 'days'] as const).map((value) => ({ value, label: t(`form.unit_${value}`) }))}
          />
        </div>
        <SelectField
          field={fields.startEvent}
          label={t('form.start')}
          options={START_EVENTS.map((value) => ({ value, label: t(`start.${value}`) }))}
        />
        <RadioGroup
          field={fields.firstDay}
          legend={t('form.first_day')}
          options={(['next', 'same'] as const).map((value) => ({ value, label: t(`first_day.${value}`) }))}
        />
        <CheckboxField field={fields.termsAct} label={t('form.terms_act')} hint={t('form.terms_act_hint')} />
        <RadioGroup
          field={fields.basis}
          legend={t('form.basis')}
          options={(['promise', 'statutory'] as const).map((value) => ({ value, label: t(`basis.${value}`) }))}
        />
        <TextField field={fields.basisText} label={t('form.basis_text')} hint={t('form.basis_text_hint')} />
        <fieldset className="field">
          <legend>{t('form.remind')}</legend>
          <div className="hint">{t('form.remind_hint')}</div>
          <CheckboxField field={fields.remind50} label={t('form.remind_50')} />
          <CheckboxField field={fields.remind75} label={t('form.remind_75')} />
          <CheckboxField field={fields.remind100} label={t('form.remind_100')} />
        </fieldset>
        <div className="pair">
          <TextField field={fields.dueSoonDays} label={t('form.due_soon')} hint={t('form.due_soon_hint')} inputMode="numeric" />
          <TextField field={fields.targetPercent} label={t('form.target')} hint={t('form.target_hint')} inputMode="numeric" />
        </div>
        <div className="btns">
          <SubmitButton>{t('form.submit')}</SubmitButton>
          <Link className="btn ghost" to={path}>
            {t('form.cancel')}
          </Link>
        </div>
      </form>
      {item && !item.inherited && (
        <form method="post" action={path} className="remove">
          <input type="hidden" name="intent" value="remove" />
          <input type="hidden" name="kind" value={item.kind} />
          <input type="hidden" name="teamId" value={item.team?.id ?? ''} />
          <p className="small muted">{item.team ? t('form.remove_team') : site ? t('form.remove_site') : t('form.remove_trajectory')}</p>
          <SubmitButton className="btn sec-b s">{t('form.remove')}</SubmitButton>
        </form>
      )}
    </section>
  );
}

function startValues(item: ListedPolicy | null) {
  const policy = item?.policy;
  const term = policy?.term ?? { workingDays: 10 };
  const on = (is: boolean) => (is ? 'on' : undefined);
  const remindAt = policy?.remindAt ?? [50, 75, 100];
  return {
    kind: item?.kind ?? 'idea',
    teamId: item?.team?.id ?? '',
    count: String(term.workingDays ?? term.weeks ?? term.days ?? ''),
    unit: term.workingDays !== undefined ? 'workingDays' : term.weeks !== undefined ? 'weeks' : 'days',
    firstDay: policy?.firstDay ?? 'next',
    termsAct: on(policy?.termsAct ?? true),
    basis: policy?.basis ?? 'promise',
    basisText: policy?.basisText ?? '',
    startEvent: policy?.startEvent ?? 'submitted',
    remind50: on(remindAt.includes(50)),
    remind75: on(remindAt.includes(75)),
    remind100: on(remindAt.includes(100)),
    dueSoonDays: String(policy?.dueSoonDays ?? 5),
    targetPercent: String(policy?.targetPercent ?? 90),
  } as never;
}
