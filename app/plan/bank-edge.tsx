import type { SectionPolicy } from '../../server/permissions.ts';

/**
 * The edge of a section tells what may be done there: a natural bank (wavy) is open, a quay (two lines) is fixed or closed, posts take suggestions only. Icon and
 * words say the same beside the heading.
 */
export function BankEdge({ policy, id }: { policy: SectionPolicy; id: string }) {
  return (
    <svg className="edge" aria-hidden="true">
      {policy === 'open' ? <Wave id={`golf-${id}`} /> : policy === 'suggest' ? <Posts /> : <Quay />}
    </svg>
  );
}

function Wave({ id }: { id: string }) {
  return (
    <>
      <defs>
        <pattern id={id} width="12" height="32" patternUnits="userSpaceOnUse">
          <path d="M1 -5L6 0C11 5 11 11 6 16S1 27 6 32L11 37" fill="none" stroke="var(--water)" strokeWidth="2" />
        </pattern>
      </defs>
      <rect width="12" height="100%" fill={`url(#${id})`} />
    </>
  );
}

function Quay() {
  return (
    <>
      <rect x="2" width="2.5" height="100%" fill="var(--ink)" />
      <rect x="8" width="2.5" height="100%" fill="var(--ink)" />
    </>
  );
}

function Posts() {
  return <line x1="6" y1="0" x2="6" y2="100%" stroke="var(--ink-2)" strokeWidth="3" strokeDasharray="4 6" />;
}
