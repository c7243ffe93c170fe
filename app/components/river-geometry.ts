/**
 * The phase river: a curve whose direction at arc position s is `omega * cos(pi * s)`, one half-wave per phase, so that it bends to the upper bank (residents) and the
 * lower (government) in turn. Lengths in the units of the drawing; y grows downwards.
 */
const OMEGA = 1.08;
const STEPS = 40;
const RUN_ON = 0.05;

export type Point = { x: number; y: number };
type Sample = Point & { dx: number; dy: number; halfWidth: number };

export type River = {
  width: number;
  /** Between the upper and the lower bends. */
  middle: number;
  /** Closed outline from one share of the length (0–1) to another. */
  ribbon(from: number, to: number): string;
  /** The two banks. */
  banks: [string, string];
  /** Lines along the current, from the spring to a share of the length. */
  flow(to: number): string[];
  /** Point on the middle of the water. */
  at(share: number): Point;
  /** Standing line on a bank: `length` away from the water. `up` is the residents' bank. */
  tick(share: number, bank: 'up' | 'down', length: number): { x1: number; y1: number; x2: number; y2: number };
  /** Where each phase lies along the length, as shares. */
  reaches: { from: number; to: number }[];
};

/** Phases one after another on the same bank are joined by a short bend to the other. */
const JOIN = 0.5;

/** Half a bend before the first phase and after the last, so that the river comes in and leaves level with the edge of the paper. */
const END = 0.5;

type Bend = {
  length: number;
  up: boolean;
  phase: boolean /** The part of the half-wave that is drawn. */;
  part: readonly [number, number];
};
const WHOLE = [0, 1] as const;

/**
 * @param ends whether the river runs on at both sides of the drawing
 * @param phases in order: its length in days, which sets the length of its bend between 0.9 and 1.45 of a half-wave; and whether it bends to the residents' bank
 */
export function drawRiver({
  phases,
  width,
  amplitude,
  halfWidths = [13, 22],
  top = 0,
  ends = true,
}: {
  phases: readonly { days: number; up: boolean }[];
  width: number;
  amplitude: number;
  halfWidths?: [number, number];
  top?: number;
  ends?: boolean;
}): River {
  const mean = phases.reduce((sum, { days }) => sum + days, 0) / phases.length || 1;
  const bends: Bend[] = [];
  const [first, final] = [phases[0], phases.at(-1)];
  if (ends && first) bends.push({ length: END, up: !first.up, phase: false, part: [0.5, 1] });
  for (const { days, up } of phases) {
    if (bends.at(-1)?.up === up) bends.push({ length: JOIN, up: !up, phase: false, part: WHOLE });
    bends.push({ length: Math.min(1.45, 0.9 + 0.3 * (days / mean)), up, phase: true, part: WHOLE });
  }
  if (ends && final) bends.push({ length: END, up: !final.up, phase: false, part: [0, 0.5] });
  const samples = curve(bends, { width, amplitude, halfWidths, top });
  const last = samples.length - 1;
  const reaches: River['reaches'] = [];
  let start = 0;
  for (const { length, phase } of bends) {
    const end = start + stepsOf(length);
    if (phase) reaches.push({ from: start / last, to: end / last });
    start = end;
  }

  function sample(share: number): Sample {
    if (share < 0 || share > 1) {
      const end = sample(share < 0 ? 0 : 1);
      const beyond = (share < 0 ? share : share - 1) * width;
      return { ...end, x: end.x + end.dx * beyond, y: end.y + end.dy * beyond };
    }
    const position = share * last;
    const a = samples[Math.floor(position)] as Sample;
    const b = samples[Math.min(last, Math.floor(position) + 1)] as Sample;
    const f = position - Math.floor(position);
    const mix = (key: keyof Sample) => a[key] + (b[key] - a[key]) * f;
    return { x: mix('x'), y: mix('y'), dx: mix('dx'), dy: mix('dy'), halfWidth: mix('halfWidth') };
  }

  function bank(share: number, side: 1 | -1, extra = 0): Point {
    const { x, y, dx, dy, halfWidth } = sample(share);
    return { x: x + dy * side * (halfWidth + extra), y: y - dx * side * (halfWidth + extra) };
  }

  const stations = (from: number, to: number) => {
    const count = Math.max(2, Math.ceil((to - from) * last * 0.5));
    return Array.from({ length: count + 1 }, (_, index) => from + ((to - from) * index) / count);
  };
  const line = (points: Point[]) => points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

  return {
    width,
    middle: top + amplitude / 2,
    ribbon(from, to) {
      const along = stations(from === 0 ? -RUN_ON : from, to === 1 ? 1 + RUN_ON : to);
      const upper = along.map((share) => bank(share, 1));
      const lower = along.map((share) => bank(share, -1)).reverse();
      return `${line([...upper, ...lower])}Z`;
    },
    banks: [
      line(stations(-RUN_ON, 1 + RUN_ON).map((share) => bank(share, 1))),
      line(stations(-RUN_ON, 1 + RUN_ON).map((share) => bank(share, -1))),
    ],
    flow: (to) =>
      [-0.55, -0.2, 0.2, 0.55].map((offset) =>
        line(
          stations(0, to).map((share) => {
            const { x, y, dx, dy, halfWidth } = sample(share);
            return { x: x + dy * halfWidth * offset, y: y - dx * halfWidth * offset };
          }),
        ),
      ),
    at: (share) => {
      const { x, y } = sample(share);
      return { x, y };
    },
    tick(share, side, length) {
      const sign = side === 'up' ? 1 : -1;
      const foot = bank(share, sign, 3);
      const end = bank(share, sign, 3 + length);
      return { x1: foot.x, y1: foot.y, x2: end.x, y2: end.y };
    },
    reaches,
  };
}

