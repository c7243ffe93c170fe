import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { ChangeProposal } from '../../server/plan-texts/change-proposal-queries.ts';
import { Avatar } from '../components/avatar.tsx';
import { TextDiff } from '../components/text-diff.tsx';
import { formatMoment } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import { excerptDiff } from './excerpt-diff.ts';
import { ProposalStatus } from './proposal-status.tsx';
import { ProposalSupport } from './proposal-support.tsx';

type Props = { proposal: ChangeProposal; slug: string; action: string; writing: boolean };

/** A change proposal in the margin: what would change, who asks, who agrees, and the way to everything about it. */
export function ProposalCard({ proposal, slug, action, writing }: Props) {
  const { t, i18n } = useTranslation(['plan', 'proposals']);
  const { today } = useRootData();
  const { id, number, author, createdAt, comments, why } = proposal;
  const path = paths.proposal(slug, proposal.section.number, number);
  return (
    <article className="prop" id={`voorstel-${id}`} aria-labelledby={`voorstel-${id}-kop`}>
      <h3 className="hd" id={`voorstel-${id}-kop`}>
        <Avatar name={author.name} />
        <span>
          {author.name}
          <span className="muted">{t('proposals:card', { number, when: formatMoment(createdAt, i18n.language, today) })}</span>
        </span>
      </h3>
      <ProposalAt proposal={proposal} linked={!writing} />
      <div className="prose">
        {proposal.formattingOnly ? (
          <p className="small">{t('proposals:formatting_only')}</p>
        ) : (
          <TextDiff parts={excerptDiff(proposal.diff)} />
        )}
      </div>
      <p className="hd">
        <ProposalStatus proposal={proposal} />
      </p>
      <ProposalSupport proposal={proposal} action={action} named />
      <p className="more-line">
        <Link className="more" to={why.decide === null ? `${path}#besluit` : path}>
          {why.decide === null ? t('plan:decide.title') : t('proposals:read', { count: comments })}
          <span className="sr"> {t('proposals:number', { number })}</span>
        </Link>
      </p>
    </article>
  );
}

/** Where in the text it is about, with the number that stands there too, and the way to it. */
function ProposalAt({ proposal: { id, number, scope, place }, linked }: { proposal: ChangeProposal; linked: boolean }) {
  const { t } = useTranslation('proposals');
  if (scope === 'section') return <p className="at">{t('whole_section')}</p>;
  if (!place) return null;
  const paragraph = t('at_paragraph', { number: place.block + 1 });
  return (
    <p className="at">
      {linked ? (
        <a href={`#plek-${id}`}>
          <span className="pn" aria-hidden="true">
            {number}
          </span>
          {paragraph}
          <span className="sr">: {t('to_place')}</span>
        </a>
      ) : (
        paragraph
      )}
    </p>
  );
}
