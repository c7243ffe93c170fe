import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

/** The way back up. The last item is the page itself and is no link. */
export function Breadcrumb({ items }: { items: readonly { label: string; to?: string }[] }) {
  const { t } = useTranslation('common');
  return (
    <nav aria-label={t('breadcrumb')}>
      <ol className="crumb">
        {items.map(({ label, to }) => (
          <li key={label} {...(to ? {} : { 'aria-current': 'page' as const })}>
            {to ? <Link to={to}>{label}</Link> : label}
          </li>
        ))}
      </ol>
    </nav>
  );
}
