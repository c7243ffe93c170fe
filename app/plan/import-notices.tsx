import { useTranslation } from 'react-i18next';
import type { ImportNotice } from '../../server/plan-texts/import-notices.ts';

/** What the file has and the plan will not. */
export function ImportNotices({ notices }: { notices: readonly ImportNotice[] }) {
  const { t } = useTranslation('exchange');
  if (notices.length === 0) return null;
  return (
    <section className="note" aria-labelledby="weggelaten">
      <h2 id="weggelaten">{t('notices.title')}</h2>
      <ul>
        {notices.map(({ kind, count }) => (
          <li key={kind}>{t(`notices.${kind}`, { count })}</li>
        ))}
      </ul>
    </section>
  );
}
