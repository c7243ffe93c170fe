import type { Metric } from '../../server/agreements/queries.ts';
import type { MetricState } from '../../server/agreements/rules.ts';
import type { IconName } from '../components/icon.tsx';
import type { Tone } from '../components/status-badge.tsx';
import { paths } from '../paths.ts';

/** Never colour alone: a shape of its own for each state. */
export const STATE_LOOK: Record<MetricState, { tone: Tone; icon: IconName }> = {
  to_measure: { tone: 'wacht', icon: 'clock-3' },
  below: { tone: 'bijna', icon: 'hourglass' },
  met: { tone: 'ok', icon: 'circle-check' },
  missed: { tone: 'laat', icon: 'triangle-alert' },
  unmeasured: { tone: 'laat', icon: 'triangle-alert' },
  dropped: { tone: 'pauze', icon: 'circle-pause' },
};

/** Where the figures can be seen that Oever counts itself. */
export function countedAt(derived: NonNullable<Metric['derived']>, slug: string): string {
  if (derived === 'on_time_percent') return `${paths.responseTimes()}?traject=${encodeURIComponent(slug)}`;
  return derived === 'contributions' ? paths.ideas(slug) : paths.trajectory(slug);
}
