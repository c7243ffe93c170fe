import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../server/meetings/queries.ts';
import { ClockBadge } from '../components/clock-badge.tsx';
import { paths } from '../paths.ts';

/** What came out of a meeting, and where the answers stand. */
export function MeetingOutcomes({ outcomes, slug }: { outcomes: readonly Outcome[]; slug: string }) {
  const { t } = useTranslation('meetings');
  const items = outcomes.map((outcome) => ({ outcome, to: pathOf(outcome, slug) }));
  return (
    <section aria-labelledby="opbrengst">
      <h2 id="opbrengst">{t('page.outcomes', { count: outcomes.length })}</h2>
      {outcomes.length === 0 ? (
        <p className="muted">{t('page.no_outcomes')}</p>
      ) : (
        <ul className="rows outcomes">
          {items.map(({ outcome, to }) => (
            <li key={to}>
              <p>
                <span className="kind">{t(`kind.${outcome.kind}`)}</span>{' '}
                {outcome.sectionNumber && <span className="muted">{t('page.at', { section: outcome.sectionNumber })}</span>}
              </p>
              <p className="what">
                <Link to={to}>{outcome.title}</Link>
              </p>
              <p className="small muted">
                {outcome.name && <span>{outcome.name}</span>} {outcome.clock && <ClockBadge clock={outcome.clock} />}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function pathOf({ ideaNumber, sectionNumber, proposalNumber, commentId }: Outcome, slug: string): string {
  if (ideaNumber !== null) return paths.idea(slug, ideaNumber);
  if (sectionNumber !== null && proposalNumber !== null) return paths.proposal(slug, sectionNumber, proposalNumber);
  return `${paths.section(slug, sectionNumber ?? '')}#reactie-${commentId}`;
}
