import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { DossierContent } from '../../server/dossiers/content.ts';
import { formatDay } from '../format.ts';
import { paths } from '../paths.ts';
import { type Behind, Finding, Part, Seats } from './part.tsx';

/** What the municipality said it would do, and how far it is. */
export function CommitmentsPart({ content, behind, number }: { content: DossierContent; behind: Behind; number: number }) {
  const { t, i18n } = useTranslation(['dossiers', 'commitments']);
  const { commitments } = content;
  const open = commitments.filter(({ state }) => state === 'on_course' || state === 'soon' || state === 'late');
  const late = open.filter(({ state }) => state === 'late').length;
  return (
    <Part number={number} id="toezeggingen" title={t('commitments.title')}>
      <Finding>
        {t('commitments.sentence', { count: commitments.length, open: open.length })} {late > 0 && t('commitments.late', { count: late })}
      </Finding>
      <ul className="rd-lines">
        {commitments.map(({ number: own, title, state, promisedOn, firstPromisedOn, team, steps, account }) => (
          <li key={own}>
            <p>
              <Link to={paths.commitment(behind.slug, own)}>{title}</Link>
            </p>
            <p className="small muted">
              <b className={state === 'late' ? 'rd-cap rd-silent' : 'rd-cap'}>{t(`commitments:state.${state}`)}.</b>{' '}
              {t('commitments.for', { day: formatDay(promisedOn, i18n.language) })}{' '}
              {firstPromisedOn !== promisedOn && t('commitments.moved', { day: formatDay(firstPromisedOn, i18n.language) })}{' '}
              {team && `${team}.`} {steps.all > 0 && t('commitments.steps', { count: steps.all, reached: steps.reached })} {account}
            </p>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** What the council asked and decided. */
export function CouncilPart({ content, behind, number }: { content: DossierContent; behind: Behind; number: number }) {
  const { t, i18n } = useTranslation(['dossiers', 'council']);
  const { council, questions } = content;
  const day = (value: string) => formatDay(value, i18n.language);
  const answered = questions.filter(({ answer }) => answer !== null).length;
  return (
    <Part number={number} id="raad" title={t('council.title')}>
      <Finding>
        {t('council.sentence', { count: council.length, decided: council.filter(({ stage }) => stage === 'decided').length })}{' '}
        {questions.length > 0 && t('council.questions', { count: questions.length, answered })}
      </Finding>
      {council.map(({ number: item, title, stage, meetings, decision }) => (
        <div className="rd-item" key={item}>
          <div>
            <h3>
              <Link to={paths.dossier(behind.slug, item)}>{title}</Link>
            </h3>
            <p className="small muted">
              {t(`council:stage.${stage}`)}.{' '}
              {meetings.map((meeting) => `${t(`council:stage.${meeting.stage}`)}: ${meeting.body}, ${day(meeting.meetsOn)}.`).join(' ')}
            </p>
            {decision && (
              <>
                <p>
                  <b>{t(`council:outcome.${decision.outcome}`)}</b>, {day(decision.decidedOn)}.{' '}
                  {decision.votesFor !== null && t('council.votes', { yes: decision.votesFor, no: decision.votesAgainst })}
                </p>
                <p>{decision.summary}</p>
                {decision.deviations.map(({ subject, motivation }) => (
                  <div className="rd-deviation" key={subject}>
                    <p className="rd-step">{t('council.deviation')}</p>
                    <p>
                      <b>{subject}</b>
                    </p>
                    <p>{motivation}</p>
                  </div>
                ))}
                {decision.motions.map((motion) => (
                  <p className="small" key={motion.title}>
                    {t(`council:motion.${motion.kind}`)}: {motion.title}. <b>{t(`council:motion.${motion.outcome}`)}.</b>
                  </p>
                ))}
              </>
            )}
          </div>
          {decision && decision.votesFor !== null && <Seats votesFor={decision.votesFor} votesAgainst={decision.votesAgainst ?? 0} />}
        </div>
      ))}
      {questions.length > 0 && (
        <>
          <h3>{t('council.asked')}</h3>
          <ul className="rd-lines">
            {questions.map(({ number: own, title, askedOn, answer, dueOn }) => (
              <li key={own}>
                <p>
                  <Link to={paths.councilQuestion(behind.slug, own)}>{title}</Link>
                </p>
                <p className="small muted">
                  {t('council.asked_on', { day: day(askedOn) })}{' '}
                  {answer
                    ? `${t('council.answered_on', { day: day(answer.on) })} ${answer.summary}`
                    : dueOn
                      ? t('council.due', { day: day(dueOn) })
                      : t('council.no_answer')}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}
