import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/icon.tsx';
import { formatDay } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

const FORMATS = [
  { format: 'docx', name: 'word' },
  { format: 'html', name: 'html' },
  { format: 'md', name: 'markdown' },
] as const;

/** The plan to take along: as a file, on paper; and the way back in, for who looks after it. On paper it says where it was read. */
export function PlanFiles({ slug, mayImport = false, publicUrl }: { slug: string; mayImport?: boolean; publicUrl: string }) {
  const { t, i18n } = useTranslation('exchange');
  const { today } = useRootData();
  return (
    <>
      <div className="files no-print">
        <PlanFileLinks slug={slug} />
        <p className="small muted">{t('files.print')}</p>
        {mayImport && (
          <p>
            <Link className="more" to={paths.importPlan(slug)}>
              {t('files.import')}
            </Link>
          </p>
        )}
      </div>
      <p className="print-only small">{t('files.printed', { url: publicUrl + paths.plan(slug), day: formatDay(today, i18n.language) })}</p>
    </>
  );
}

/** Links to the files, each with its kind; with `readable` only those that can be read in again. */
export function PlanFileLinks({ slug, readable = false }: { slug: string; readable?: boolean }) {
  const { t } = useTranslation('exchange');
  return (
    <ul className="file-links" aria-label={t('files.download')}>
      {FORMATS.filter(({ format }) => !readable || format !== 'html').map(({ format, name }) => (
        <li key={format}>
          <a href={paths.planFile(slug, format)} download>
            <Icon name="download" />
            <span className="sr">{t('files.download')} </span>
            {t(`files.${name}`)}
          </a>
        </li>
      ))}
    </ul>
  );
}
