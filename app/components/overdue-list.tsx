import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { ResponseTimes } from '../../server/responses/figures.ts';
import { paths } from '../paths.ts';
import { ResponseClock } from './response-clock.tsx';

/** What waits too long now, and where its answer is. Bad news in full. */
export function OverdueList({ figures }: { figures: Pick<ResponseTimes, 'overdue' | 'open'> }) {
  const { t } = useTranslation('answers');
  const { overdue, open } = figures;
  if (overdue.length === 0) return null;
  return (
    <>
      <ul className="rows od">
        {overdue.map((item) => (
          <li key={item.contributionId}>
            <div>
              <h3>
                {item.ideaNumber === null ? item.title : <Link to={paths.idea(item.trajectory.slug, item.ideaNumber)}>{item.title}</Link>}
              </h3>
              <p className="small muted">{[item.team, item.trajectory.title].filter(Boolean).join(', ')}</p>
            </div>
            <ResponseClock clock={item.clock} compact />
            <p className="small">{t(`times.stage.${item.stage}`)}</p>
          </li>
        ))}
      </ul>
      {overdue.length < open.overdue && <p className="small muted">{t('times.overdue_more', { count: overdue.length })}</p>}
    </>
  );
}
