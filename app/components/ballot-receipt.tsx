import { useTranslation } from 'react-i18next';
import { untilWords } from './ballot-words.ts';

/** The own ballot, for the voter alone, as long as it may change. */
export function BallotReceipt({
  titles,
  ranked,
  receipt,
  closesAt,
  fresh,
}: {
  titles: readonly string[];
  ranked: boolean;
  /** The voter's code, where this voting gives one. */
  receipt: string | null;
  closesAt: string;
  fresh: boolean;
}) {
  const { t, i18n } = useTranslation('votings');
  const items = titles.map((title) => <li key={title}>{title}</li>);
  return (
    <section className="done ballot-receipt" aria-labelledby="stembewijs" {...(fresh ? { role: 'status' } : {})}>
      <h2 id="stembewijs">{t(fresh ? 'receipt.title' : 'receipt.title_again')}</h2>
      <p>{t('receipt.text')}</p>
      {ranked ? <ol>{items}</ol> : <ul>{items}</ul>}
      {receipt && (
        <p style={{ marginTop: 8 }}>
          {t('receipt.code')} <b className="num receipt-code">{receipt}</b>
          <br />
          <span className="small">{t('receipt.code_about')}</span>
        </p>
      )}
      <p className="small" style={{ marginTop: 8 }}>
        {t('receipt.change', { until: untilWords(closesAt, { t, locale: i18n.language }) })}
      </p>
    </section>
  );
}
