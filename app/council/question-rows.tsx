import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { CouncilQuestion } from '../../server/council/queries.ts';
import { ResponseClock } from '../components/response-clock.tsx';
import { formatDay, toDay } from '../format.ts';
import { paths } from '../paths.ts';

/** Questions with their clock, and the answer in one sentence. */
export function QuestionRows({ questions, withTrajectory = false }: { questions: readonly CouncilQuestion[]; withTrajectory?: boolean }) {
  const { t } = useTranslation('council');
  if (questions.length === 0) return <p className="muted">{t('questions.none')}</p>;
  return (
    <ul className="rows">
      {questions.map((question) => (
        <li className="dos" key={question.id}>
          <div>
            <h3>
              <Link to={paths.councilQuestion(question.trajectory.slug, question.number)}>{question.title}</Link>
            </h3>
            <p className="small muted">
              <AskedBy question={question} />
              {withTrajectory && `. ${t('questions.about', question.trajectory)}`}
            </p>
            {question.answers[0] && (
              <p className="quote">
                <span className="small muted">{t('questions.by_college')}: </span>
                {question.answers[0].summary}
              </p>
            )}
          </div>
          {question.clock ? <ResponseClock clock={question.clock} compact /> : <span />}
        </li>
      ))}
    </ul>
  );
}

export function AskedBy({ question }: { question: Pick<CouncilQuestion, 'askedBy' | 'askedAt'> }) {
  const { t, i18n } = useTranslation('council');
  return (
    <>
      {t('questions.asked_by', { who: question.askedBy ?? t('questions.someone'), day: formatDay(toDay(question.askedAt), i18n.language) })}
    </>
  );
}

/** What the list says as a whole. */
export function questionsHeadline(questions: readonly CouncilQuestion[], t: (key: never, values?: object) => string): string {
  const open = questions.filter(({ answers }) => answers.length === 0).length;
  if (questions.length === 0) return t('questions.title' as never);
  return open === 0 ? t('questions.all_answered' as never) : t('questions.open' as never, { count: open });
}
