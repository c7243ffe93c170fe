import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { VersionEntry } from '../../server/plan-texts/version-queries.ts';
import { formatMoment, formatPercent } from '../format.ts';
import { useRootData } from '../root-data.ts';

/** All versions of a section: when, why, and who wrote how much of what was new. */
export function VersionList({ path, versions }: { path: string; versions: readonly VersionEntry[] }) {
  const { t, i18n } = useTranslation('plan');
  const { today } = useRootData();
  return (
    <section aria-labelledby="alle-versies">
      <h2 id="alle-versies">{t('history.all')}</h2>
      {versions.length === 0 && <p className="muted">{t('history.none')}</p>}
      <ol className="rows version-rows">
        {versions.map((version) => (
          <li key={version.number}>
            <div>
              <b>{t('history.named', { number: version.number, note: version.note })}</b>
              <p className="small muted">
                {formatMoment(version.createdAt, i18n.language, today)}
                {version.authors.length > 0 &&
                  `. ${t('history.written_by', { names: version.authors.map(({ name, share }) => `${name} (${formatPercent(share, i18n.language)})`).join(', ') })}`}
              </p>
            </div>
            <p className="btns">
              <Link className="more" to={`${path}?versie=${version.number}`}>
                {t('history.read')}
                <span className="sr"> {t('version', { number: version.number })}</span>
              </Link>
              {version.number > 1 && (
                <Link className="more" to={`${path}?van=${version.number - 1}&naar=${version.number}`}>
                  {t('history.changes')}
                  <span className="sr"> {t('history.in_version', { number: version.number })}</span>
                </Link>
              )}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
