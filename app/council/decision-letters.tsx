import { useTranslation } from 'react-i18next';
import type { listLetters } from '../../server/council/letters.ts';
import { formatDay } from '../format.ts';
import { useRootData } from '../root-data.ts';

type Page = Awaited<ReturnType<typeof listLetters>>;

type Props = {
  decision: NonNullable<Page['decision']>;
  waiting: Page['waiting'];
  trajectory: string;
  /** Of the page of the decision, whole, as it is typed over from paper. */
  url: string;
};

/** Mevrouw A. Dijkstra on the envelope is mevrouw A. Dijkstra in the letter. */
function inSalutation(addressee: string): string {
  return addressee.replace(/^(Mevrouw|Meneer|De heer|Familie|Mw\.?|Dhr\.?|Fam\.?)(?=\s)/u, (word) => word.toLowerCase());
}

/** A sheet for each letter, with the address where the window of an envelope is. */
export function DecisionLetters({ decision, waiting, trajectory, url }: Props) {
  const { t } = useTranslation('reach');
  const { site, locale } = useRootData();
  const { title, correction, outcome, summary, deviates, decidedOn } = decision;
  return waiting.map(({ personId, addressee, address, from }) => (
    <article key={personId} className="sheet">
      <p className="sheet-address">
        {addressee}
        <br />
        {address.split('\n').map((line) => (
          <span key={line}>
            {line}
            <br />
          </span>
        ))}
      </p>
      <h2>{t(correction ? 'letters.subject_corrected' : 'letters.subject', { title })}</h2>
      <p>{t('letters.hello', { name: inSalutation(addressee) })}</p>
      <p>
        {correction
          ? t('letters.corrected', { title, correction })
          : t('letters.took_part', { trajectory, title, day: formatDay(decidedOn, locale) })}
      </p>
      <p>
        {t(`letters.outcome.${outcome}`)} {summary}
      </p>
      <p>{t(deviates ? 'letters.deviates' : 'letters.follows')}</p>
      <p>{t('letters.read', { url, name: site.contactName, phone: site.contactPhone.replaceAll(' ', '\u00a0') })}</p>
      <p>{t(from === 'given' ? 'letters.kept' : 'letters.kept_view')}</p>
      <p>{t('letters.thanks')}</p>
      <p>
        {t('letters.bye')}
        <br />
        {t('common:municipality', { name: site.municipality })}
      </p>
    </article>
  ));
}