function stepsOf(length: number): number {
  return Math.round(STEPS * length);
}

/** Walks the curve in small steps, then scales it to the width and height asked for. */
function curve(
  bends: readonly Bend[],
  { width, amplitude, halfWidths, top }: { width: number; amplitude: number; halfWidths: [number, number]; top: number },
): Sample[] {
  const raw: { x: number; y: number; angle: number }[] = [];
  let x = 0;
  let y = 0;
  for (const {
    length,
    up,
    part: [from, to],
  } of bends) {
    const sign = up ? 1 : -1;
    const steps = stepsOf(length);
    for (let step = 0; step < steps; step++) {
      const angle = OMEGA * Math.cos(Math.PI * (from + (to - from) * (step / steps))) * sign;
      raw.push({ x, y, angle });
      x += Math.cos(angle) * (length / steps);
      y -= Math.sin(angle) * (length / steps);
    }
  }
  raw.push({ x, y, angle: raw.at(-1)?.angle ?? 0 });
  const ys = raw.map((point) => point.y);
  const lowest = Math.min(...ys);
  const scaleX = width / x;
  const scaleY = amplitude / (Math.max(...ys) - lowest || 1);
  return raw.map((point, index) => {
    const dx = Math.cos(point.angle) * scaleX;
    const dy = -Math.sin(point.angle) * scaleY;
    const norm = Math.hypot(dx, dy);
    const share = index / (raw.length - 1);
    return {
      x: point.x * scaleX,
      y: top + (point.y - lowest) * scaleY,
      dx: dx / norm,
      dy: dy / norm,
      halfWidth: halfWidths[0] + (halfWidths[1] - halfWidths[0]) * share,
    };
  });
}

/** Where a day lies along the river: inside its phase by share of the phase's days; at the mouth of the first before it begins; at the end after the last. */
export function shareOfDay(day: string, phases: readonly { startsOn: string; endsOn: string }[], reaches: River['reaches']): number {
  const number = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
  const at = number(day);
  for (const [index, phase] of phases.entries()) {
    const reach = reaches[index] ?? { from: 1, to: 1 };
    const [first, last] = [number(phase.startsOn), number(phase.endsOn)];
    if (at < first) return reach.from;
    if (at <= last) return reach.from + ((at - first + 0.5) / (last - first + 1)) * (reach.to - reach.from);
  }
  return 1;
}
