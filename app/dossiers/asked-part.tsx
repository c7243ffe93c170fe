import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { DossierContent } from '../../server/dossiers/content.ts';
import { formatDay, formatNumber } from '../format.ts';
import { paths } from '../paths.ts';
import { BarTable, type Behind, Counted, Finding, listOf, Part } from './part.tsx';

/** What residents were asked, within which bounds, and who decides. */
export function AskedPart({ content, number }: { content: DossierContent; number: number }) {
  const { t, i18n } = useTranslation('dossiers');
  const { question, influenceSubject, decisionMaker, fixedPoints, stop, slug } = content.trajectory;
  return (
    <Part number={number} id="gevraagd" title={t('asked.title')}>
      <p className="rd-asked">{question}</p>
      <dl className="rd-terms">
        <div>
          <dt>{t('asked.influence')}</dt>
          <dd>{influenceSubject}</dd>
        </div>
        <div>
          <dt>{t('asked.decides')}</dt>
          <dd>{decisionMaker}</dd>
        </div>
        {fixedPoints.length > 0 && (
          <div>
            <dt>{t('asked.fixed')}</dt>
            <dd>
              <ul>
                {fixedPoints.map((point) => (
                  <li key={point}>{point}</li>
                ))}
              </ul>
            </dd>
          </div>
        )}
      </dl>
      {stop && (
        <p className="note">
          {t('asked.stopped', { day: formatDay(stop.on, i18n.language) })} {stop.account}{' '}
          <Link to={paths.trajectory(slug)}>{t('asked.trajectory')}</Link>
        </p>
      )}
    </Part>
  );
}

/** Per phase what was promised and what came of it. */
export function PromisePart({ content, behind, number }: { content: DossierContent; behind: Behind; number: number }) {
  const { t, i18n } = useTranslation(['dossiers', 'trajectories']);
  const begun = content.phases.filter(({ state }) => state !== 'to_come');
  const levels = [...new Set(begun.map(({ level }) => t(`trajectories:influence.${level}`).toLowerCase()))];
  const day = (value: string) => formatDay(value, i18n.language);
  return (
    <Part number={number} id="belofte" title={t('promise.title')}>
      <Finding>
        {begun.length === 0
          ? t('promise.none')
          : t('promise.sentence', {
              count: begun.length,
              levels: new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(levels),
            })}
      </Finding>
      <ol className="rd-phases">
        {content.phases.map(({ position, title, level, promise, startsOn, endsOn, state, tally, speed }) => (
          <li key={position} className={state}>
            <div>
              <h3>{title}</h3>
              <p className="small muted">
                {t('promise.days', { from: day(startsOn), until: day(endsOn) })} {t(`promise.state.${state}`)}
              </p>
              <p className="small">
                <b>{t(`trajectories:influence.${level}`)}.</b> {promise}
              </p>
            </div>
            {state !== 'to_come' && (
              <dl className="rd-tally">
                <div>
                  <dt>{t('tally.received')}</dt>
                  <dd>
                    <Counted value={tally.received} to={listOf(behind, { fase: position })} label={t('list.in_phase', { title })} />
                  </dd>
                </div>
                <div>
                  <dt>{t('tally.answered')}</dt>
                  <dd>
                    <Counted
                      value={tally.answered}
                      to={listOf(behind, { fase: position, staat: 'answered' })}
                      label={t('list.in_phase', { title })}
                    />
                  </dd>
                </div>
                <div>
                  <dt>{t('tally.taken')}</dt>
                  <dd>
                    <Outcomes outcomes={tally.outcomes} behind={behind} phase={position} title={title} />
                  </dd>
                </div>
                <div>
                  <dt>{t('tally.on_time')}</dt>
                  <dd>
                    {speed.n === 0 ? (
                      '–'
                    ) : (
                      <>
                        <Counted
                          value={speed.onTime}
                          to={listOf(behind, { fase: position, staat: 'on_time' })}
                          label={t('list.in_phase', { title })}
                        />{' '}
                        {t('tally.of', { number: formatNumber(speed.n, i18n.language) })}
                      </>
                    )}
                  </dd>
                </div>
                <div>
                  <dt>{t('tally.waiting')}</dt>
                  <dd>
                    <Counted
                      value={tally.waiting}
                      to={listOf(behind, { fase: position, staat: 'waiting' })}
                      label={t('list.in_phase', { title })}
                    />
                  </dd>
                </div>
              </dl>
            )}
          </li>
        ))}
      </ol>
    </Part>
  );
}

