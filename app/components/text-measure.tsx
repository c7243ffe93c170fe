import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

/** From this many words a sentence is hard to read (B1: ten to fifteen). */
const LONG = 20;

/** How long a saved text is, and whether its longest sentence is too long. No promise about its level: that takes a reader. */
export function TextMeasure({ text }: { text: string }) {
  const { t } = useTranslation('answers');
  const { words, longest } = measureText(text);
  if (words === 0) return null;
  return (
    <p className="b1">
      <span>{t('write.words', { count: words })}</span>
      <span>
        {longest > LONG ? (
          <>
            <Icon name="triangle-alert" /> {t('write.sentence_long', { count: longest })}
          </>
        ) : (
          t('write.sentence', { count: longest })
        )}
      </span>
    </p>
  );
}

/** Words in a text, and in its longest sentence. */
export function measureText(text: string): { words: number; longest: number } {
  const sentences = text
    .split(/[.!?]+(?:\s|$)|\n+/)
    .map((sentence) => sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length);
  return { words: sentences.reduce((sum, count) => sum + count, 0), longest: Math.max(0, ...sentences) };
}
