import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { LatestResponse } from '../../server/responses/answers.ts';
import { CorrectedLine, FormerVersions } from '../corrections/answer-versions.tsx';
import { paths } from '../paths.ts';
import { Icon } from './icon.tsx';

/** One published answer in a list: outcome and day, what was asked, the answer in one sentence. `full` adds the reasons under a disclosure. */
export function AnswerRow({ answer, full = false }: { answer: LatestResponse; full?: boolean }) {
  const { t } = useTranslation(['answers', 'desk']);
  const { clock, section, trajectory } = answer;
  const timing = clock?.answeredOn
    ? [t('latest.day_of', { day: clock.day, term: clock.term }), clock.state === 'answered_late' ? t('latest.late') : null]
    : [];
  const to =
    answer.ideaNumber !== null
      ? paths.idea(trajectory.slug, answer.ideaNumber)
      : answer.challengeNumber !== null
        ? paths.challenge(trajectory.slug, answer.challengeNumber)
        : answer.councilQuestionNumber !== null
          ? paths.councilQuestion(trajectory.slug, answer.councilQuestionNumber)
          : answer.proposalSection !== null
            ? paths.section(trajectory.slug, answer.proposalSection)
            : null;
  const title = to ? <Link to={to}>{answer.title}</Link> : answer.title;
  return (
    <li className="resp">
      <div>
        <b className="outcome">{t(`outcome.${answer.outcome}`)}</b>
        <p className="tiny num">{[answer.team, ...timing].filter(Boolean).join(', ')}</p>
      </div>
      <div>
        {full ? <h2>{title}</h2> : <h3>{title}</h3>}
        <p className="quote">{answer.summary}</p>
        <CorrectedLine response={answer} />
        <p className="small muted">
          <Icon name="file-pen-line" />{' '}
          {section ? (
            <Link to={paths.section(trajectory.slug, section.number)}>{t('latest.section', { number: section.number })}</Link>
          ) : (
            t('latest.no_section')
          )}
        </p>
        {answer.commitments.map(({ number, title: promised }) => (
          <p className="small" key={number}>
            {t('desk:answer.commitment')} <Link to={paths.commitment(trajectory.slug, number)}>{promised}</Link>
          </p>
        ))}
        {full && answer.motivation && (
          <details>
            <summary>{t('latest.why')}</summary>
            <div className="prose">{answer.motivation}</div>
          </details>
        )}
        {full && <FormerVersions former={answer.former} />}
      </div>
    </li>
  );
}
