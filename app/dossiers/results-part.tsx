import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { DossierContent } from '../../server/dossiers/content.ts';
import { MetricGauge } from '../agreements/metric-gauge.tsx';
import { MetricBadge } from '../agreements/metric-rows.tsx';
import { formatDay, formatMoney, formatNumber } from '../format.ts';
import { paths } from '../paths.ts';
import { BarTable, type Behind, Finding, Part } from './part.tsx';

/** Every voting with what was chosen. */
export function VotingsPart({ content, behind, number }: { content: DossierContent; behind: Behind; number: number }) {
  const { t, i18n } = useTranslation('dossiers');
  const { votings } = content;
  const closed = votings.filter(({ options }) => options !== null);
  const say = (value: number) => formatNumber(value, i18n.language);
  return (
    <Part number={number} id="stemmingen" title={t('votings.title')}>
      <Finding>{t('votings.sentence', { count: votings.length, known: t('votings.known', { count: closed.length }) })}</Finding>
      {votings.map(({ id, title, question, options, binding, ballots, closesOn }) => (
        <div className="rd-voted" key={id}>
          <h3>
            <Link to={options ? paths.votingResult(behind.slug, id) : paths.voting(behind.slug, id)}>{title}</Link>
          </h3>
          <p className="small muted">
            {question}{' '}
            {t(options ? 'votings.ballots' : 'votings.closes', {
              count: ballots,
              number: say(ballots),
              day: formatDay(closesOn, i18n.language),
            })}{' '}
            {t(binding ? 'votings.binding' : 'votings.advice')}
          </p>
          {options && (
            <BarTable
              caption={t('votings.caption', { won: options.filter(({ won }) => won).length, count: options.length })}
              columns={[t('votings.option'), t('votings.votes')]}
              bars={options.map((option) => ({
                key: option.title,
                label: (
                  <>
                    {option.title} <b className="small">{t(option.won ? 'votings.won' : 'votings.lost')}</b>
                    {option.cost !== null && <span className="small muted"> {formatMoney(option.cost, i18n.language)}</span>}
                  </>
                ),
                value: option.votes,
                tone: option.won ? 'taken' : 'open',
                shown: <Link to={paths.votingResult(behind.slug, id)}>{say(option.votes)}</Link>,
              }))}
            />
          )}
        </div>
      ))}
    </Part>
  );
}

/** What was agreed beforehand against what was measured, the verdicts at the gates, and what participants think of it. */
export function AgreementsPart({ content, behind, number }: { content: DossierContent; behind: Behind; number: number }) {
  const { t, i18n } = useTranslation(['dossiers', 'agreements']);
  const { metrics, amendments, gates, grade } = content;
  const say = (value: number) => formatNumber(value, i18n.language);
  const met = metrics.filter(({ state }) => state === 'met').length;
  return (
    <Part number={number} id="afspraken" title={t('agreements.title')}>
      <Finding>{metrics.length === 0 ? t('agreements.none') : t('agreements.sentence', { count: metrics.length, met })}</Finding>
      <ul className="rd-lines rd-metrics">
        {metrics.map((metric) => (
          <li key={metric.number}>
            <div>
              <h3>
                <Link to={paths.metric(behind.slug, metric.number)}>{metric.name}</Link>
              </h3>
              <MetricBadge state={metric.state} />
            </div>
            <div>
              <MetricGauge
                metric={{ ...metric, value: metric.value && { ...metric.value, counted: false, by: null, enteredAt: content.countedAt } }}
              />
              <p className="small">
                {metric.value === null
                  ? t('agreements:not_yet')
                  : t('agreements:value', { value: say(metric.value.value), unit: metric.unit })}
                {'. '}
                <span className="muted">
                  {t('agreements:goal')}: {t(`agreements:${metric.direction}`, { target: say(metric.target), unit: metric.unit })}.{' '}
                  {metric.value?.note}
                </span>
              </p>
            </div>
          </li>
        ))}
      </ul>
      {amendments > 0 && (
        <p className="small">
          <Link to={paths.agreements(behind.slug)}>{t('agreements.amended', { count: amendments })}</Link>
        </p>
      )}
      {gates.length > 0 && (
        <>
          <h3>{t('gates.title')}</h3>
          <ul className="rd-lines">
            {gates.map(({ phase, verdict, reason, owner, decidedOn }) => (
              <li key={phase}>
                <p>
                  <Link to={paths.gates(behind.slug)}>{phase}</Link>: <b>{t(`gates.${verdict}`)}</b>
                </p>
                <p className="small muted">
                  {formatDay(decidedOn, i18n.language)}. {reason} {t('gates.owner', { owner })}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('grade.title')}</h3>
      <p>
        {grade === null ? t('grade.few') : t('grade.sentence', { count: grade.n, number: say(grade.n), average: say(grade.average) })}{' '}
        <Link to={paths.processGrade(behind.slug)}>{t('grade.link')}</Link>
      </p>
    </Part>
  );
}
