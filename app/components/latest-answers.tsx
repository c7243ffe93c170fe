import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { LatestResponse } from '../../server/responses/answers.ts';
import { formatNumber } from '../format.ts';
import { paths } from '../paths.ts';
import { Icon } from './icon.tsx';

/** The newest published answers: the verdict first, as loud for a no as for a yes. */
export function LatestAnswers({ slug, answers, total }: { slug: string; answers: readonly LatestResponse[]; total: number }) {
  const { t, i18n } = useTranslation('trajectories');
  return (
    <section className="sec" aria-labelledby="antwoorden">
      <div className="wrap">
        <div className="sec-head">
          <h2 id="antwoorden">{t('answers.title')}</h2>
          {total > 0 && (
            <Link className="more" to={paths.answers(slug)}>
              {t('answers.all', { number: formatNumber(total, i18n.language), count: total })} <Icon name="arrow-right" />
            </Link>
          )}
        </div>
        {answers.length === 0 ? (
          <p className="empty">{t('answers.empty')}</p>
        ) : (
          <ul className="rows">
            {answers.map((answer) => (
              <li className="resp" key={answer.id}>
                <div>
                  <b style={{ fontSize: '1.25rem', letterSpacing: '-.015em' }}>
                    {t(`answers:outcome.${answer.outcome}`, { ns: 'answers' })}
                  </b>
                  <p className="tiny num" style={{ marginTop: 4 }}>
                    {[answer.team, answer.clock && t('answers.day', { day: answer.clock.day, term: answer.clock.term })]
                      .filter(Boolean)
                      .join(', ')}
                  </p>
                </div>
                <div>
                  <h3>
                    <Link to={linkTo(slug, answer)}>{answer.title}</Link>
                  </h3>
                  <p className="quote" style={{ marginTop: 8, fontSize: '1.125rem' }}>
                    {answer.summary}
                  </p>
                  <p className="small muted" style={{ marginTop: 8 }}>
                    <Icon name="file-pen-line" />{' '}
                    {answer.section ? t('answers.section', { number: answer.section.number }) : t('answers.no_section')}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function linkTo(slug: string, answer: LatestResponse): string {
  if (answer.ideaNumber !== null) return paths.idea(slug, answer.ideaNumber);
  const section = answer.proposalSection ?? answer.section?.number;
  return section ? paths.section(slug, section) : paths.answers(slug);
}