function Outcomes({
  outcomes,
  behind,
  phase,
  title,
}: {
  outcomes: DossierContent['tally']['outcomes'];
  behind: Behind;
  phase: number;
  title: string;
}) {
  const { t } = useTranslation('dossiers');
  const of = (outcome: 'adopted' | 'partly') => outcomes.find((own) => own.outcome === outcome)?.count ?? 0;
  return (
    <>
      <Counted value={of('adopted')} to={listOf(behind, { fase: phase, uitkomst: 'adopted' })} label={t('list.in_phase', { title })} />{' '}
      {t('tally.whole')}
      {', '}
      <Counted value={of('partly')} to={listOf(behind, { fase: phase, uitkomst: 'partly' })} label={t('list.in_phase', { title })} />{' '}
      {t('tally.part')}
    </>
  );
}

/** What became of everything that came in, and how fast. */
export function AnswersPart({ content, behind, number }: { content: DossierContent; behind: Behind; number: number }) {
  const { t, i18n } = useTranslation(['dossiers', 'answers']);
  const { tally, speed } = content;
  const taken = tally.outcomes.reduce((sum, { outcome, count }) => sum + (outcome === 'adopted' || outcome === 'partly' ? count : 0), 0);
  const say = (value: number) => formatNumber(value, i18n.language);
  const row = (
    key: string,
    value: number,
    { filter, label, tone }: { filter: Record<string, string>; label: string; tone: 'taken' | 'refused' | 'open' },
  ) => ({
    key,
    label,
    value,
    tone,
    shown: <Counted value={value} to={listOf(behind, filter)} label={label} />,
  });
  return (
    <Part number={number} id="antwoorden" title={t('answers.title')}>
      <Finding>
        {tally.received === 0
          ? t('answers.none')
          : `${t('answers.sentence', { count: tally.answered, number: say(tally.answered), taken: say(taken) })} ${
              tally.waiting === 0 ? t('answers.all') : t('answers.waiting', { count: tally.waiting, number: say(tally.waiting) })
            }`}
      </Finding>
      {tally.received > 0 && (
        <BarTable
          caption={t('answers.caption')}
          columns={[t('answers.outcome'), t('answers.number')]}
          bars={[
            ...tally.outcomes.map(({ outcome, count }) =>
              row(outcome, count, {
                filter: { uitkomst: outcome },
                label: t(`answers:outcome_long.${outcome}`),
                tone: outcome === 'adopted' || outcome === 'partly' ? 'taken' : outcome === 'not_adopted' ? 'refused' : 'open',
              }),
            ),
            row('waiting', tally.waiting, { filter: { staat: 'waiting' }, label: t('answers.no_answer'), tone: 'open' }),
            ...(tally.gone > 0 ? [row('gone', tally.gone, { filter: { staat: 'gone' }, label: t('answers.gone'), tone: 'open' })] : []),
          ]}
        />
      )}
      {speed.n > 0 && speed.median !== null && (
        <>
          <h3>{t('answers.times')}</h3>
          <p>{t('answers.times_sentence', { count: speed.median, share: Math.round((speed.onTime / speed.n) * 100) })}</p>
          <dl className="rd-tally">
            <div>
              <dt>{t('tally.on_time')}</dt>
              <dd>
                <Counted value={speed.onTime} to={listOf(behind, { staat: 'on_time' })} label={t('tally.on_time')} />
              </dd>
            </div>
            <div>
              <dt>{t('tally.late')}</dt>
              <dd>
                <Counted value={speed.late} to={listOf(behind, { staat: 'late' })} label={t('tally.late')} />
              </dd>
            </div>
            <div>
              <dt>{t('tally.overdue')}</dt>
              <dd>
                <Counted value={speed.overdue} to={listOf(behind, { staat: 'overdue' })} label={t('tally.overdue')} />
              </dd>
            </div>
            {speed.p90 !== null && (
              <div>
                <dt>{t('tally.p90')}</dt>
                <dd>
                  <Link to={`${paths.responseTimes()}?traject=${encodeURIComponent(content.trajectory.slug)}`}>
                    {t('tally.days', { count: speed.p90 })}
                  </Link>
                </dd>
              </div>
            )}
          </dl>
        </>
      )}
    </Part>
  );
}
