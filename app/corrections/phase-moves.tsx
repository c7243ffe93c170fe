import { useTranslation } from 'react-i18next';
import type { PhaseMove } from '../../server/trajectories/phase-moves.ts';
import { Icon } from '../components/icon.tsx';
import { formatDayShort, toDay } from '../format.ts';

/** So many stand open; the rest is a click away. */
const OPEN = 2;

/** Which phases got other dates, from when to when, why, and who decided so. Nothing when none did. */
export function PhaseMoves({ moves }: { moves: readonly PhaseMove[] }) {
  const { t } = useTranslation('corrections');
  if (moves.length === 0) return null;
  const older = moves.slice(OPEN);
  return (
    <section className="wrap phase-moves" aria-labelledby="verschoven">
      <h2 id="verschoven">{t('moves.title')}</h2>
      <ol>
        {moves.slice(0, OPEN).map((move) => (
          <Move key={move.id} move={move} />
        ))}
      </ol>
      {older.length > 0 && (
        <details>
          <summary>
            {t('moves.older', { count: older.length })}
            <Icon name="chevron-down" />
          </summary>
          <ol>
            {older.map((move) => (
              <Move key={move.id} move={move} />
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}

function Move({ move: { phase, from, to, reason, by, at } }: { move: PhaseMove }) {
  const { t, i18n } = useTranslation('corrections');
  const says = (field: 'startsOn' | 'endsOn') => {
    const key = field === 'startsOn' ? 'begins' : to.endsOn > from.endsOn ? 'longer' : 'shorter';
    return from[field] === to[field]
      ? []
      : [t(`moves.${key}`, { from: formatDayShort(from[field], i18n.language), to: formatDayShort(to[field], i18n.language) })];
  };
  const who = [by.name, by.team].filter((word) => word !== null);
  const day = formatDayShort(toDay(at), i18n.language);
  return (
    <li>
      <p>
        <b>{phase.title}:</b> {[...says('startsOn'), ...says('endsOn')].join(' ')}
      </p>
      <p>{reason ? t('moves.because', { reason }) : t('moves.no_reason')}</p>
      <p className="small muted">
        {t('moves.by', { who: who.length > 0 ? who.join(', ') : t(by.manager ? 'moves.manager' : 'moves.municipality'), day })}
      </p>
    </li>
  );
}
