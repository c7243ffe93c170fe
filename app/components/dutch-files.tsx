import { useTranslation } from 'react-i18next';

/** Beside files of a Dutch municipality that are papers in law: on a page in another language, that they are in Dutch. */
export function DutchFiles() {
  const { t, i18n } = useTranslation('common');
  return i18n.language === 'nl' ? null : <p className="small muted no-print">{t('dutch_files')}</p>;
}
