import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useRootData } from '../root-data.ts';
import { bendsOf, RiverDrawing, type RiverPhase, type RiverWeek } from './river-drawing.tsx';
import { drawRiver, shareOfDay } from './river-geometry.ts';

/** The river of the busiest trajectory across the home page, with real weeks on its banks. */
export function RiverHero({ phases, weeks, title }: { phases: readonly RiverPhase[]; weeks: readonly RiverWeek[]; title: string }) {
  const { t } = useTranslation('trajectories');
  const { today } = useRootData();
  if (phases.length === 0) return null;
  const river = drawRiver({ phases: bendsOf(phases), width: 1440, amplitude: 150, top: 74 });
  const now = shareOfDay(today, phases, river.reaches);
  const { x, y } = river.at(now);
  return (
    <>
      <div
        className="herorv rivier"
        style={{ '--now': (x / 1440).toFixed(3) } as CSSProperties}
        role="img"
        aria-label={t('river.picture', { title })}
      >
        <svg viewBox="0 0 1440 282" aria-hidden="true" focusable="false">
          <RiverDrawing river={river} phases={phases} weeks={weeks} now={now} />
          <circle cx={x} cy={y} r={9} fill="var(--paper)" stroke="var(--ink)" strokeWidth="2.2" />
          <circle cx={x} cy={y} r={3.6} fill="var(--ink)" />
        </svg>
      </div>
      <p className="wrap tiny" style={{ marginTop: 8 }}>
        {t('river.real', { title })}
      </p>
    </>
  );
}
