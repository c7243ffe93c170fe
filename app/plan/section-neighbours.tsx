import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { SectionPage } from '../../server/plan-texts/queries.ts';
import { paths } from '../paths.ts';

/** The section before and the one after. */
export function SectionNeighbours({ page }: { page: SectionPage }) {
  const { t } = useTranslation('plan');
  const { previous, next, trajectory } = page;
  if (!previous && !next) return null;
  return (
    <nav className="pt-nav no-print" aria-label={t('neighbours')}>
      {previous && (
        <Link to={paths.section(trajectory.slug, previous.number)} rel="prev">
          <span className="tiny muted">{t('previous')}</span>
          {previous.heading}
        </Link>
      )}
      {next && (
        <Link className="next" to={paths.section(trajectory.slug, next.number)} rel="next">
          <span className="tiny muted">{t('next')}</span>
          {next.heading}
        </Link>
      )}
    </nav>
  );
}
