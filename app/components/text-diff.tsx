import { Children, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DiffPart } from '../../server/plan-texts/text-diff.ts';

/** A text with what was added and taken out. Said in words too, for who does not see the underlining and the strike-through. */
export function TextDiff({ parts }: { parts: readonly DiffPart[] }) {
  const { t } = useTranslation('plan');
  const renderPart = ({ kind, text }: DiffPart): ReactNode => {
    if (kind === 'same') return text;
    const Change = kind === 'added' ? 'ins' : 'del';
    return (
      <>
        <Change>
          <span className="sr"> {t(`diff.${kind}`)} </span>
          <bdi>{text}</bdi>
        </Change>
        {/* Inside, a line that is just full would break before it, and leave an empty piece of colour on the next. */}
        <span className="sr"> {t(`diff.${kind}_end`)} </span>
      </>
    );
  };
  // The style keeps the line ends of the text.
  return <div className="diff">{Children.toArray(parts.map(renderPart))}</div>;
}
