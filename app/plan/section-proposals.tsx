import { useTranslation } from 'react-i18next';
import type { ChangeProposal } from '../../server/plan-texts/change-proposal-queries.ts';
import type { Answers } from '../ideas/comment-thread.tsx';
import type { LastResult } from '../ideas/last-result.ts';
import { ProposalCard } from './proposal-card.tsx';

type Props = {
  proposals: { items: ChangeProposal[]; nextCursor: string | null };
  action: string;
  answers: Answers;
  lastResult: LastResult;
};

/** The proposals at a section: open ones in sight, the others under a disclosure. */
export function SectionProposals({ proposals, answers, action, lastResult }: Props) {
  const { t } = useTranslation('plan');
  const open = proposals.items.filter((proposal) => proposal.status === 'open');
  const closed = proposals.items.filter((proposal) => proposal.status !== 'open');
  if (proposals.items.length === 0) return null;
  return (
    <section className="props" id="voorstellen" aria-labelledby="voorstellen-kop">
      <h2 id="voorstellen-kop">{t('open_proposals', { count: open.length })}</h2>
      {open.map((proposal) => (
        <ProposalCard key={proposal.id} proposal={proposal} answer={answers[proposal.id]} action={action} lastResult={lastResult} />
      ))}
      {closed.length > 0 && (
        <details className="props-closed">
          <summary>{t('closed_proposals', { count: closed.length })}</summary>
          {closed.map((proposal) => (
            <ProposalCard key={proposal.id} proposal={proposal} answer={answers[proposal.id]} action={action} lastResult={lastResult} />
          ))}
        </details>
      )}
    </section>
  );
}
