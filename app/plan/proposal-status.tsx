import { useTranslation } from 'react-i18next';
import type { ChangeProposal } from '../../server/plan-texts/change-proposal-queries.ts';
import { ClockBadge } from '../components/clock-badge.tsx';
import { StatusBadge } from '../components/status-badge.tsx';

const ICONS = { accepted: 'circle-check', partly: 'circle-check', declined: 'circle-x', withdrawn: 'undo-2' } as const;

/** Where a proposal stands: its clock while it is open, and that the text has changed; or what became of it. */
export function ProposalStatus({ proposal, boxed = false }: { proposal: ChangeProposal; boxed?: boolean }) {
  const { t } = useTranslation(['plan', 'proposals']);
  const { status, clock, conflict } = proposal;
  if (status !== 'open') {
    return (
      <StatusBadge tone={status === 'accepted' || status === 'partly' ? 'ok' : 'neutraal'} icon={ICONS[status]} boxed={boxed}>
        {status === 'partly' ? t('proposals:partly') : t(`plan:proposal.${status}`)}
      </StatusBadge>
    );
  }
  return (
    <>
      {clock && <ClockBadge clock={clock} boxed={boxed} />}
      {conflict && (
        <StatusBadge tone="bijna" icon="triangle-alert" boxed={boxed}>
          {t('proposals:conflict.badge')}
        </StatusBadge>
      )}
    </>
  );
}
