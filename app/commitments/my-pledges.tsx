import { useTranslation } from 'react-i18next';
import type { Commitment } from '../../server/commitments/queries.ts';
import { CommitmentRows } from './commitment-rows.tsx';

/** What was promised to this person, and what they see to themselves. */
export function MyPledges({ own, asked }: { own: readonly Commitment[]; asked: readonly Commitment[] }) {
  const { t } = useTranslation('commitments');
  return (
    <>
      {asked.length > 0 && (
        <section className="sec-tight" aria-labelledby="toegezegd">
          <h2 id="toegezegd">{t('mine.asked')}</h2>
          <CommitmentRows items={asked} level={3} withTrajectory />
        </section>
      )}
      {own.length > 0 && (
        <section className="sec-tight" aria-labelledby="eigen-toezeggingen">
          <h2 id="eigen-toezeggingen">{t('mine.own')}</h2>
          <CommitmentRows items={own} level={3} withTrajectory />
        </section>
      )}
    </>
  );
}
