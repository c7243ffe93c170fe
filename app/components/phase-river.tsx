import { useTranslation } from 'react-i18next';
import { formatDayTiny, formatMonths, formatWeekday } from '../format.ts';
import { useRootData } from '../root-data.ts';
import { drawRiver, type River, shareOfDay } from './river-geometry.ts';
import { VerticalRiver } from './vertical-river.tsx';

export type RiverPhase = { id: string; title: string; summary: string; startsOn: string; endsOn: string; active: boolean; turn: 'residents' | 'government' | 'council' };
export type RiverWeek = { weekStartsOn: string; contributions: number; answers: number };

const WIDTH = 1440;
const AMPLITUDE = 156;
const TOP = 190;
const BOTTOM = 170;
const LONGEST = { outer: 50, inner: 26 };

const daysOf = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }) => (Date.parse(endsOn) - Date.parse(startsOn)) / 86_400_000 + 1;
export const bendsOf = (phases: readonly RiverPhase[]) => phases.map((phase) => ({ days: daysOf(phase), up: phase.turn === 'residents' }));

/** The trajectory as a river between two banks: a chart of who had the turn and what came each week, with a list and a table that say the same. */
export function PhaseRiver({ phases, weeks }: { phases: readonly RiverPhase[]; weeks: readonly RiverWeek[] }) {
  const { t } = useTranslation('trajectories');
  const { today } = useRootData();
  if (phases.length === 0) return null;
  return (
    <div className="rivier">
      <div className="rivier-d">
        <HorizontalRiver phases={phases} weeks={weeks} today={today} />
      </div>
      <div className="rivier-m wrap">
        <VerticalRiver phases={phases} today={today} />
      </div>
      <div className="rv-leg wrap">
        <span className="wide">
          <svg width="26" height="14" aria-hidden="true">
            <path d="M3 14V4M9 14V0M15 14V6M21 14V9" stroke="var(--menie)" strokeWidth="2.4" />
          </svg>
          {t('river.upper')}
        </span>
        <span className="wide">
          <svg width="26" height="14" aria-hidden="true">
            <path d="M3 0v8M9 0v13M15 0v6M21 0v4" stroke="var(--water)" strokeWidth="2.4" />
          </svg>
          {t('river.lower')}
        </span>
        <span className="wide">{t('river.bends')}</span>
        <span className="narrow">{t('river.bends_narrow')}</span>
      </div>
      <RiverTable phases={phases} weeks={weeks} />
    </div>
  );
}

function HorizontalRiver({ phases, weeks, today }: { phases: readonly RiverPhase[]; weeks: readonly RiverWeek[]; today: string }) {
  const river = drawRiver({ phases: bendsOf(phases), width: WIDTH, amplitude: AMPLITUDE, top: TOP, bottom: BOTTOM });
  const now = shareOfDay(today, phases, river.reaches);
  const height = TOP + AMPLITUDE + BOTTOM;
  const here = river.at(now);
  const over = phases.every((phase) => phase.endsOn < today);
  return (
    <div className="rv-stage">
      <svg viewBox={`0 0 ${WIDTH} ${height}`} aria-hidden="true" focusable="false">
        <RiverDrawing river={river} phases={phases} weeks={weeks} now={now} />
        {phases.map((phase, index) => {
          const reach = river.reaches[index] ?? { from: 0, to: 1 };
          const { x, y } = river.at((reach.from + reach.to) / 2);
          return <circle key={phase.id} className="rv-dot" cx={x} cy={y} r={6.5} />;
        })}
        {!over && <Post {...here} />}
      </svg>
      <ol>
        {phases.map((phase, index) => (
          <PhaseLabel key={phase.id} phase={phase} at={labelPlace(river, index, phase.turn === 'residents', height)} today={today} />
        ))}
      </ol>
      {!over && <TodayLabel x={here.x / WIDTH} y={(here.y - 118) / height} phases={phases} today={today} />}
    </div>
  );
}

/** Water, banks and the weeks standing on them; `now` as a share of the length. */
export function RiverDrawing({ river, phases, weeks, now }: { river: River; phases: readonly RiverPhase[]; weeks: readonly RiverWeek[]; now: number }) {
  const most = { contributions: Math.max(1, ...weeks.map((week) => week.contributions)), answers: Math.max(1, ...weeks.map((week) => week.answers)) };
  const ticks = weeks.flatMap(({ weekStartsOn, contributions, answers }) => {
    const share = shareOfDay(middleOfWeek(weekStartsOn), phases, river.reaches);
    const outer = river.at(share).y < river.height / 2 ? 'up' : 'down';
    const length = (count: number, of: number, bank: 'up' | 'down') => 4 + (count / of) * ((bank === outer ? LONGEST.outer : LONGEST.inner) - 4);
    return [
      ...(contributions > 0 ? [{ key: `c${weekStartsOn}`, className: 'rv-t', ...river.tick(share, 'up', length(contributions, most.contributions, 'up')) }] : []),
      ...(answers > 0 ? [{ key: `a${weekStartsOn}`, className: 'rv-b', ...river.tick(share, 'down', length(answers, most.answers, 'down')) }] : []),
    ];
  });
  return (
    <>
      <path className="rv-w0" d={river.ribbon(0, 1)} />
      {now > 0 && <path className="rv-w1" d={river.ribbon(0, now)} />}
      {now > 0 &&
        river.flow.map((line, index) => (
          <path key={line.slice(0, 24)} className="rv-flow" d={line} strokeDasharray={['150 90 60 140', '90 160 190 110', '200 120 80 150', '120 180 70 90'][index]} />
        ))}
      <path className="rv-bank" d={river.banks[0]} />
      <path className="rv-bank" d={river.banks[1]} />
      {ticks.map(({ key, x1, y1, x2, y2, className }) => (
        <line key={key} className={className} x1={x1.toFixed(1)} y1={y1.toFixed(1)} x2={x2.toFixed(1)} y2={y2.toFixed(1)} />
      ))}
    </>
  );
}

