import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { SectionPage } from '../../server/plan-texts/queries.ts';
import { paths } from '../paths.ts';

/** Where in the plan one is, and which version this is. */
export function SectionHead({ page }: { page: SectionPage }) {
  const { t } = useTranslation(['plan', 'versions']);
  const { section, chapters, chapter, trajectory } = page;
  const index = chapters.findIndex((entry) => entry.number === chapter);
  const inChapter = chapter !== null && chapter !== section.number ? chapters[index] : undefined;
  return (
    <div className="pt-h">
      <p className="small muted pt-where">
        {index >= 0 && <span>{t('chapter_of', { number: index + 1, count: chapters.length })}</span>}
        {inChapter && <Link to={paths.section(trajectory.slug, inChapter.number)}>{inChapter.title}</Link>}
        {section.version > 0 && (
          <Link to={paths.sectionHistory(trajectory.slug, section.number)}>{t('version', { number: section.version })}</Link>
        )}
        {section.changedSince && section.version > 0 && <span>{t('changed_since')}</span>}
        <Link to={paths.sectionWriters(trajectory.slug, section.number)}>{t('versions:writers.link')}</Link>
      </p>
      <h1>{section.level === 1 ? section.title : section.heading}</h1>
    </div>
  );
}
