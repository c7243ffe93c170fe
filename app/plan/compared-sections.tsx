import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { ComparedSection } from '../../server/plan-texts/compare-queries.ts';
import type { IconName } from '../components/icon.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { TextDiff } from '../components/text-diff.tsx';
import { paths } from '../paths.ts';
import { ComparedBlocks, CompareKey } from './compared-blocks.tsx';

const ICONS: Record<Exclude<ComparedSection['kind'], 'same'>, IconName> = { added: 'plus', removed: 'x', changed: 'file-pen-line' };

/** What changed in the whole plan, section by section; what stayed is only named. */
export function ComparedSections({ slug, sections, title }: { slug: string; sections: readonly ComparedSection[]; title: string }) {
  const { t } = useTranslation('versions');
  const different = sections.filter((section) => section.kind !== 'same');
  const same = sections.filter((section) => section.kind === 'same');
  return (
    <section aria-labelledby="verschil">
      <h2 id="verschil">{title}</h2>
      {different.length === 0 ? (
        <p className="note">{t('compare.same')}</p>
      ) : (
        <>
          <p className="muted">{t('compare.counts', { count: different.length })}</p>
          <CompareKey />
        </>
      )}
      {different.map((section) => (
        <article className="cs" key={section.sectionId}>
          <header>
            <h3>{section.heading}</h3>
            <p className="stat">
              {section.kind !== 'same' && (
                <StatusBadge tone="neutraal" icon={ICONS[section.kind]}>
                  {t(`kind.${section.kind}`)}
                </StatusBadge>
              )}
              {section.kind !== 'removed' && <Link to={paths.section(slug, section.number)}>{t('compare.to_section')}</Link>}
            </p>
          </header>
          {section.title && (
            <div className="cb-title">
              <p className="small muted">{t('compare.title_changed')}</p>
              <TextDiff parts={section.title} />
            </div>
          )}
          <div className="prose">
            <ComparedBlocks blocks={section.blocks} id={`deel-${section.number}`.replace(/[^\w-]/g, '-')} />
          </div>
        </article>
      ))}
      {same.length > 0 && (
        <div className="cs-same">
          <h3>{t('compare.unchanged')}</h3>
          <ul>
            {same.map((section) => (
              <li key={section.sectionId}>
                <Link to={paths.section(slug, section.number)}>{section.heading}</Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
