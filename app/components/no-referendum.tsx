import { useTranslation } from 'react-i18next';

/** Said at every voting whose outcome does not bind. */
export function NoReferendum() {
  const { t } = useTranslation('votings');
  return (
    <p className="note ballot-note">
      <b>{t('referendum.title')}</b> {t('referendum.text')}
    </p>
  );
}