function middleOfWeek(monday: string): string {
  return new Date(Date.parse(`${monday}T12:00:00Z`) + 3 * 86_400_000).toISOString().slice(0, 10);
}

/** A staff gauge standing in the water at today. */
function Post({ x, y }: { x: number; y: number }) {
  return (
    <g>
      <path d={`M${x} ${y - 9}V${y - 120}`} stroke="var(--ink)" strokeWidth="1.8" />
      {[0, 1, 2, 3, 4].map((step) => (
        <path key={step} d={`M${x} ${y - 118 + step * 9}h${step % 2 === 0 ? -9 : -6}`} stroke="var(--ink)" strokeWidth="1.8" />
      ))}
      <circle cx={x} cy={y} r={9} fill="var(--paper)" stroke="var(--ink)" strokeWidth="2.2" />
      <circle cx={x} cy={y} r={3.6} fill="var(--ink)" />
    </g>
  );
}

type Place = { left: number; top: number; up: boolean };

/** Outside the bend, clear of the longest week. */
function labelPlace(river: River, index: number, up: boolean, height: number): Place {
  const reach = river.reaches[index] ?? { from: 0, to: 1 };
  const { x, y } = river.at((reach.from + reach.to) / 2);
  const left = Math.min(0.935, Math.max(0.065, x / WIDTH));
  return { left, top: (y + (up ? -84 : 62)) / height, up };
}

function PhaseLabel({ phase, at, today }: { phase: RiverPhase; at: Place; today: string }) {
  const { t, i18n } = useTranslation('trajectories');
  return (
    <li
      className={`rv-l ${at.up ? 'up' : 'dn'}${phase.active ? ' now' : ''}`}
      style={{ left: `${(at.left * 100).toFixed(2)}%`, top: `${(at.top * 100).toFixed(2)}%` }}
      {...(phase.active ? { 'aria-current': 'step' as const } : {})}
    >
      <span className="who">{phase.active ? t(`turn_now.${phase.turn}`) : t(`turn.${phase.turn}`)}</span>
      <b>{phase.title}</b>
      <span className="d num">{phase.active ? t('until', { day: formatWeekday(phase.endsOn, i18n.language) }) : formatMonths(phase.startsOn, phase.endsOn, i18n.language)}</span>
      <span className="x">
        {phase.endsOn < today && <span className="sr">{t('state.done')} </span>}
        {phase.summary}
      </span>
    </li>
  );
}

function TodayLabel({ x, y, phases, today }: { x: number; y: number; phases: readonly RiverPhase[]; today: string }) {
  const { t, i18n } = useTranslation('trajectories');
  const active = phases.find((phase) => phase.active);
  const left = active ? daysOf({ startsOn: today, endsOn: active.endsOn }) - 1 : null;
  return (
    <p className="rv-l" style={{ left: `${(x * 100 + 1).toFixed(2)}%`, top: `${(y * 100).toFixed(2)}%`, transform: 'none' }}>
      <b style={{ fontSize: '1rem' }}>{t('today', { day: formatDayTiny(today, i18n.language) })}</b>
      {left !== null && <span className="d num">{t('days_left', { count: left })}</span>}
    </p>
  );
}

function RiverTable({ phases, weeks }: { phases: readonly RiverPhase[]; weeks: readonly RiverWeek[] }) {
  const { t, i18n } = useTranslation('trajectories');
  const { today } = useRootData();
  return (
    <details className="wrap ftab">
      <summary>{t('river.as_table')}</summary>
      <table className="tbl fold">
        <thead>
          <tr>
            <th scope="col">{t('river.phase')}</th>
            <th scope="col">{t('river.turn')}</th>
            <th scope="col">{t('river.when')}</th>
            <th scope="col">{t('river.state')}</th>
            <th scope="col">{t('river.counts')}</th>
          </tr>
        </thead>
        <tbody>
          {phases.map((phase) => {
            const own = weeks.filter((week) => middleOfWeek(week.weekStartsOn) >= phase.startsOn && middleOfWeek(week.weekStartsOn) <= phase.endsOn);
            const state = phase.active ? 'now' : phase.endsOn < today ? 'done' : 'coming';
            return (
              <tr key={phase.id}>
                <td>
                  <b>{phase.title}</b>
                </td>
                <td data-l={t('river.turn')}>{t(`turn.${phase.turn}`)}</td>
                <td data-l={t('river.when')}>{formatMonths(phase.startsOn, phase.endsOn, i18n.language)}</td>
                <td data-l={t('river.state')}>
                  {t(`state.${state}`)} {phase.summary}
                </td>
                <td data-l={t('river.counts')} className="num">
                  {t('river.count', {
                    contributions: own.reduce((sum, week) => sum + week.contributions, 0),
                    answers: own.reduce((sum, week) => sum + week.answers, 0),
                  })}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}
