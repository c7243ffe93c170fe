import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import type { SectionPassages } from '../../server/comments/passages.ts';
import { PassageCard } from './passage-card.tsx';
import { type Placed, placedPassages } from './passage-marks.ts';
import type { PassageStore } from './passage-store.ts';
import { fill, type Reacting } from './props.ts';

type Props = { editor: Editor; store: PassageStore; reacting: Reacting };

/** Comments on words, in the margin of the page, in the order in which the words stand now. */
export function PassageList({ editor, store, reacting }: Props) {
  const place = usePlace('op-woorden');
  const passages = useSyncExternalStore(store.subscribe, store.get);
  const { open, resolved } = passages;
  useEffect(() => {
    const count = reacting.total - countIn(reacting.initial) + countIn(passages);
    const heading = document.getElementById('reacties-kop');
    const text = reacting.texts[count === 0 ? 'title_zero' : count === 1 ? 'title_one' : 'title_other'];
    if (heading) heading.textContent = fill(text, { count });
  }, [passages, reacting]);
  const placed = useEditorState({
    editor,
    selector: ({ editor: now }) => placedPassages(now.state),
    equalityFn: (one, other) => JSON.stringify(one) === JSON.stringify(other),
  });
  const active = useEditorState({ editor, selector: ({ editor: now }) => activeAt(placedPassages(now.state), now.state.selection.from) });
  if (!place) return null;
  const stands = new Map(placed.map((each) => [each.id, each]));
  return createPortal(
    <>
      {open.length === 0 && reacting.mayComment && <p className="muted">{reacting.texts.live.empty}</p>}
      {open.map((thread, index) => (
        <PassageCard
          key={thread.id}
          thread={thread}
          number={index + 1}
          stands={stands.get(thread.id) ?? null}
          active={active === thread.id}
          {...{ editor, store, reacting }}
        />
      ))}
      {resolved.length > 0 && (
        <details className="closed-threads">
          <summary>
            {fill(reacting.texts[resolved.length === 1 ? 'closed_threads_one' : 'closed_threads_other'], { count: resolved.length })}
          </summary>
          {resolved.map((thread) => (
            <PassageCard key={thread.id} thread={thread} number={null} stands={null} active={false} {...{ editor, store, reacting }} />
          ))}
        </details>
      )}
    </>,
    place,
  );
}

/** Comments with their replies, as the heading above them counts. */
function countIn({ open, resolved }: SectionPassages): number {
  return [...open, ...resolved].reduce((sum, thread) => sum + (thread.hidden ? 0 : 1) + thread.replies.length, 0);
}

/** The comment whose words the cursor is in. */
function activeAt(placed: readonly Placed[], position: number): string | null {
  return placed.find(({ ranges }) => ranges.some(({ from, to }) => position >= from && position <= to))?.id ?? null;
}

/** An element of the page, emptied: what stood in it was for who has no JavaScript. */
function usePlace(id: string): HTMLElement | null {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useLayoutEffect(() => {
    const element = document.getElementById(id);
    element?.replaceChildren();
    setPlace(element);
  }, [id]);
  return place;
}
