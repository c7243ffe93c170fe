import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { ChangeProposal } from '../../server/plan-texts/change-proposal-queries.ts';
import { paths } from '../paths.ts';
import { ProposalCard } from './proposal-card.tsx';

type Props = {
  proposals: { items: ChangeProposal[]; nextCursor: string | null };
  slug: string;
  action: string;
  /** The text beside it is being written, and has no places to go to. */
  writing: boolean;
};

/** In the margin of a section: the open proposals as differences, those that are decided under a disclosure. */
export function SectionProposals({ proposals, slug, action, writing }: Props) {
  const { t } = useTranslation('plan');
  const open = proposals.items.filter((proposal) => proposal.status === 'open');
  const closed = proposals.items.filter((proposal) => proposal.status !== 'open');
  if (proposals.items.length === 0) return null;
  return (
    <section className="marg props" id="voorstellen" aria-labelledby="voorstellen-kop">
      <h2 id="voorstellen-kop">{t('open_proposals', { count: open.length })}</h2>
      {open.map((proposal) => (
        <ProposalCard key={proposal.id} proposal={proposal} slug={slug} action={action} writing={writing} />
      ))}
      {closed.length > 0 && (
        <details className="props-closed">
          <summary>{t('closed_proposals', { count: closed.length })}</summary>
          <ul>
            {closed.map((proposal) => (
              <ClosedProposal key={proposal.id} proposal={proposal} slug={slug} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function ClosedProposal({ proposal, slug }: { proposal: ChangeProposal; slug: string }) {
  const { t } = useTranslation(['plan', 'proposals']);
  const { id, number, author, status } = proposal;
  return (
    <li id={`voorstel-${id}`}>
      <Link to={paths.proposal(slug, proposal.section.number, number)}>{t('proposals:closed', { number, name: author.name })}</Link>{' '}
      <span className="muted">{status === 'partly' ? t('proposals:partly') : t(`plan:proposal.${status as 'accepted'}`)}</span>
    </li>
  );
}
