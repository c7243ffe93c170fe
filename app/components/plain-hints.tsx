import { useTranslation } from 'react-i18next';
import { checkPlainDutch } from '../../server/text/plain-dutch.ts';

/** Hints for plain Dutch under a text as it was saved; the island that saves keeps them up to date. Hints, no verdict: a level is judged by a reader. */
export function PlainHints({ text }: { text: string }) {
  const { t } = useTranslation(['desk', 'answers']);
  const { words, longest, hints } = checkPlainDutch(text);
  return (
    <details className="plain" open={hints.length > 0}>
      <summary>
        {t('plain.title')}
        {words > 0 && (
          <span className="muted">
            {' '}
            {t('answers:write.words', { count: words })}, {t('answers:write.sentence', { count: longest })}
          </span>
        )}
      </summary>
      <ul data-hints>
        {hints.map((hint) => (
          <li key={hint.kind + hint.text}>{t(`plain.${hint.kind}`, hint)}</li>
        ))}
        {hints.length === 0 && <li>{t('plain.none')}</li>}
      </ul>
      <p className="tiny muted">{t('plain.hint')}</p>
    </details>
  );
}
