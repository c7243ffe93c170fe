import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Caller } from '../../server/router.ts';
import { formatDayShort, toDay } from '../format.ts';
import { paths } from '../paths.ts';

/** On the desk: what was told the municipality alone and has no term. Nothing when there is nothing. */
export function WithoutClock({ items }: { items: Awaited<ReturnType<Caller['staffOnly']['withoutClock']>> }) {
  const { t, i18n } = useTranslation('visibility');
  if (items.length === 0) return null;
  return (
    <section className="sec-tight" aria-labelledby="zonder-termijn">
      <h2 id="zonder-termijn">{t('desk.without_clock')}</h2>
      <p className="small muted">{t('desk.without_clock_text')}</p>
      <ul className="rows">
        {items.map((item) => (
          <li key={item.contributionId} className="mine-row">
            <h3>
              <Link to={paths.answer(item.contributionId)}>{item.title}</Link>
            </h3>
            <span className="small muted">
              {item.trajectory.title}, {formatDayShort(toDay(item.createdAt), i18n.language)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
