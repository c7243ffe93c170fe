import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { AnswerWithVersions } from '../../server/responses/answers.ts';
import type { ClockView } from '../../server/responses/clock-view.ts';
import { CorrectedLine, FormerVersions } from '../corrections/answer-versions.tsx';
import { formatMoment } from '../format.ts';
import { paths } from '../paths.ts';
import { Avatar } from './avatar.tsx';
import { StatusBadge } from './status-badge.tsx';

/** The municipality's answer in its box: who, whether on time, the verdict, why, what changes, when, and who read it first. */
export function OfficialAnswer({
  response,
  clock,
  report = true,
}: {
  response: AnswerWithVersions;
  clock: ClockView | null;
  /** Whether what stands in it can be reported: not when only its reader and the municipality see it. */
  report?: boolean;
}) {
  const { t, i18n } = useTranslation(['answers', 'desk', 'corrections']);
  // Who chose to be named, the team, or at least the municipality.
  const signed = [response.author.name, response.team].filter((words) => words !== null);
  if (signed.length === 0) signed.push(t('desk:answer.municipality'));
  const titleId = `answer-${response.id}`;
  return (
    <article className="ans" aria-labelledby={titleId}>
      <header>
        <span className="by">
          <Avatar name={signed[0] ?? ''} staff />
          <span>
            <h2 id={titleId}>{t('answer.title')}</h2>
            <span className="small muted">{[...signed, formatMoment(response.publishedAt, i18n.language)].join(', ')}</span>
          </span>
        </span>
        {clock?.answeredOn && (
          <StatusBadge tone={clock.state === 'answered_on_time' ? 'ok' : 'laat'} boxed>
            {clock.state === 'answered_on_time'
              ? t('answer.on_time', { day: clock.day, term: clock.term })
              : t('answer.late', { count: clock.daysLate, day: clock.day, term: clock.term })}
          </StatusBadge>
        )}
      </header>
      <div className="bd">
        <CorrectedLine response={response} />
        <p className="verdict">{response.summary}</p>
        {response.motivation && <div className="prose">{response.motivation}</div>}
      </div>
      <dl>
        <dt>{t('answer.outcome')}</dt>
        <dd>{t(`outcome_long.${response.outcome}`)}</dd>
        <dt>{t('answer.changes')}</dt>
        <dd>
          {response.section ? (
            <Link to={paths.section(response.trajectory.slug, response.section.number)}>{t('answer.section', response.section)}</Link>
          ) : (
            t('answer.no_change')
          )}
          {response.section && response.versions && (
            <>
              <br />
              <Link to={paths.sectionChange(response.trajectory.slug, response.section.number, response.versions)}>
                {t('desk:answer.versions', { number: response.section.number })}
              </Link>
            </>
          )}
        </dd>
        {response.decision && (
          <>
            <dt>{t('desk:answer.decision')}</dt>
            <dd>
              <Elsewhere name={response.decision.title} url={response.decision.url} />
            </dd>
          </>
        )}
        {response.authority && (
          <>
            <dt>{t('desk:answer.authority')}</dt>
            <dd>
              <Elsewhere name={response.authority.name} url={response.authority.url} />
            </dd>
          </>
        )}
        {response.nextStep && (
          <>
            <dt>{t('answer.next_step')}</dt>
            <dd>{response.nextStep}</dd>
          </>
        )}
        {response.commitments.length > 0 && (
          <>
            <dt>{t('desk:answer.commitments')}</dt>
            <dd>
              {response.commitments.map(({ number, title }, index) => (
                <span key={number}>
                  {index > 0 && <br />}
                  <Link to={paths.commitment(response.trajectory.slug, number)}>{title}</Link>
                </span>
              ))}
            </dd>
          </>
        )}
        <dt>{t('answer.reviewer')}</dt>
        <dd>{response.reviewer.name ?? t('desk:answer.colleague')}</dd>
      </dl>
      <FormerVersions former={response.former} />
      {report && (
        <p className="ans-report small">
          <Link to={paths.report('response', response.firstId)}>{t('corrections:report')}</Link>
        </p>
      )}
    </article>
  );
}

/** A name, with a link when there is one; other sites are followed without telling them from where. */
export function Elsewhere({ name, url }: { name: string; url: string }) {
  return url ? (
    <a href={url} rel="noreferrer nofollow">
      {name}
    </a>
  ) : (
    name
  );
}
