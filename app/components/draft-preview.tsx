import { useTranslation } from 'react-i18next';
import type { AnswerPage, DraftResponse } from '../../server/responses/answer-page.ts';

/** An answer that is being read or waits to be published, as it will stand on the site. */
export function DraftPreview({ draft, sections }: { draft: DraftResponse; sections: AnswerPage['sections'] }) {
  const { t } = useTranslation('answers');
  const section = sections.find(({ id }) => id === draft.sectionId);
  return (
    <section className="ans" aria-labelledby="concept">
      <header>
        <span>
          <h2 id="concept">{draft.status !== 'draft' && t(`write.preview.${draft.status}`, { name: draft.author.name })}</h2>
          <span className="small muted">{draft.outcome && t(`outcome_long.${draft.outcome}`)}</span>
        </span>
      </header>
      <div className="bd">
        <p className="verdict">{draft.summary}</p>
        {draft.motivation && <div className="prose">{draft.motivation}</div>}
      </div>
      <dl>
        <dt>{t('answer.changes')}</dt>
        <dd>{section ? t('answer.section', section) : t('answer.no_change')}</dd>
        {draft.nextStep && (
          <>
            <dt>{t('answer.next_step')}</dt>
            <dd>{draft.nextStep}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
