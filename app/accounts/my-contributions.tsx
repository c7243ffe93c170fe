import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { MyContribution } from '../../server/people/mine.ts';
import { ResponseClock } from '../components/response-clock.tsx';
import { formatDayShort, toDay } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

/** Everything this person sent in, each with its promise. */
export function MyContributions({ contributions }: { contributions: MyContribution[] }) {
  const { t } = useTranslation(['accounts', 'desk', 'visibility']);
  const { locale } = useRootData();
  return (
    <section className="sec-tight" aria-labelledby="contributions">
      <h2 id="contributions">{t('mine.contributions.title', { count: contributions.length })}</h2>
      {contributions.length === 0 ? (
        <div className="empty">
          <p>{t('mine.contributions.empty')}</p>
          <Link className="btn s" to={paths.trajectories()}>
            {t('mine.contributions.start')}
          </Link>
        </div>
      ) : (
        <ul className="rows">
          {contributions.map((item) => (
            <li key={item.id} className="mine-row">
              <div>
                <h3>
                  <Link to={placeOf(item)}>{item.title}</Link>
                </h3>
                <p className="meta">
                  <span>{t(`mine.kind.${item.kind}`)}</span>
                  <span>{item.trajectory.title}</span>
                  <span>{formatDayShort(toDay(item.createdAt), locale)}</span>
                  {item.staffOnly && <b>{t('visibility:tag')}</b>}
                  {item.status && <b>{t(`mine.status.${item.status}`)}</b>}
                </p>
                <p className="small mine-way">
                  <Link to={paths.receipt(item.id)} aria-label={`${t('desk:receipt.link')} ${item.title}`}>
                    {t('desk:receipt.link')}
                  </Link>
                </p>
              </div>
              {item.clock ? (
                <ResponseClock clock={item.clock} compact />
              ) : (
                <span className="small muted">{t('mine.contributions.no_clock')}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function placeOf({
  id,
  staffOnly,
  trajectory,
  ideaNumber,
  sectionNumber,
  challengeNumber,
  formalViewNumber,
  councilQuestionNumber,
}: MyContribution): string {
  if (staffOnly) return paths.receipt(id);
  if (challengeNumber !== null) return paths.challenge(trajectory.slug, challengeNumber);
  if (formalViewNumber !== null) return paths.formalView(trajectory.slug, formalViewNumber);
  if (councilQuestionNumber !== null) return paths.councilQuestion(trajectory.slug, councilQuestionNumber);
  if (ideaNumber !== null) return paths.idea(trajectory.slug, ideaNumber);
  if (sectionNumber !== null) return paths.section(trajectory.slug, sectionNumber);
  return paths.trajectory(trajectory.slug);
}
