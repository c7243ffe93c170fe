import type { Extensions } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { CONTENT_ROOT } from '../../server/plan-texts/schema.ts';
import type { Connection } from './connection.ts';
import { PassageMarks } from './passage-marks.ts';
import type { PassageStore } from './passage-store.ts';
import { RoomLeft } from './room-left.ts';
import { writtenExtensions } from './written-extensions.ts';

/** What the server says of a person (`collab/awareness.ts`); nobody else's word is shown. */
export type Writer = { clientId: number; name: string; tone: 1 | 2 | 3 | 4; staff: boolean };

/** A state as it came over the line, or null when it is not (yet) stamped by the server. */
export function toWriter(clientId: number, user: unknown): Writer | null {
  if (typeof user !== 'object' || user === null || !('name' in user) || !('tone' in user)) return null;
  const tone = Number(user.tone);
  if (typeof user.name !== 'string' || ![1, 2, 3, 4].includes(tone)) return null;
  return { clientId, name: user.name, tone: tone as Writer['tone'], staff: 'staff' in user && user.staff === true };
}

/** The plan text's own extensions, and what makes it live. Classes instead of colours: our policy allows no styles from a script's text. */
export function editorExtensions({ doc, provider }: Connection, { name, store }: { name: string; store: PassageStore }): Extensions {
  return [
    ...writtenExtensions(),
    Collaboration.configure({ document: doc, field: CONTENT_ROOT }),
    CollaborationCaret.configure({
      provider,
      user: { name },
      render: (user) => caret(toWriter(0, user)),
      selectionRender: (user) => ({ class: `sel c${toWriter(0, user)?.tone ?? 1}` }),
    }),
    PassageMarks({ doc, store }),
    RoomLeft,
  ];
}

function caret(writer: Writer | null): HTMLElement {
  const cursor = document.createElement('span');
  cursor.className = `cur c${writer?.tone ?? 1}`;
  // Others hear of it from the list of writers; in the text it would be read as a word.
  cursor.setAttribute('aria-hidden', 'true');
  // A name at a caret has no say in which way the line runs.
  cursor.dir = 'auto';
  const flag = document.createElement('span');
  flag.textContent = writer?.name.split(' ')[0] ?? '';
  cursor.append(flag);
  return cursor;
}
