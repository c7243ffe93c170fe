import type { Extensions } from '@tiptap/core';
import { tiptapExtensions } from '../../server/plan-texts/schema.ts';

/** The marks of a list stand where its own script begins; the sheet sees to lines of text. */
const OWN_SCRIPT = { HTMLAttributes: { dir: 'auto' } };

/** The plan text's own extensions as the browser draws them. Whoever is alone in the text undoes by the editor's own memory. */
export function writtenExtensions({ alone = false }: { alone?: boolean } = {}): Extensions {
  const lists = { bulletList: OWN_SCRIPT, orderedList: OWN_SCRIPT };
  return tiptapExtensions().map((extension) =>
    extension.name === 'starterKit' ? extension.configure(alone ? { ...lists, undoRedo: {} } : lists) : extension,
  );
}
