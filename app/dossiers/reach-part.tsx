import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { DossierContent } from '../../server/dossiers/content.ts';
import { MetricGauge } from '../agreements/metric-gauge.tsx';
import { formatDay, formatNumber } from '../format.ts';
import { paths } from '../paths.ts';
import { BarTable, type Behind, Counted, Finding, listOf, Part } from './part.tsx';

/** How many took part against what was agreed, and who. */
export function ReachPart({ content, behind, number }: { content: DossierContent; behind: Behind; number: number }) {
  const { t, i18n } = useTranslation('dossiers');
  const { reach } = content;
  const { participants, goal, newcomers, first, neighbourhoods, channels, meetings } = reach;
  const say = (value: number) => formatNumber(value, i18n.language);
  const reached = goal !== null && participants >= goal.target;
  return (
    <Part number={number} id="bereik" title={t('reach.title')}>
      <Finding>
        {t('reach.sentence', { count: participants, number: say(participants) })}{' '}
        {goal && t(reached ? 'reach.goal_met' : 'reach.goal', { target: say(goal.target) })}{' '}
        {first
          ? t('reach.all_new')
          : newcomers === null
            ? t('reach.new_hidden')
            : t('reach.new', { count: newcomers, number: say(newcomers) })}
      </Finding>
      {goal && (
        <div className="rd-goal">
          <MetricGauge
            metric={{
              baseline: goal.baseline,
              target: goal.target,
              unit: '',
              state: reached ? 'met' : 'below',
              value: {
                value: participants,
                measuredOn: content.countedOn,
                note: '',
                counted: true,
                by: null,
                enteredAt: content.countedAt,
              },
            }}
          />
          <p className="small muted">
            <Link to={paths.metric(behind.slug, goal.number)}>{t('reach.goal_link')}</Link> <a href="#telling">{t('reach.rule')}</a>
          </p>
        </div>
      )}
      <div className="rd-cmps">
        {neighbourhoods.length > 0 && (
          <BarTable
            caption={t('reach.neighbourhoods')}
            columns={[t('reach.neighbourhood'), t('reach.people')]}
            bars={neighbourhoods.map(({ neighbourhood, participants: people }) => ({
              key: neighbourhood ?? '',
              label: neighbourhood ?? t('reach.unknown'),
              value: people,
              shown: people === null ? null : <a href="#telling">{say(people)}</a>,
            }))}
          />
        )}
        {channels.length > 0 && (
          <BarTable
            caption={t('reach.channels')}
            columns={[t('reach.channel'), t('reach.people')]}
            bars={channels.map(({ channel, people, sent }) => ({
              key: channel,
              label: t(`channel.${channel}`),
              value: people,
              shown:
                people === null ? null : (
                  <>
                    <a href="#telling">{say(people)}</a>{' '}
                    <span className="muted">{sent !== null && t('reach.sent', { count: sent, number: say(sent) })}</span>
                  </>
                ),
            }))}
          />
        )}
      </div>
      {channels.length > 0 && <p className="note">{t('reach.channels_note')}</p>}
      {meetings.length > 0 && (
        <>
          <h3>{t('reach.meetings')}</h3>
          <ul className="rd-lines">
            {meetings.map(({ number: meeting, title, on, attendance }) => (
              <li key={meeting}>
                <Link to={paths.meeting(behind.slug, meeting)}>{title}</Link>
                <span className="small muted">
                  {formatDay(on, i18n.language)}.{' '}
                  {attendance === null ? t('reach.not_counted') : t('reach.came', { count: attendance, number: say(attendance) })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}

/** What it was about, and the views that did not have their way. */
export function ThemesPart({ content, behind, number }: { content: DossierContent; behind: Behind; number: number }) {
  const { t, i18n } = useTranslation(['dossiers', 'answers']);
  const { themes, minority } = content;
  const say = (value: number) => formatNumber(value, i18n.language);
  const [top] = [...themes].filter(({ slug }) => slug !== null).sort((a, b) => b.ideas - a.ideas);
  return (
    <Part number={number} id="themas" title={t('themes.title')}>
      <Finding>{top ? t('themes.sentence', { theme: top.name, number: say(top.ideas) }) : t('themes.none')}</Finding>
      {themes.length > 0 && (
        <table className="tbl fold rd-themes">
          <thead>
            <tr>
              <th scope="col">{t('themes.theme')}</th>
              <th scope="col" className="r">
                {t('themes.ideas')}
              </th>
              <th scope="col" className="r">
                {t('themes.support')}
              </th>
              <th scope="col" className="r">
                {t('tally.taken')}
              </th>
              <th scope="col" className="r">
                {t('tally.waiting')}
              </th>
            </tr>
          </thead>
          <tbody>
            {themes.map(({ slug, name, ideas, supports, tally }) => (
              <tr key={slug ?? '-'}>
                <td>{name ?? t('themes.without')}</td>
                <td className="r" data-l={t('themes.ideas')}>
                  <Counted value={ideas} to={listOf(behind, { thema: slug ?? '-' })} label={name ?? ''} />
                </td>
                <td className="r" data-l={t('themes.support')}>
                  <Counted
                    value={supports}
                    to={slug === null ? paths.ideas(behind.slug) : `${paths.ideas(behind.slug)}?thema=${slug}`}
                    label={name ?? ''}
                  />
                </td>
                <td className="r" data-l={t('tally.taken')}>
                  {(['adopted', 'partly'] as const).map((outcome, index) => {
                    const count = tally.outcomes.find((own) => own.outcome === outcome)?.count ?? 0;
                    return (
                      <span key={outcome}>
                        {index > 0 && ' + '}
                        <Counted
                          value={count}
                          to={listOf(behind, { thema: slug ?? '-', uitkomst: outcome })}
                          label={`${name ?? ''}, ${t(`answers:outcome_long.${outcome}`)}`}
                        />
                      </span>
                    );
                  })}
                </td>
                <td className="r" data-l={t('tally.waiting')}>
                  <Counted value={tally.waiting} to={listOf(behind, { thema: slug ?? '-', staat: 'waiting' })} label={name ?? ''} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h3 id="minderheid">{t('minority.title')}</h3>
      <p>{t('minority.sentence', { count: minority.length })}</p>
      <ul className="rd-minority">
        {minority.map(({ kind, title, path, supports, against, outcome, reason }) => (
          <li key={path}>
            <h4>
              <Link to={path}>{title}</Link>
            </h4>
            <p className="small">
              <b>{t(`answers:outcome_long.${outcome}`)}.</b>{' '}
              {kind === 'not_adopted'
                ? t('minority.supported', { count: supports, number: say(supports) })
                : t('minority.against', { count: against, number: say(against), supports: say(supports) })}
            </p>
            <p className="rd-reason">{reason || t('no_reason')}</p>
          </li>
        ))}
      </ul>
      <p className="note">{t('minority.rule')}</p>
    </Part>
  );
}
