import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { formatDay, toDay } from '../format.ts';
import { paths } from '../paths.ts';
import { PaperView } from './paper-view.tsx';
import type { loadPaper } from './papers.server.ts';
import { WordsGone } from './words-gone.tsx';

const FORMATS = ['pdf', 'docx', 'csv', 'json'] as const;

/** A motivation or final report as it was frozen last, or the version that was asked for. */
export function PaperPage({ page }: { page: Awaited<ReturnType<typeof loadPaper>> }) {
  const { t, i18n } = useTranslation('dossiers');
  const { kind, trajectory, frozen, shown, draft, may } = page;
  const { slug, title } = trajectory;
  const day = (moment: string) => formatDay(toDay(moment), i18n.language);
  return (
    <div className="wrap foot-page">
      <Breadcrumb
        items={[
          { label: title, to: paths.trajectory(slug) },
          { label: t('title'), to: paths.outcomes(slug) },
          { label: t(`paper.${kind}`) },
        ]}
      />
      <article className="process-paper">
        <h1>{t('paper.of', { paper: t(`paper.${kind}`), title })}</h1>
        <p className="lead">{t(`paper.lead.${kind}`)}</p>
        {may.write && (
          <p className="btns no-print">
            <Link className="btn sec-b s" to={paths.editProcessPaper(slug, kind)}>
              {draft ? t('paper.to_draft', { number: draft.number }) : t('paper.to_begin')}
            </Link>
          </p>
        )}
        {shown === null ? (
          <p className="empty">{t('paper.none')}</p>
        ) : (
          <>
            <p className="small muted">{t('paper.frozen', { number: shown.number, day: day(shown.frozenAt) })}</p>
            <p className="rd-files no-print">
              {FORMATS.map((format) => (
                <a key={format} href={paths.processPaperFile(slug, kind, shown.number, format)}>
                  {t(`format.${format}`)}
                </a>
              ))}
            </p>
            {i18n.language !== 'nl' && <p className="note">{t('paper.dutch')}</p>}
            <div lang="nl">
              <PaperView paper={shown.paper} />
            </div>
            {frozen.length > 1 && (
              <>
                <h2>{t('version.title')}</h2>
                <ul className="rd-lines">
                  {frozen.map(({ number, frozenAt }) => (
                    <li key={number}>
                      <Link to={paths.processPaper(slug, kind, number)}>{t('version.one', { number })}</Link>
                      <span className="small muted">{day(frozenAt)}</span>
                    </li>
                  ))}
                </ul>
              </>
            )}
            <WordsGone takenOut={shown.takenOut} />
            <p className="tiny muted hash">
              {t('version.sha')}: {shown.sha256}
            </p>
          </>
        )}
      </article>
    </div>
  );
}
