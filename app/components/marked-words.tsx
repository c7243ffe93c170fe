import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MarkedPiece, Piece } from './mark-pieces.ts';

/** Words that comments are about or that proposals would change, with the number of each where its words end. */
export function MarkedWords({ marks, begins, ends, children }: Pick<Piece, 'marks' | 'begins' | 'ends'> & { children: ReactNode }) {
  const commented = marks.some(({ kind }) => kind === 'comment');
  const asked = marks.some(({ kind, nearby }) => kind === 'proposal' && !nearby);
  const [first, ...more] = begins.filter(({ nearby }) => !nearby);
  const Words = commented ? 'mark' : 'span';
  return (
    <>
      {commented || asked ? (
        <Words className={[commented && 'mark', asked && 'asks'].filter(Boolean).join(' ')} id={first && placeId(first)}>
          {/* Two comments may begin at the same word, and each is a place to go to. */}
          {more.map((piece) => (
            <span key={piece.id} id={placeId(piece)} />
          ))}
          {children}
        </Words>
      ) : (
        children
      )}
      {ends.map((piece) => (
        <MarkNumber key={piece.id} piece={piece} />
      ))}
    </>
  );
}

function MarkNumber({ piece }: { piece: MarkedPiece }) {
  const { t } = useTranslation(['passages', 'proposals']);
  const { kind, id, number, nearby } = piece;
  return (
    <>
      {nearby && <span id={placeId(piece)} />}
      <a className={kind === 'comment' ? 'fn' : 'pn'} href={kind === 'comment' ? `#reactie-${id}` : `#voorstel-${id}`}>
        <span className="sr">{t(kind === 'comment' ? 'passages:number' : 'proposals:mark')} </span>
        {number}
      </a>
    </>
  );
}

function placeId({ kind, id }: MarkedPiece): string {
  return `${kind === 'comment' ? 'woorden' : 'plek'}-${id}`;
}
