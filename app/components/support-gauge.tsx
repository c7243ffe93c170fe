const TICKS = 25;

/** The gauge of support: red lead up to the count, a line for every share of the threshold. The words stand beside it. */
export function SupportGauge({ count, threshold }: { count: number; threshold: number }) {
  const filled = Math.min(TICKS, Math.floor((count / threshold) * TICKS));
  return (
    <svg
      viewBox={`0 0 ${TICKS * 10} 22`}
      width="100%"
      preserveAspectRatio="none"
      style={{ maxWidth: 250, height: 22 }}
      aria-hidden="true"
      focusable="false"
    >
      {Array.from({ length: TICKS }, (_, index) => {
        const tall = (index + 1) % 5 === 0;
        const height = tall ? 20 : 13;
        const on = index < filled;
        const key = `t${index}`;
        return (
          <rect
            key={key}
            x={index * 10}
            y={22 - height}
            width={on ? 6.4 : 2}
            height={height}
            {...(on ? { fill: 'var(--menie)' } : { className: 'g-tick' })}
          />
        );
      })}
    </svg>
  );
}
