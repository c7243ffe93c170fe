import { bendsOf, type RiverPhase } from './river-drawing.tsx';
import { drawRiver, shareOfDay } from './river-geometry.ts';

/** A trajectory in a list: how far along, and where it bends now. The words stand beside it. */
export function MiniRiver({ phases, today }: { phases: readonly RiverPhase[]; today: string }) {
  if (phases.length === 0) return null;
  const river = drawRiver({ phases: bendsOf(phases), width: 248, amplitude: 16, halfWidths: [4, 5], top: 13, ends: false });
  const now = shareOfDay(today, phases, river.reaches);
  const { x, y } = river.at(now);
  return (
    <svg className="beek" style={{ overflow: 'hidden' }} viewBox="-11 0 270 42" aria-hidden="true" focusable="false">
      <path className="rv-w0" d={river.ribbon(0, 1)} stroke="var(--ink)" strokeWidth="1" />
      {now > 0 && <path className="rv-w1" d={river.ribbon(0, now)} />}
      <circle cx={x} cy={y} r={7.5} fill="var(--paper)" stroke="var(--ink)" strokeWidth="1.8" />
      <circle cx={x} cy={y} r={2.8} fill="var(--ink)" />
    </svg>
  );
}
