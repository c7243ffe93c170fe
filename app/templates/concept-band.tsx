import { useTranslation } from 'react-i18next';
import { StatusBadge } from '../components/status-badge.tsx';
import { paths } from '../paths.ts';

/** Above what is not public yet: who sees it, and the act that changes that. */
export function ConceptBand({ slug, mayPublish }: { slug: string; mayPublish: boolean }) {
  const { t } = useTranslation('templates');
  return (
    <section className="concept" aria-labelledby="concept">
      <div>
        <StatusBadge tone="neutraal" icon="lock" boxed>
          <span id="concept">{t('carry.concept')}</span>
        </StatusBadge>
        <p>{t('carry.concept_text')}</p>
      </div>
      {mayPublish && (
        <form method="post" action={paths.carrying(slug)}>
          <button type="submit" className="btn" name="intent" value="publish">
            {t('carry.publish')}
          </button>
        </form>
      )}
    </section>
  );
}
