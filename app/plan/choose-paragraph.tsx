import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

/** First step of a proposal: which words it is about. Links, so it works without JavaScript and the back button does what it should. */
export function ChooseParagraph({ texts, path }: { texts: readonly string[]; path: string }) {
  const { t } = useTranslation('plan');
  if (texts.length === 0) return <p className="note">{t('choose.empty')}</p>;
  const items = texts.map((text, index) => ({ text, number: index + 1 }));
  return (
    <>
      <p className="lead">{t('choose.lead')}</p>
      <ol className="choose">
        {items.map(({ text, number }) => (
          <li key={number}>
            <p className="prose">{text}</p>
            <p>
              <Link className="btn sec-b s" to={`${path}?alinea=${number}`}>
                {t('choose.this')}
                <span className="sr"> {t('choose.number', { number })}</span>
              </Link>
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
