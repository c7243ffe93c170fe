import { useTranslation } from 'react-i18next';
import type { TakenOutOfPaper } from '../../server/redaction/paper-code.ts';
import { formatDay, toDay } from '../format.ts';

/** Under a frozen paper that quoted words which were taken out of the plan. */
export function WordsGone({ takenOut }: { takenOut: TakenOutOfPaper | null }) {
  const { t, i18n } = useTranslation('redaction');
  if (!takenOut) return null;
  return <p className="tiny muted hash">{t('paper', { day: formatDay(toDay(takenOut.at), i18n.language), sha256: takenOut.sha256 })}</p>;
}
