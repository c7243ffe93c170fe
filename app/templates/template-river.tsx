import { addDays } from '../../server/calendar/amsterdam.ts';
import { PHASE_KINDS, type PhaseKind } from '../../server/trajectories/rules.ts';
import { MiniRiver } from '../components/mini-river.tsx';

type DatedPhase = { title: string; kind: PhaseKind; startsOn: string; endsOn: string };

/** The river a template would make; the words stand beside it. */
export function TemplateRiver({ phases }: { phases: readonly DatedPhase[] }) {
  const river = phases.map((phase, index) => ({
    ...phase,
    id: String(index),
    summary: '',
    active: false,
    turn: PHASE_KINDS[phase.kind].turn,
  }));
  // Nothing of it has run yet: no deep water.
  return <MiniRiver phases={river} today={phases[0] ? addDays(phases[0].startsOn, -1) : ''} />;
}
