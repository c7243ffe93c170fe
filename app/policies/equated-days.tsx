import { getFormProps, useForm } from '@conform-to/react';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { EquatedDay, Lengthening } from '../../server/responses/clock-lengthening.ts';
import { ErrorSummary, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import { formatDay, formatDayShort, formatMoment } from '../format.ts';
import { type LastResult, resultOf } from '../ideas/last-result.ts';
import { paths } from '../paths.ts';

/** Days a decree put on a par with a holiday: add one, and decide what it means for dates that were promised before. */
export function EquatedDays({
  days,
  list,
  lastResult,
}: {
  days: readonly EquatedDay[];
  list: readonly Lengthening[];
  lastResult: LastResult;
}) {
  const { t, i18n } = useTranslation('policies');
  const open = days.filter(({ status }) => status === 'open');
  return (
    <section className="sec-tight" aria-labelledby="vrije-dagen">
      <h2 id="vrije-dagen">{t('days.title')}</h2>
      <p className="muted">{t('days.lead')}</p>
      {open.length > 0 && <Proposal days={open} list={list} lastResult={lastResult} />}
      {days.length > 0 && (
        <ul className="rows">
          {days.map((day) => (
            <li key={day.number} className="day-row">
              <b>{formatDay(day.day, i18n.language)}</b>
              <span className="small muted">
                {day.decree}.{' '}
                {t('days.added', { name: day.addedBy ?? t('days.somebody'), moment: formatMoment(day.addedAt, i18n.language) })}{' '}
                {t(`days.status.${day.status}`, { count: day.lengthened })} {day.reason}
              </span>
            </li>
          ))}
        </ul>
      )}
      <AddDay lastResult={resultOf(lastResult, 'day')} />
    </section>
  );
}

function Proposal({ days, list, lastResult }: { days: readonly EquatedDay[]; list: readonly Lengthening[]; lastResult: LastResult }) {
  const { t, i18n } = useTranslation(['policies', 'answers']);
  const [confirm] = useForm({ id: 'verlengen', lastResult: resultOf(lastResult, 'confirm') });
  const [decline, fields] = useForm<{ reason: string }>({
    id: 'niet-verlengen',
    lastResult: resultOf(lastResult, 'decline'),
    constraint: { reason: { required: true } },
  });
  const names = days.map(({ day }) => formatDay(day, i18n.language)).join(', ');
  return (
    <div className="proposal-box">
      <h3>{t('days.proposal', { count: list.length, day: names })}</h3>
      <p>{t('days.proposal_text')}</p>
      <table className="tbl fold">
        <thead>
          <tr>
            <th scope="col">{t('days.contribution')}</th>
            <th scope="col">{t('days.now')}</th>
            <th scope="col">{t('days.becomes')}</th>
          </tr>
        </thead>
        <tbody>
          {list.map((item) => (
            <tr key={item.contributionId}>
              <td>
                <Link to={paths.answer(item.contributionId)}>{item.title}</Link>
                <span className="small muted line">
                  {t(`answers:kind.${item.kind}` as never)}, {item.trajectory.title}
                </span>
              </td>
              <td data-l={t('days.now')}>{formatDayShort(item.dueOnBefore, i18n.language)}</td>
              <td data-l={t('days.becomes')}>
                <b>{formatDayShort(item.dueOn, i18n.language)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <form method="post" action={paths.siteTerms()} {...getFormProps(confirm)}>
        <ErrorSummary form={confirm} />
        <input type="hidden" name="intent" value="confirm" />
        <input type="hidden" name="expected" value={list.length} />
        <SubmitButton>{t('days.confirm', { count: list.length })}</SubmitButton>
      </form>
      <details open={fields.reason.errors !== undefined}>
        <summary>{t('days.decline_open')}</summary>
        <form method="post" action={paths.siteTerms()} className="form" {...getFormProps(decline)}>
          <ErrorSummary form={decline} />
          <input type="hidden" name="intent" value="decline" />
          <TextArea field={fields.reason} label={t('days.decline_reason')} rows={2} />
          <SubmitButton className="btn sec-b">{t('days.decline')}</SubmitButton>
        </form>
      </details>
    </div>
  );
}

function AddDay({ lastResult }: { lastResult: LastResult }) {
  const { t } = useTranslation('policies');
  const [form, fields] = useForm<{ day: string; decree: string }>({
    id: 'dag',
    lastResult,
    constraint: { day: { required: true }, decree: { required: true } },
  });
  return (
    <details open={lastResult !== null}>
      <summary>{t('days.add_open')}</summary>
      <form method="post" action={paths.siteTerms()} className="form" {...getFormProps(form)}>
        <ErrorSummary form={form} />
        <input type="hidden" name="intent" value="day" />
        <TextField field={fields.day} label={t('days.day')} type="date" />
        <TextField field={fields.decree} label={t('days.decree')} hint={t('days.decree_hint')} />
        <p className="small muted">{t('days.add_note')}</p>
        <SubmitButton>{t('days.add')}</SubmitButton>
      </form>
    </details>
  );
}
