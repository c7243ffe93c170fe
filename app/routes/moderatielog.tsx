import type { LoaderFunctionArgs } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { PageTitle } from '../components/page-title.tsx';
import { formatMoment, formatNumber } from '../format.ts';
import { IntegritySection } from '../moderation/integrity-section.tsx';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

export async function loader(args: LoaderFunctionArgs) {
  return { log: await api(args).moderation.log() };
}

/** The finding first: how much was hidden, how fast it was decided, and how often we were wrong. No names, no texts. */
export default function ModerationLogPage() {
  const { t } = useTranslation(['moderation', 'integrity']);
  const { locale } = useRootData();
  const { log } = useLoaderData<typeof loader>();
  const decided = log.appeals.upheld + log.appeals.overturned;
  return (
    <div className="wrap sec desk">
      <PageTitle of="moderation_log" />
      <h1>{t('log.title', { count: log.hidden })}</h1>
      <p className="lead">
        {decided > 0 ? t('log.appeals_finding', { count: decided, overturned: log.appeals.overturned }) : t('log.no_appeals')}
      </p>
      <dl className="facts log-facts">
        <Fact
          term={t('log.median')}
          value={
            log.medianHours === null ? t('log.none') : t('log.hours', { n: formatNumber(log.medianHours, locale), count: log.medianHours })
          }
        />
        <Fact
          term={t('log.on_time', { count: log.terms.queue })}
          value={
            log.onTime.total === 0
              ? t('log.none')
              : t('log.of', { n: formatNumber(log.onTime.inTime, locale), total: formatNumber(log.onTime.total, locale) })
          }
        />
        <Fact
          term={t('log.open')}
          value={
            log.lateReports > 0
              ? t('log.open_late', { n: formatNumber(log.openReports, locale), late: formatNumber(log.lateReports, locale) })
              : formatNumber(log.openReports, locale)
          }
        />
        <Fact
          term={t('log.held')}
          value={t('log.held_of', { total: formatNumber(log.held.total, locale), released: formatNumber(log.held.released, locale) })}
        />
        <Fact term={t('log.asked')} value={formatNumber(log.asked, locale)} />
        <Fact term={t('log.redacted')} value={formatNumber(log.redacted, locale)} />
        <Fact term={t('log.put_back')} value={formatNumber(log.putBack, locale)} />
        <Fact term={t('log.blocked')} value={formatNumber(log.blocked, locale)} />
        <Fact term={t('log.kept')} value={formatNumber(log.kept, locale)} />
        <Fact term={t('log.restored')} value={formatNumber(log.restored, locale)} />
        <Fact
          term={t('log.appeals')}
          value={t('log.appeals_of', { total: formatNumber(log.appeals.total, locale), open: formatNumber(log.appeals.open, locale) })}
        />
      </dl>
      <section className="sec-tight" aria-labelledby="rules">
        <h2 id="rules">{t('log.by_rule')}</h2>
        {log.hiddenByRule.length === 0 ? (
          <p className="empty">{t('log.nothing_hidden')}</p>
        ) : (
          <table className="tbl">
            <thead>
              <tr>
                <th scope="col">{t('log.rule')}</th>
                <th scope="col" className="r">
                  {t('log.times')}
                </th>
              </tr>
            </thead>
            <tbody>
              {log.hiddenByRule.map(({ rule, count }) => (
                <tr key={rule}>
                  <td>{t(`rule.${rule}.text`)}</td>
                  <td className="r">{formatNumber(count, locale)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <IntegritySection figures={log.integrity} />
      <p>
        <Link className="more" to={paths.houseRules()}>
          {t('report.house_rules')}
        </Link>
      </p>
      {log.latest.length > 0 && (
        <section className="sec-tight" aria-labelledby="latest">
          <h2 id="latest">{t('log.latest')}</h2>
          <ol className="rows">
            {log.latest.map((entry, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: entries carry no id, on purpose
              <li key={index}>
                <p>
                  <b>{t(`log.action.${entry.action}`, { kind: t(`kind.${entry.subjectKind}`) })}</b>{' '}
                  {entry.rule ? t(`rule.${entry.rule}.text`) : ''}
                </p>
                <p className="meta">
                  <span>{formatMoment(entry.at, locale)}</span>
                  {entry.trajectory && <Link to={paths.trajectory(entry.trajectory.slug)}>{entry.trajectory.title}</Link>}
                  {entry.trajectory && entry.section && (
                    <Link
                      to={paths.sectionChange(entry.trajectory.slug, entry.section.number, {
                        from: entry.section.before,
                        to: entry.section.after,
                      })}
                    >
                      {t('log.see_change')}
                    </Link>
                  )}
                  {entry.appeal && <span>{t(`log.appeal.${entry.appeal}`)}</span>}
                </p>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

function Fact({ term, value }: { term: string; value: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}
