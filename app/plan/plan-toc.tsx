import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { ChapterEntry, SectionEntry } from '../../server/plan-texts/queries.ts';
import { shownNumber } from '../../server/plan-texts/rules.ts';
import { Icon } from '../components/icon.tsx';
import { paths } from '../paths.ts';
import { PolicyIcon } from './policy-badge.tsx';
import { WritersNowShort } from './writers-now.tsx';

type Props = {
  slug: string;
  chapters: readonly ChapterEntry[];
  /** Number of the chapter shown, of which the sections are listed too. */
  chapter?: string | null;
  /** Number of the section shown. */
  current?: string;
};

/** The chapters beside the text, and above it on a small screen; with the meaning of the edges. */
export function PlanToc(props: Props) {
  const { t } = useTranslation('plan');
  return (
    <>
      <nav className="toc no-print" aria-label={t('toc')}>
        <Chapters {...props} />
        <BankKey />
      </nav>
      <details className="mob-toc no-print">
        <summary>
          {t('toc')} <Icon name="chevron-down" />
        </summary>
        <div className="mob-toc-list">
          <Chapters {...props} />
          <BankKey />
        </div>
      </details>
    </>
  );
}

function Chapters({ slug, chapters, chapter, current }: Props) {
  return (
    <ol>
      {chapters.map((entry) => (
        <li key={entry.number}>
          <Entry slug={slug} entry={entry} current={current ?? chapter} />
          {entry.number === chapter && entry.sections.length > 0 && (
            <ol className="sub">
              {entry.sections.map((section) => (
                <li key={section.number}>
                  <Entry slug={slug} entry={section} current={current} />
                </li>
              ))}
            </ol>
          )}
        </li>
      ))}
    </ol>
  );
}

function Entry({ slug, entry, current }: { slug: string; entry: SectionEntry; current: string | null | undefined }) {
  return (
    <Link to={paths.section(slug, entry.number)} {...(entry.number === current ? { 'aria-current': 'true' as const } : {})}>
      <span className={entry.level === 1 ? 'n tn' : 'n'}>{shownNumber(entry)}</span>
      <span>{entry.title}</span>
      <span className="live">
        <WritersNowShort count={entry.writersNow} />
        <PolicyIcon policy={entry.policy} />
      </span>
    </Link>
  );
}

function BankKey() {
  const { t } = useTranslation('plan');
  return (
    <div className="key">
      <div>
        <svg width="26" height="24" viewBox="0 0 26 24" aria-hidden="true">
          <path d="M13 0c5 4 5 8 0 12s-5 8 0 12" fill="none" stroke="var(--water)" strokeWidth="2" />
        </svg>
        {t('key.open')}
      </div>
      <div>
        <svg width="26" height="24" viewBox="0 0 26 24" aria-hidden="true">
          <path d="M11 0v24M16 0v24" stroke="var(--ink)" strokeWidth="2.4" />
        </svg>
        {t('key.fixed')}
      </div>
      <div>
        <svg width="26" height="24" viewBox="0 0 26 24" aria-hidden="true">
          <path d="M13 0v24" stroke="var(--ink-2)" strokeWidth="3" strokeDasharray="4 6" />
        </svg>
        {t('key.suggest')}
      </div>
    </div>
  );
}
