import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { refusedOf } from '../components/refused-form.ts';
import { formatMoment } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import { BeginPaper, ChapterForm, FreezePaper } from './paper-desk.tsx';
import { PaperView } from './paper-view.tsx';
import type { loadPaperDesk } from './papers.server.ts';

/** Where a motivation or final report is written: the chapters, how it will read, and freezing it. */
export function PaperDesk({ page, refused }: { page: Awaited<ReturnType<typeof loadPaperDesk>>; refused: unknown }) {
  const { t, i18n } = useTranslation('dossiers');
  const { today } = useRootData();
  const { kind, trajectory, draft, may, kept } = page;
  const { slug, title } = trajectory;
  return (
    <div className="wrap foot-page">
      <Breadcrumb
        items={[
          { label: title, to: paths.trajectory(slug) },
          { label: t('title'), to: paths.outcomes(slug) },
          { label: t(`paper.${kind}`), to: paths.processPaper(slug, kind) },
          { label: t('paper.edit') },
        ]}
      />
      <div className="process-paper">
        <h1>{t('paper.of', { paper: t(`paper.${kind}`), title })}</h1>
        {draft === null ? (
          <BeginPaper kind={kind} refused={refusedOf(refused, 'begin')} />
        ) : (
          <>
            <p className="lead">{t('paper.write')}</p>
            <p className="small muted">
              {t('paper.changed', {
                number: draft.number,
                who: draft.changedBy,
                moment: formatMoment(draft.changedAt, i18n.language, today),
              })}
            </p>
            {kept && !refused && (
              <p className="done" role="status">
                {t('paper.kept')}
              </p>
            )}
            <ChapterForm chapters={draft.chapters} revision={draft.revision} refused={refusedOf(refused, 'words')} />
            {may.freeze && (
              <section aria-labelledby="klaar">
                <h2 id="klaar">{t('paper.ready')}</h2>
                <FreezePaper revision={draft.revision} refused={refusedOf(refused, 'freeze')} />
              </section>
            )}
            <details className="desk-part">
              <summary>{t('paper.preview')}</summary>
              <div lang="nl">
                <PaperView paper={draft.paper} />
              </div>
            </details>
            <p>
              <Link to={paths.outcomes(slug)}>{t('paper.to_dossier')}</Link>
            </p>
          </>
        )}
      </div>
    </div>
  );
}
