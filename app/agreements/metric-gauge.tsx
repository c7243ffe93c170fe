import type { Metric } from '../../server/agreements/queries.ts';

const WIDTH = 300;
const HEIGHT = 34;
const TICKS = 40;

/** A water gauge: filled to what was measured, a post with a flag at the target, a hollow mark where it began. The words stand beside it. */
export function MetricGauge({ metric }: { metric: Pick<Metric, 'baseline' | 'target' | 'value' | 'unit' | 'state'> }) {
  const { baseline, target, state } = metric;
  const value = metric.value?.value ?? null;
  const known = [0, target, ...(baseline === null ? [] : [baseline]), ...(value === null ? [] : [value])];
  const low = Math.min(...known);
  const high = isPercent(metric) ? 100 : Math.max(...known) * 1.08 || 1;
  const at = (amount: number) => Math.round(Math.min(1, Math.max(0, (amount - low) / (high - low))) * WIDTH);
  const filled = value === null ? 0 : at(value);
  const tone = state === 'missed' || state === 'unmeasured' ? 'g-laat' : state === 'met' ? 'g-ok' : 'g-on';
  return (
    <svg className="mt-g" viewBox={`0 0 ${WIDTH + 4} ${HEIGHT}`} aria-hidden="true" focusable="false">
      {Array.from({ length: TICKS + 1 }, (_, index) => {
        const x = Math.round((index * WIDTH) / TICKS);
        const height = index % 5 === 0 ? 15 : 9;
        const on = value !== null && x <= filled;
        return <rect key={`t${x}`} className={on ? tone : 'g-tick'} x={x} y={HEIGHT - height} width={on ? 3.4 : 1.2} height={height} />;
      })}
      {baseline !== null && <circle className="mt-was" cx={at(baseline) + 1} cy={9} r="4" />}
      <path className="g-post" d={`M${at(target) + 1} ${HEIGHT}V3h12l-4 4 4 4h-12`} />
    </svg>
  );
}

function isPercent({ unit }: Pick<Metric, 'unit'>): boolean {
  return /procent|percent|%/iu.test(unit);
}
