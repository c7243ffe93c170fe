import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import { RelativeName } from './carry-line.tsx';
import type { Carrying } from './template-draft.ts';

/** At the foot of a trajectory: where its approach came from, where it went, and the way to take it over. */
export function CarriedOn({ slug, origin, copies }: Pick<Carrying, 'origin' | 'copies'> & { slug: string }) {
  const { t } = useTranslation('templates');
  return (
    <p className="wrap small muted carried-on">
      {origin && (
        <span>
          {origin.slug === null && origin.url === null ? t('carry.from_template') : t('carry.from')} <RelativeName relative={origin} />.{' '}
        </span>
      )}
      {copies.map((copy) => (
        <span key={copy.slug ?? copy.url}>
          {t('carry.to')} <RelativeName relative={copy} />.{' '}
        </span>
      ))}
      <Link to={paths.carrying(slug)}>{t('carry.link')}</Link>
    </p>
  );
}
