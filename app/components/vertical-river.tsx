import { useTranslation } from 'react-i18next';
import { formatMonths, formatWeekday } from '../format.ts';
import { type Moment, momentOf, type RiverPhase } from './river-drawing.tsx';

const LEFT = 'M38 0C38 22 16 24 16 50S38 78 38 100';
const RIGHT = 'M38 0C38 22 60 24 60 50S38 78 38 100';

/** The river for narrow screens and paper: a bend to the left for residents, to the right for government. */
export function VerticalRiver({ phases, moment }: { phases: readonly RiverPhase[]; moment: Moment }) {
  const { t, i18n } = useTranslation('trajectories');
  return (
    <ol className="vm">
      {phases.map((phase) => {
        const residents = phase.turn === 'residents';
        const path = residents ? LEFT : RIGHT;
        const share = progress(phase, moment.today);
        const state = momentOf(phase, moment);
        return (
          <li
            key={phase.id}
            className={`${residents ? 'b' : 'g'}${phase.active ? ' now' : ''}`}
            {...(phase.active ? { 'aria-current': 'step' as const } : {})}
          >
            <svg viewBox="0 0 76 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
              <g fill="none" style={{ vectorEffect: 'non-scaling-stroke' }}>
                <path d={path} vectorEffect="non-scaling-stroke" stroke="var(--ink)" strokeWidth="27" />
                {share < 1 && (
                  <Water path={path} id={`pale-${phase.id}`} from={share === 0 ? -8 : share * 100 - 2} to={108} color="var(--water-soft)" />
                )}
                {share > 0 && (
                  <Water path={path} id={`deep-${phase.id}`} from={-8} to={share === 1 ? 108 : share * 100} color="var(--water)" />
                )}
                {share === 1 && (
                  <path
                    d={`M${residents ? 16 : 60} 46.5V53.5`}
                    vectorEffect="non-scaling-stroke"
                    stroke="var(--paper)"
                    strokeWidth="7"
                    strokeLinecap="round"
                  />
                )}
              </g>
            </svg>
            {(phase.active || state === 'broken_off') && (
              <i className="vm-dot" style={{ insetInlineStart: `${bendAt(share, residents)}px`, top: `${(share * 100).toFixed(1)}%` }} />
            )}
            <span className="who">
              {phase.active ? t(`turn_now.${phase.turn}`) : t(`turn.${phase.turn}`)}
              {phase.active && (
                <span className="st box wacht" style={{ marginInlineStart: 6, fontSize: '.8125rem' }}>
                  {t('state.now')}
                </span>
              )}
            </span>
            <b>{phase.title}</b>
            <p className="num">
              <strong style={{ fontWeight: 600 }}>
                {phase.active
                  ? t('until', { day: formatWeekday(phase.endsOn, i18n.language) })
                  : formatMonths(phase.startsOn, phase.endsOn, i18n.language)}
                .
              </strong>{' '}
              {state === 'done' && <span className="sr">{t('state.done')} </span>}
              {(state === 'never' || state === 'broken_off') && <b className="halt">{t(`state.${state}`)}</b>}
              <bdi>{phase.summary}</bdi>
            </p>
          </li>
        );
      })}
    </ol>
  );
}

/** A stretch of the water, from one height of the bend (0–100) to another. Deep and pale never lie over each other: their edges would shine through. */
function Water({ path, id, from, to, color }: { path: string; id: string; from: number; to: number; color: string }) {
  return (
    <>
      <clipPath id={id}>
        <rect x="-30" y={from} width="140" height={to - from} />
      </clipPath>
      <path
        d={`M38 -3L${path.slice(1)}L38 103`}
        vectorEffect="non-scaling-stroke"
        stroke={color}
        strokeWidth="24"
        clipPath={`url(#${id})`}
      />
    </>
  );
}

/** How much of a phase is behind us, by days. */
function progress({ startsOn, endsOn }: RiverPhase, today: string): number {
  if (today > endsOn) return 1;
  if (today < startsOn) return 0;
  const day = 86_400_000;
  return (Date.parse(today) - Date.parse(startsOn) + day / 2) / (Date.parse(endsOn) - Date.parse(startsOn) + day);
}

/** Where the middle of the water lies at this share of the bend (px from the left). */
function bendAt(share: number, residents: boolean): number {
  const out = 22 * Math.sin(Math.PI * share) ** 0.9;
  return Number((38 + (residents ? -out : out)).toFixed(1));
}
