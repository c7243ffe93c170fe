import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { formatDay, toDay } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

type Letter = { id: string; addressee: string; street: string; postcode: string; town: string; code: string; until: Date };

/** A sheet for each letter, with the address where the window of an envelope is. */
export function LetterSheets({ letters, publicUrl }: { letters: Letter[]; publicUrl: string }) {
  const { t } = useTranslation('identity');
  const { site, locale } = useRootData();
  return (
    <div className="wrap sheets">
      <div className="not-printed">
        <h1>{t('letters.title')}</h1>
        <p className="lead">{t('letters.print_hint')}</p>
        <p>
          <Link className="btn sec-b s" to={paths.letters()}>
            {t('letters.back')}
          </Link>
        </p>
      </div>
      {letters.map(({ id, addressee, street, postcode, town, code, until }) => (
        <article key={id} className="sheet">
          <p className="sheet-address">
            {addressee}
            <br />
            {street}
            <br />
            {postcode} {town}
          </p>
          <h2>{t('letters.letter_subject')}</h2>
          <p>{t('letters.letter_hello', { name: addressee })}</p>
          <p>{t('letters.letter_text')}</p>
          <p className="sheet-code">{code}</p>
          <p>{t('letters.letter_how', { url: `${publicUrl}${paths.ownAddress()}`, until: formatDay(toDay(until), locale) })}</p>
          <p>{t('letters.letter_not')}</p>
          <p>
            {t('letters.letter_bye')}
            <br />
            {t('common:municipality', { name: site.municipality })}
          </p>
        </article>
      ))}
    </div>
  );
}
