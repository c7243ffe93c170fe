import { useTranslation } from 'react-i18next';
import { daysBetween } from '../../server/calendar/amsterdam.ts';
import type { PlanText, SectionView } from '../../server/plan-texts/queries.ts';
import { useRootData } from '../root-data.ts';
import { PolicyBadge } from './policy-badge.tsx';
import { WritersNow } from './writers-now.tsx';

/** `writing`: the live editor stands below and says itself who writes along. */
type Props = { section: SectionView; openUntil: PlanText['trajectory']['openUntil']; writing?: boolean };

/** Under a heading: what may be done here, until when, and why not more. */
export function SectionStatus({ section, openUntil, writing = false }: Props) {
  const { t } = useTranslation('plan');
  const { today } = useRootData();
  const { policy, ownPolicy, policyReason, openProposals, decidedProposals } = section;
  const until = policy === 'open' ? openUntil.write : policy === 'suggest' ? openUntil.suggest : null;
  const days = until === null ? null : daysBetween(today, until);
  return (
    <p className="stat">
      <PolicyBadge policy={policy} />
      {policy === 'open' && !writing && <WritersNow count={section.writersNow} />}
      {days !== null && <span>{days === 0 ? t('last_day') : t('days_left', { count: days })}</span>}
      {policyReason && <span>{policyReason}</span>}
      {policy === 'closed' && ownPolicy !== 'closed' && <span>{t('closed_by_phase')}</span>}
      {openProposals + decidedProposals > 0 && (
        <span>
          {t('proposals', { count: openProposals + decidedProposals })}
          {decidedProposals > 0 && `, ${t('proposals_decided', { count: decidedProposals })}`}
        </span>
      )}
    </p>
  );
}
