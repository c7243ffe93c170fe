import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { OfficialAnswer } from '../components/official-answer.tsx';
import { ResponseClock } from '../components/response-clock.tsx';
import { AskedBy } from '../council/question-rows.tsx';
import { readMeetingParams } from '../meetings/params.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const page = await api(args).council.question(readMeetingParams(args));
  return { ...page, asked: new URL(args.request.url).searchParams.get('klaar') === 'asked' };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.question.title} | Oever` }];

export default function QuestionPage() {
  const { question, may, asked } = useLoaderData<typeof loader>();
  const { t } = useTranslation('council');
  const { trajectory, clock, answers } = question;
  return (
    <div className="wrap foot-page council">
      <Breadcrumb
        items={[
          { label: t('title'), to: paths.council() },
          { label: trajectory.title, to: paths.councilQuestions(trajectory.slug) },
          { label: question.title },
        ]}
      />
      <h1>{question.title}</h1>
      <p className="small muted">
        <AskedBy question={question} />
      </p>
      {asked && (
        <p className="done" role="status">
          {t('questions.asked')}
        </p>
      )}
      <div className="pledge">
        <div>
          <p className="quote qbody">{question.body}</p>
          <section>
            <h2>{t('questions.by_college')}</h2>
            {answers.length === 0 && <p className="empty">{t('questions.wait')}</p>}
            {answers.map((response) => (
              <OfficialAnswer key={response.id} response={response} clock={clock} />
            ))}
          </section>
        </div>
        <div>
          {clock && <ResponseClock clock={clock} />}
          {may.respond && !clock?.answeredOn && (
            <p className="btns no-print">
              <Link className="btn sec-b s" to={paths.answer(question.id)}>
                {t('questions.answer')}
              </Link>
            </p>
          )}
          <p className="ways">
            <Link className="more" to={paths.councilQuestions(trajectory.slug)}>
              {t('questions.all')}
            </Link>
          </p>
        </div>
      </div>
    </div>
  );
}
