import { useTranslation } from 'react-i18next';
import type { Voting } from '../../server/votings/queries.ts';
import { formatCents } from './ballot-words.ts';

type Method = Voting['method'];

/** The rules of the count in three steps. */
export function HowCounted({
  method,
  completion,
  share,
}: {
  method: Method;
  completion: 'none' | 'add1' | 'add1_utilitarian' | null;
  share: number | null;
}) {
  const { t, i18n } = useTranslation('votings');
  const third =
    method === 'equal_shares'
      ? (`result.counting.equal_shares.three_${completion ?? 'none'}` as const)
      : (`result.counting.${method}.three_text` as const);
  return (
    <div className="counting">
      {(['one', 'two', 'three'] as const).map((step) => (
        <div key={step}>
          <h3>{t(`result.counting.${method}.${step}`)}</h3>
          <p className="small muted">
            {step === 'three' ? t(third) : t(`result.counting.${method}.${step}_text`, { share: formatCents(share ?? 0, i18n.language) })}
          </p>
        </div>
      ))}
    </div>
  );
}
