import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { QuestionRows, questionsHeadline } from '../council/question-rows.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const page = await api(args).council.questions({ trajectory: args.params.slug ?? '' });
  return { ...page, heading: getT(args.context.locale, 'council')('questions.title') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading}: ${data?.trajectory.title} | Oever` }];

export default function QuestionsPage() {
  const { trajectory, questions, may } = useLoaderData<typeof loader>();
  const { t } = useTranslation('council');
  return (
    <div className="wrap foot-page council">
      <Breadcrumb
        items={[
          { label: t('title'), to: paths.council() },
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: t('questions.title') },
        ]}
      />
      <h1 className="find">{questionsHeadline(questions, t as never)}</h1>
      <p className="lead">{t('questions.lead')}</p>
      {may.ask && (
        <p className="btns no-print">
          <Link className="btn" to={paths.newCouncilQuestion(trajectory.slug)}>
            {t('questions.new')}
          </Link>
        </p>
      )}
      <QuestionRows questions={questions} />
    </div>
  );
}
