const WIDTH = 1000;
const TICKS = 25;

/** The money as water in a gauge: a piece for every chosen plan, a line for every share of the budget. The words stand beside it. */
export function BudgetGauge({ budget, costs }: { budget: number; costs: readonly number[] }) {
  let from = 0;
  const pieces = costs.map((cost, index) => {
    const piece = {
      x: from,
      width: Math.max(0, Math.min(WIDTH - from, (cost / budget) * WIDTH) - 3),
      opacity: Math.max(0.4, 1 - index * 0.09),
      key: `p${index}`,
    };
    from = Math.min(WIDTH, from + (cost / budget) * WIDTH);
    return piece;
  });
  return (
    <svg className="ballot-gauge" viewBox="0 0 1000 46" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect x="0" y="14" width={WIDTH} height="32" fill="var(--stone-2)" />
      {pieces.map(({ key, ...piece }) => (
        <rect key={key} y="14" height="32" fill="var(--water)" {...piece} />
      ))}
      {Array.from({ length: TICKS }, (_, index) => {
        const tall = index % 4 === 0;
        const key = `t${index}`;
        return (
          <rect key={key} x={(index / (TICKS - 1)) * (WIDTH - 2)} y={tall ? 0 : 7} width="1.6" height={tall ? 12 : 5} fill="var(--ink)" />
        );
      })}
    </svg>
  );
}
