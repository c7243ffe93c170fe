import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Icon } from '../components/icon.tsx';
import { DossierStages } from '../council/dossier-stages.tsx';
import { QuestionRows } from '../council/question-rows.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const call = api(args);
  const { items } = await call.trajectories.list();
  return {
    ...(await call.council.overview()),
    trajectories: items.filter(({ state }) => state !== 'concept').map(({ slug, title }) => ({ slug, title })),
    heading: getT(args.context.locale, 'council')('title'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading} | Oever` }];

export default function Council() {
  const { dossiers, questions, trajectories, may } = useLoaderData<typeof loader>();
  const { t } = useTranslation('council');
  const before = dossiers.filter(({ stage }) => stage !== 'decided').length;
  return (
    <div className="wrap foot-page council">
      <h1 className="find">
        {before === 0 ? t('headline.none') : before === 1 ? t('headline.one') : t('headline.other', { count: before })}
      </h1>
      <p className="lead">{t('lead')}</p>
      {may.keep && (
        <p className="btns no-print">
          <Link className="btn" to={paths.newDossier()}>
            {t('dossier.new')}
          </Link>
        </p>
      )}
      <DossierStages dossiers={dossiers} />
      <section className="part" aria-labelledby="vragen">
        <h2 id="vragen">
          {t('questions.title')}
          <small>{t('questions.lead')}</small>
        </h2>
        <div>
          <QuestionRows questions={questions} withTrajectory />
          {may.ask && (
            <ul className="ways no-print">
              {trajectories.map(({ slug, title }) => (
                <li key={slug}>
                  <Link className="more" to={paths.newCouncilQuestion(slug)}>
                    {t('dossier.ask')}: {title} <Icon name="arrow-right" />
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </div>
      </section>
      <section className="part" aria-labelledby="inbreng">
        <h2 id="inbreng">{t('outcomes')}</h2>
        <ul className="stack">
          {trajectories.map(({ slug, title }) => (
            <li key={slug}>
              <Link to={paths.outcomes(slug)}>{title}</Link>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
