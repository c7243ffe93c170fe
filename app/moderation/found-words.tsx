import { useTranslation } from 'react-i18next';
import type { RedactionCounts } from '../../server/redaction/look.ts';

const PLACES = [
  'text',
  'versions',
  'log',
  'proposals',
  'comments',
  'quotes',
  'papers',
] as const satisfies readonly (keyof RedactionCounts)[];

/** Where words stand of a section, before they are taken out: what has them first. */
export function FoundWords({ found }: { found: { counts: RedactionCounts; versions: number[] } }) {
  const { t } = useTranslation('redaction');
  const { counts, versions } = found;
  const numbers = versions.join(', ');
  const [there, not] = [PLACES.filter((place) => counts[place] > 0), PLACES.filter((place) => counts[place] === 0)];
  return (
    <section className="found-words" aria-labelledby="gevonden" role="status">
      <h2 id="gevonden">{t('found.title')}</h2>
      <ul>
        {[...there, ...not].map((place) => (
          <li key={place} className={counts[place] === 0 ? 'muted' : undefined}>
            {t(`found.${place}`, { count: counts[place], numbers })}
          </li>
        ))}
      </ul>
      <p>{t('what')}</p>
    </section>
  );
}
