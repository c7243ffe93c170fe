import { useTranslation } from 'react-i18next';
import { formatDayShort, formatDayTiny, formatMonths } from '../format.ts';
import { useRootData } from '../root-data.ts';
import { bendsOf, daysOf, type Moment, momentOf, RiverDrawing, type RiverPhase, type RiverWeek } from './river-drawing.tsx';
import { drawRiver, shareOfDay } from './river-geometry.ts';
import { type LabelPlace, placeLabels } from './river-labels.ts';
import { RiverTable } from './river-table.tsx';
import { VerticalRiver } from './vertical-river.tsx';

const WIDTH = 1440;
const AMPLITUDE = 156;
const TOP = 226;
const BOTTOM = 180;
const HEIGHT = TOP + AMPLITUDE + BOTTOM;

/** The trajectory as a river between two banks: a chart of who had the turn and what came each week, with a list and a table that say the same. */
export function PhaseRiver({
  phases,
  weeks,
  stoppedOn,
}: {
  phases: readonly RiverPhase[];
  weeks: readonly RiverWeek[];
  /** The day the trajectory was ended before its time: there the deep water ends. */
  stoppedOn: string | null;
}) {
  const { t } = useTranslation('trajectories');
  const root = useRootData();
  const moment = { today: stoppedOn ?? root.today, stopped: stoppedOn !== null };
  if (phases.length === 0) return null;
  return (
    <div className="rivier">
      <div className="rivier-d">
        <HorizontalRiver phases={phases} weeks={weeks} moment={moment} />
      </div>
      <div className="rivier-m wrap">
        <VerticalRiver phases={phases} moment={moment} />
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
      <RiverTable phases={phases} weeks={weeks} moment={moment} />
    </div>
  );
}

function HorizontalRiver({ phases, weeks, moment }: { phases: readonly RiverPhase[]; weeks: readonly RiverWeek[]; moment: Moment }) {
  const { today } = moment;
  const { t } = useTranslation('trajectories');
  const river = drawRiver({ phases: bendsOf(phases), width: WIDTH, amplitude: AMPLITUDE, top: TOP });
  const now = shareOfDay(today, phases, river.reaches);
  const over = phases.every((phase) => phase.endsOn < today);
  const { labels, post } = placeLabels(
    river,
    phases.map(({ turn }) => turn === 'residents'),
    over ? null : now,
  );
  return (
    <div className="rv-stage">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
        <RiverDrawing river={river} phases={phases} weeks={weeks} now={now} />
        {phases.map((phase, index) => {
          const { from, to } = river.reaches[index] ?? { from: 0, to: 1 };
          return <PhaseDot key={phase.id} {...river.at((from + to) / 2)} past={phase.endsOn < today} />;
        })}
        {post && <Post {...post} />}
      </svg>
      <ol aria-label={t('river.phases')}>
        {phases.map((phase, index) => {
          const place = labels[index];
          return place && <PhaseLabel key={phase.id} phase={phase} place={place} moment={moment} />;
        })}
      </ol>
      {post && <TodayLabel {...post} phases={phases} moment={moment} />}
    </div>
  );
}

/** The middle of a phase; ticked when it is over. */
function PhaseDot({ x, y, past }: { x: number; y: number; past: boolean }) {
  return (
    <>
      <circle className="rv-dot" cx={x.toFixed(1)} cy={y.toFixed(1)} r={past ? 8 : 6} />
      {past && (
        <path d={`M${(x - 3.6).toFixed(1)} ${(y + 0.2).toFixed(1)}l2.6 2.7 4.7-5.2`} fill="none" stroke="var(--ink)" strokeWidth="1.9" />
      )}
    </>
  );
}

/** A staff gauge standing in the water at today. */
function Post({ x, foot, top }: { x: number; foot: number; top: number }) {
  const scale = [9, 5, 9, 5, 9]
    .map((width, index) => `M${(x - width).toFixed(1)} ${(top + 4 + index * 9).toFixed(1)}h${width}v3h-${width}z`)
    .join('');
  return (
    <g>
      <path d={`M${x.toFixed(1)} ${foot.toFixed(1)}V${top.toFixed(1)}`} stroke="var(--ink)" strokeWidth="2" />
      <path d={scale} fill="var(--ink)" />
      <circle cx={x} cy={foot} r={9} fill="var(--paper)" stroke="var(--ink)" strokeWidth="2.5" />
      <circle cx={x} cy={foot} r={3.6} fill="var(--ink)" />
    </g>
  );
}

function PhaseLabel({ phase, place, moment }: { phase: RiverPhase; place: LabelPlace; moment: Moment }) {
  const { t, i18n } = useTranslation('trajectories');
  const state = momentOf(phase, moment);
  const tight = place.width < 190 ? { maxWidth: `${((place.width / WIDTH) * 100).toFixed(2)}%` } : {};
  return (
    <li
      className={`rv-l ${place.up ? 'up' : 'dn'}${phase.active ? ' now' : ''}`}
      style={{ insetInlineStart: percent(place.x, WIDTH), top: percent(place.y, HEIGHT), ...tight }}
      {...(phase.active ? { 'aria-current': 'step' as const } : {})}
    >
      <span className="who">{phase.active ? t(`turn_now.${phase.turn}`) : t(`turn.${phase.turn}`)}</span>
      <b>{phase.title}</b>
      <span className="d num">
        {phase.active
          ? t('until', { day: formatDayShort(phase.endsOn, i18n.language) })
          : formatMonths(phase.startsOn, phase.endsOn, i18n.language)}
      </span>
      <span className="x">
        {state === 'done' && <span className="sr">{t('state.done')} </span>}
        {(state === 'never' || state === 'broken_off') && <b className="halt">{t(`state.${state}`)}</b>}
        {phase.summary}
      </span>
    </li>
  );
}

/** Said in the list already, by the phase that is current. */
function TodayLabel({ x, top, phases, moment }: { x: number; top: number; phases: readonly RiverPhase[]; moment: Moment }) {
  const { t, i18n } = useTranslation('trajectories');
  const active = phases.find((phase) => phase.active);
  const { today, stopped } = moment;
  return (
    <p className="rv-today" style={{ insetInlineStart: percent(x, WIDTH), top: percent(top, HEIGHT) }} aria-hidden="true">
      <b>{t(stopped ? 'stopped_on' : 'today', { day: formatDayTiny(today, i18n.language) })}</b>
      {active && <span className="num">{t('days_left', { count: daysOf({ startsOn: today, endsOn: active.endsOn }) - 1 })}</span>}
    </p>
  );
}

function percent(length: number, of: number): string {
  return `${((length / of) * 100).toFixed(2)}%`;
}
