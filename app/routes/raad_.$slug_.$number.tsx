import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { Elsewhere } from '../components/official-answer.tsx';
import { DecisionView } from '../council/decision-view.tsx';
import { QuestionRows } from '../council/question-rows.tsx';
import { councilDone } from '../council/schemas.ts';
import { StageLine } from '../council/stage-line.tsx';
import { readMeetingParams } from '../meetings/params.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  return { page: await api(args).council.dossier(readMeetingParams(args)), done: councilDone(args.request) };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.page.dossier.title} | Oever` }];

export default function DossierPage() {
  const { page, done } = useLoaderData<typeof loader>();
  const { t } = useTranslation('council');
  const { dossier, trajectory, decisions, questions, may } = page;
  const [decision, ...earlier] = decisions;
  const { slug } = trajectory;
  const final = decision !== undefined && decision.outcome !== 'held';
  return (
    <div className="wrap foot-page council">
      <Breadcrumb items={[{ label: t('title'), to: paths.council() }, { label: dossier.title }]} />
      <h1 className="find">{dossier.title}</h1>
      <p className="lead">{dossier.summary}</p>
      {done && (
        <p className="done" role="status">
          {t(`dossier.done.${done}`)}
        </p>
      )}
      {(may.keep || may.record) && (
        <p className="btns no-print">
          {may.record && (
            <Link className="btn" to={paths.recordDecision(slug, dossier.number)}>
              {t(final ? 'dossier.correct' : 'dossier.record')}
            </Link>
          )}
          {may.keep && (
            <Link className="btn sec-b" to={paths.editDossier(slug, dossier.number)}>
              {t('dossier.edit')}
            </Link>
          )}
        </p>
      )}
      <section className="part" aria-labelledby="wanneer">
        <h2 id="wanneer">{t('dossier.dates')}</h2>
        <StageLine dossier={dossier} />
      </section>
      <section className="part" aria-labelledby="vraag">
        <h2 id="vraag">{t('dossier.question')}</h2>
        <div>
          <p className="quote">{trajectory.question}</p>
          <ul className="ways">
            <li>
              <Link to={paths.outcomes(slug)}>{t('outcomes')}</Link>
            </li>
            <li>
              <Link to={paths.agreements(slug)}>{t('dossier.agreements')}</Link>
            </li>
            <li>
              <Link to={paths.gates(slug)}>{t('dossier.gates')}</Link>
            </li>
            <li>
              <Link to={paths.trajectory(slug)}>
                {t('trajectory')}: {trajectory.title}
              </Link>
            </li>
            {dossier.url && (
              <li>
                <Elsewhere name={t('proposal')} url={dossier.url} />
              </li>
            )}
          </ul>
        </div>
      </section>
      <section className="part" aria-labelledby="besluit">
        <h2 id="besluit">{t('dossier.decision')}</h2>
        <div>
          {decision ? (
            <DecisionView decision={decision} letters={may.post ? paths.decisionLetters(slug, dossier.number) : null} />
          ) : (
            <p className="muted">{t('dossier.no_decision')}</p>
          )}
          {earlier.length > 0 && (
            <details className="ftab">
              <summary>{t('dossier.earlier')}</summary>
              {earlier.map((old) => (
                <DecisionView key={old.id} decision={old} replaced={old.outcome !== 'held'} />
              ))}
            </details>
          )}
        </div>
      </section>
      <section className="part" aria-labelledby="vragen">
        <h2 id="vragen">{t('dossier.questions')}</h2>
        <div>
          <QuestionRows questions={questions} />
          {may.ask && (
            <p className="btns no-print">
              <Link className="btn sec-b" to={paths.newCouncilQuestion(slug)}>
                {t('dossier.ask')}
              </Link>
            </p>
          )}
        </div>
      </section>
    </div>
  );
}
