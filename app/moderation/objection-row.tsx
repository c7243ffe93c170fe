import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { OpenObjection } from '../../server/integrity/objection-queries.ts';
import { ErrorSummary, RadioGroup, SubmitButton, TextArea } from '../components/form.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { formatDayShort } from '../format.ts';
import { useRootData } from '../root-data.ts';
import { placeOfExclusion } from './place-of-exclusion.ts';
import { type DecideObjectionForm, decideObjectionSchema } from './schemas.ts';

/** An objection to support being taken out: why it was, what is said against that. Who took it out sees that somebody else decides. */
export function ObjectionRow({ objection, lastResult }: { objection: OpenObjection; lastResult: SubmissionResult<string[]> | undefined }) {
  const { t } = useTranslation(['integrity', 'moderation']);
  const { locale, today } = useRootData();
  const mine = lastResult?.initialValue?.objectionId === objection.id ? lastResult : undefined;
  const [form, fields] = useForm<DecideObjectionForm>({
    id: `bezwaar-${objection.id}`,
    lastResult: mine,
    constraint: getZodConstraint(decideObjectionSchema),
  });
  const late = objection.dueOn < today;
  return (
    <li className="mod">
      <div className="stack">
        <p>
          <Link to={placeOfExclusion(objection.of)}>
            <b>{t(`subject.${objection.of.kind}`, { ...objection.of })}</b>
          </Link>
        </p>
        <p className="note">
          <b>{t('objection.because')}</b> {objection.reason}
        </p>
        <p className="note">
          <b>{t('objection.says')}</b> {objection.statement}
        </p>
      </div>
      <StatusBadge tone={late ? 'laat' : 'wacht'} icon={late ? 'triangle-alert' : 'clock-3'} boxed>
        {t(late ? 'moderation:appeals.late' : 'moderation:appeals.due', { day: formatDayShort(objection.dueOn, locale) })}
      </StatusBadge>
      {objection.mayDecide ? (
        <details className="mod-decide" open={mine !== undefined}>
          <summary className="btn sec-b s">{t('objection.decide')}</summary>
          <form method="post" className="form" {...getFormProps(form)}>
            <ErrorSummary form={form} />
            <input type="hidden" name="intent" value="objection" />
            <input type="hidden" name="objectionId" value={objection.id} />
            <RadioGroup
              field={fields.outcome}
              legend={t('objection.outcome_legend')}
              options={[
                { value: 'overturned', label: t('objection.do.overturned') },
                { value: 'upheld', label: t('objection.do.upheld') },
              ]}
            />
            <TextArea field={fields.reason} label={t('objection.why')} hint={t('objection.why_hint')} rows={3} />
            <SubmitButton className="btn s">{t('objection.submit_decision')}</SubmitButton>
          </form>
        </details>
      ) : (
        <p className="small muted">{t('objection.not_you')}</p>
      )}
    </li>
  );
}
