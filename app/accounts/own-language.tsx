import { useTranslation } from 'react-i18next';
import { LOCALES, type Locale } from '../../server/web/locale.ts';

/** In which language the municipality writes to this person; the pages have the links above for that. */
export function OwnLanguage({ chosen }: { chosen: Locale }) {
  const { t } = useTranslation('identity');
  return (
    <section className="side-head" aria-labelledby="taal">
      <h2 id="taal">{t('security.language')}</h2>
      <form method="post" className="form">
        <div className="field">
          <label htmlFor="locale">{t('security.language_label')}</label>
          <select id="locale" name="locale" className="inp" defaultValue={chosen}>
            {Object.entries(LOCALES).map(([locale, { name, dir }]) => (
              <option key={locale} value={locale} lang={locale} dir={dir}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className="btn sec-b s">
          {t('security.language_keep')}
        </button>
        <input type="hidden" name="intent" value="language" />
      </form>
    </section>
  );
}
