import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Piece } from './mark-pieces.ts';

/** Words that comments are about, with the number of each comment where its words end. */
export function MarkedWords({ marks, begins, ends, children }: Pick<Piece, 'marks' | 'begins' | 'ends'> & { children: ReactNode }) {
  const { t } = useTranslation('passages');
  if (marks.length === 0) return children;
  return (
    <>
      <mark className="mark" id={begins[0] && `woorden-${begins[0].id}`}>
        {/* Two comments may begin at the same word, and each is a place to go to. */}
        {begins.slice(1).map(({ id }) => (
          <span key={id} id={`woorden-${id}`} />
        ))}
        {children}
      </mark>
      {ends.map(({ id, number }) => (
        <a key={id} className="fn" href={`#reactie-${id}`}>
          <span className="sr">{t('number')} </span>
          {number}
        </a>
      ))}
    </>
  );
}
