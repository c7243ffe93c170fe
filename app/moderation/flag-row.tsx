import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Flag } from '../../server/integrity/queries.ts';
import { outcomesFor } from '../../server/integrity/rules.ts';
import { ErrorSummary, TextArea } from '../components/form.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { formatMoment, formatNumber } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import type { FlagForm } from './schemas.ts';

type Last = SubmissionResult<string[]> | undefined;

/** One thing that stood out: what, where, and what a moderator made of it or may make of it. */
export function FlagRow({ flag, lastResult }: { flag: Flag; lastResult?: Last }) {
  const { t } = useTranslation('integrity');
  const { locale, today } = useRootData();
  const { subject, decision } = flag;
  const mine = lastResult?.initialValue?.flagId === flag.id ? lastResult : undefined;
  return (
    <li className="mod">
      <div>
        <p>
          <Link to={linkTo(flag)}>
            <b>{t(`subject.${subject.kind}`, { title: subject.title, number: subject.number ?? '' })}</b>
          </Link>
        </p>
        <FlagWords flag={flag} />
        <p className="meta">
          <span>{t('seen', { at: formatMoment(flag.raisedAt, locale, today) })}</span>
          <Link to={paths.trajectory(subject.trajectory.slug)}>{subject.trajectory.title}</Link>
        </p>
      </div>
      {decision && (
        <div className="stack">
          <StatusBadge
            tone={decision.outcome === 'nothing' ? 'ok' : 'bijna'}
            icon={decision.outcome === 'nothing' ? 'circle-check' : 'flag'}
            boxed
          >
            {t(`outcome.${decision.outcome}`, { at: formatMoment(decision.at, locale, today) })}
          </StatusBadge>
          {decision.tally && (
            <p>
              {t('tally', { before: formatNumber(decision.tally.before, locale), after: formatNumber(decision.tally.after, locale) })}
              {decision.putBack && ` ${t('put_back_at', { at: formatMoment(decision.putBack.at, locale, today) })}`}
            </p>
          )}
          <p className="note">{decision.reason}</p>
          {decision.putBack && <p className="note">{decision.putBack.reason}</p>}
        </div>
      )}
      {flag.mayDecide && !decision && <Look flag={flag} mine={mine} intent="decide" />}
      {flag.mayDecide && decision?.outcome === 'excluded' && !decision.putBack && <Look flag={flag} mine={mine} intent="put_back" />}
    </li>
  );
}

/** What the rule saw, in a sentence: "60 steunbetuigingen …". */
export function FlagWords({ flag }: { flag: Pick<Flag, 'rule' | 'count' | 'minutes'> & { subject: Pick<Flag['subject'], 'kind'> } }) {
  const { t } = useTranslation('integrity');
  const { locale } = useRootData();
  const kind = flag.subject.kind === 'voting' ? 'votes' : 'support';
  const minutes = t('minutes', { count: Math.max(1, flag.minutes) });
  return <p>{t(`seen_${kind}.${flag.rule}`, { count: flag.count, n: formatNumber(flag.count, locale), minutes })}</p>;
}

function linkTo({ subject }: Flag): string {
  const { slug } = subject.trajectory;
  if (subject.kind === 'voting') return paths.voting(slug, subject.id);
  if (subject.kind === 'idea' && subject.number !== null) return paths.idea(slug, subject.number);
  if (subject.section !== null && subject.number !== null) return paths.proposal(slug, subject.section, subject.number);
  return paths.trajectory(slug);
}

function Look({ flag, mine, intent }: { flag: Flag; mine: Last; intent: 'decide' | 'put_back' }) {
  const { t } = useTranslation('integrity');
  const [form, fields] = useForm<FlagForm>({
    id: `opvallend-${flag.id}`,
    lastResult: mine,
    constraint: { reason: { required: true, maxLength: 2000 } },
  });
  const deciding = intent === 'decide';
  return (
    <details className="mod-decide" open={mine !== undefined}>
      <summary className="btn sec-b s">{t(deciding ? 'look' : 'undo')}</summary>
      <form method="post" className="form" {...getFormProps(form)}>
        <ErrorSummary form={form} />
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="flagId" value={flag.id} />
        {deciding && flag.subject.kind === 'voting' && <p className="note">{t('secret')}</p>}
        {deciding && flag.subject.kind !== 'voting' && <p className="note">{t('consequence', { count: flag.count })}</p>}
        <TextArea field={fields.reason} label={t('reason')} hint={t('reason_hint')} rows={3} />
        <p className="btns">
          {deciding ? (
            outcomesFor(flag.subject.kind).map((outcome) => (
              <button
                key={outcome}
                type="submit"
                name="outcome"
                value={outcome}
                className={outcome === 'excluded' ? 'btn dang s' : 'btn sec-b s'}
              >
                {t(`do.${outcome}`)}
              </button>
            ))
          ) : (
            <button type="submit" className="btn sec-b s">
              {t('do.put_back')}
            </button>
          )}
        </p>
      </form>
    </details>
  );
}
