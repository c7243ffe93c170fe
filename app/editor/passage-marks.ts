/** Shows in the text which words comments are about, wherever those words go. */
import { Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';
import { type Anchor, type Found, findAnchors } from '../../server/comments/anchor.ts';
import type { Range } from '../../server/comments/letters.ts';
import type { PassageThread } from '../../server/comments/passages.ts';
import type { PassageStore } from './passage-store.ts';
import { textBlocks, toPositions } from './text-places.ts';

/** After typing, the words are looked for again when there is a pause. */
const PAUSE_MS = 400;

export type Placed = { id: string; state: Found['state']; ranges: Range[] };

type Marks = { decorations: DecorationSet; placed: Placed[]; pending: Anchor | null };

export const passageKey = new PluginKey<Marks>('passages');

type Signal = { pending: Anchor | null } | 'again';

/** Marks the words somebody is writing a comment about; null: no longer. */
export function markPending(view: EditorView, anchor: Anchor | null): void {
  view.dispatch(view.state.tr.setMeta(passageKey, { pending: anchor } satisfies Signal));
}

/** Where the comments' words are now, in the order of the comments. */
export function placedPassages(state: EditorState): Placed[] {
  return passageKey.getState(state)?.placed ?? [];
}

export function anchorOf({ passage: { quote, anchor } }: Pick<PassageThread, 'passage'>): Anchor {
  return { ...anchor, quote, start: fromBase64(anchor.start), end: fromBase64(anchor.end) };
}

export function PassageMarks({ doc, store }: { doc: Y.Doc; store: PassageStore }): Extension {
  return Extension.create({
    name: 'passages',
    addProseMirrorPlugins: () => [passagePlugin(doc, store)],
  });
}

function passagePlugin(doc: Y.Doc, store: PassageStore): Plugin<Marks> {
  const look = (state: Pick<EditorState, 'doc'>, pending: Anchor | null): Marks => {
    const open = store.get().open;
    const anchors = open.map(anchorOf);
    const found = findAnchors(doc, pending ? [...anchors, pending] : anchors);
    const blocks = textBlocks(state.doc);
    const places = found.map(({ segments }) => toPositions(blocks, segments));
    const placed = open.map(({ id }, index) => ({ id, state: found[index]?.state ?? 'gone', ranges: places[index] ?? [] }));
    const decorations = placed.flatMap(({ ranges, id }, index) => decorate(state.doc, ranges, { id, number: index + 1 }));
    const asked = pending ? (places.at(-1) ?? []).map(({ from, to }) => Decoration.inline(from, to, { class: 'mark asked' })) : [];
    return { decorations: DecorationSet.create(state.doc, [...decorations, ...asked]), placed, pending };
  };
  return new Plugin<Marks>({
    key: passageKey,
    state: {
      init: (_, state) => look(state, null),
      apply(transaction, marks, _, state) {
        const signal = transaction.getMeta(passageKey) as Signal | undefined;
        if (signal) return look(state, signal === 'again' ? marks.pending : signal.pending);
        if (!transaction.docChanged) return marks;
        // What comes in replaces the whole text: there is nothing to follow, and the shared text has it already.
        return transaction.getMeta(ySyncPluginKey) ? look(state, marks.pending) : follow(marks, transaction);
      },
    },
    props: { decorations: (state) => passageKey.getState(state)?.decorations },
    view(view) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const again = () => {
        clearTimeout(timer);
        // Redrawing under the fingers of an input method breaks off what it composes.
        if (view.composing) timer = setTimeout(again, PAUSE_MS);
        else view.dispatch(view.state.tr.setMeta(passageKey, 'again' satisfies Signal));
      };
      const stop = store.subscribe(again);
      return {
        update(_, before) {
          if (view.state.doc.eq(before.doc)) return;
          clearTimeout(timer);
          timer = setTimeout(again, PAUSE_MS);
        },
        destroy() {
          clearTimeout(timer);
          stop();
        },
      };
    },
  });
}

/** While somebody types the marks go along. */
function follow({ decorations, placed, pending }: Marks, { mapping, doc }: Transaction): Marks {
  const ranges = (each: Placed) =>
    each.ranges.map(({ from, to }) => ({ from: mapping.map(from, 1), to: mapping.map(to, -1) })).filter(({ from, to }) => from < to);
  return { decorations: decorations.map(mapping, doc), placed: placed.map((each) => ({ ...each, ranges: ranges(each) })), pending };
}

/** The number stands after the last letter as generated content: an element there would be in the way of the caret and of input methods. */
function decorate(doc: EditorState['doc'], ranges: readonly Range[], { id, number }: { id: string; number: number }): Decoration[] {
  return ranges.flatMap(({ from, to }, index) => {
    const about = { class: 'mark', 'data-passage': id };
    if (index < ranges.length - 1) return [Decoration.inline(from, to, about)];
    const last = /\p{Surrogate}/u.test(doc.textBetween(to - 1, to)) ? to - 2 : to - 1;
    const end = Decoration.inline(last, to, { ...about, 'data-number': String(number) });
    return last > from ? [Decoration.inline(from, last, about), end] : [end];
  });
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
