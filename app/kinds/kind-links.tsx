import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';

const LISTS = [
  { feature: 'tell', label: 'stories', to: paths.stories },
  { feature: 'challenge', label: 'challenges', to: paths.challenges },
  { feature: 'formal_view', label: 'views', to: paths.formalViews },
] as const;

/** What came in that is no idea: a list for each kind some phase of the trajectory asks for, also when that phase is over or still to come. */
export function KindLinks({ slug, phases }: { slug: string; phases: readonly { features: readonly string[] }[] }) {
  const { t } = useTranslation('kinds');
  const shown = LISTS.filter(({ feature }) => phases.some(({ features }) => features.includes(feature)));
  if (shown.length === 0) return null;
  return (
    <nav className="follow-links" aria-label={t('more.title')}>
      {shown.map(({ label, to }) => (
        <Link key={label} to={to(slug)}>
          {t(`more.${label}`)}
        </Link>
      ))}
    </nav>
  );
}
