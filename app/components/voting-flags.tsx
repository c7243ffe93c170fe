import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Flag } from '../../server/integrity/queries.ts';
import { formatMoment } from '../format.ts';
import { FlagWords } from '../moderation/flag-row.tsx';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

/** For staff and council, beside the outcome: what stood out, and what a moderator thought of it. */
export function VotingFlags({ flags }: { flags: readonly Flag[] }) {
  const { t } = useTranslation('integrity');
  const { locale, today } = useRootData();
  return (
    <section className="sec-tight" aria-labelledby="unusual">
      <h2 id="unusual">{t('of_voting.title')}</h2>
      <p className="measure muted">{t('of_voting.lead')}</p>
      <ul className="rows">
        {flags.map((flag) => (
          <li key={flag.id}>
            <FlagWords flag={flag} />
            {flag.decision ? (
              <>
                <p className="small">{t(`outcome.${flag.decision.outcome}`, { at: formatMoment(flag.decision.at, locale, today) })}</p>
                <p className="note">{flag.decision.reason}</p>
              </>
            ) : (
              <p className="small muted">{t('of_voting.waiting')}</p>
            )}
          </li>
        ))}
      </ul>
      <p>
        <Link className="more" to={paths.unusual()}>
          {t('of_voting.all')}
        </Link>
      </p>
    </section>
  );
}
