import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

/** First step of a proposal: which words it is about, or the whole text. Links, so it works without JavaScript and the back button does what it should. */
export function ChooseParagraph({ texts, path }: { texts: readonly string[]; path: string }) {
  const { t } = useTranslation(['plan', 'proposals']);
  if (texts.length === 0) return <p className="note">{t('plan:choose.empty')}</p>;
  const items = texts.map((text, index) => ({ text, number: index + 1 }));
  return (
    <>
      <p className="lead">{t('plan:choose.lead')}</p>
      <ol className="choose">
        {items.map(({ text, number }) => (
          <li key={number}>
            <p className="prose">{text}</p>
            <p>
              <Link className="btn sec-b s" to={`${path}?alinea=${number}`}>
                {t('plan:choose.this')}
                <span className="sr"> {t('plan:choose.number', { number })}</span>
              </Link>
            </p>
          </li>
        ))}
      </ol>
      <div className="choose-all">
        <h2>{t('proposals:choose.all_title')}</h2>
        <p>{t('proposals:choose.all_lead')}</p>
        <p>
          <Link className="btn sec-b s" to={`${path}?alinea=alles`}>
            {t('proposals:choose.all')}
          </Link>
        </p>
      </div>
    </>
  );
}
