import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

/** On to the next page of a list, and back to its first. */
export function Pages({ path, next, paged }: { path: string; next: number | null; paged: boolean }) {
  const { t } = useTranslation('kinds');
  if (next === null && !paged) return null;
  return (
    <p className="btns pages">
      {next !== null && (
        <Link className="btn sec-b" to={`${path}?na=${next}`} rel="next">
          {t('next')}
        </Link>
      )}
      {paged && (
        <Link className="btn ghost" to={path}>
          {t('first')}
        </Link>
      )}
    </p>
  );
}
