import { useTranslation } from 'react-i18next';

const PER_ROW = 14;
const STEP = 15;

/** A dot for each vote: filled is for, hollow is against. Too many to draw are told in words alone. */
export function CouncilSeats({ votesFor, votesAgainst }: { votesFor: number | null; votesAgainst: number | null }) {
  const { t } = useTranslation('council');
  if (votesFor === null || votesAgainst === null) return null;
  const total = votesFor + votesAgainst;
  if (total === 0 || total > PER_ROW * 5) return null;
  const rows = Math.ceil(total / PER_ROW);
  return (
    <svg
      className="seats"
      viewBox={`0 0 ${PER_ROW * STEP} ${rows * STEP}`}
      width={PER_ROW * STEP}
      height={rows * STEP}
      role="img"
      aria-label={t('seats', { yes: votesFor, no: votesAgainst })}
    >
      {Array.from({ length: total }, (_, index) => {
        const [x, y] = [(index % PER_ROW) * STEP + 7, Math.floor(index / PER_ROW) * STEP + 7];
        return <circle key={`${x}-${y}`} cx={x} cy={y} r="5" className={index < votesFor ? 'yes' : 'no'} />;
      })}
    </svg>
  );
}
