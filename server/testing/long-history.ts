import * as Y from 'yjs';

const EDITS_A_ROW = 100;
const PARAGRAPHS = 120;

/** One edit in `leapOneIn` goes on somewhere else; one in `backOneIn` begins to take back one to `backAtMost` letters. */
type Habits = { edits: number; leapOneIn: number; backOneIn: number; backAtMost: number };

/**
 * A text of 120 paragraphs that one person wrote for weeks, the same each time.
 * @returns the log, some edits a row, as a group commit makes it, and the document it ends in
 */
export function longHistory({ edits, leapOneIn, backOneIn, backAtMost }: Habits): { rows: Uint8Array[]; doc: Y.Doc } {
  const doc = new Y.Doc();
  const texts = Array.from({ length: PARAGRAPHS }, () => new Y.XmlText());
  const rows: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => rows.push(update));
  doc.transact(() => {
    for (const text of texts) {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [text]);
      doc.getXmlFragment('content').push([paragraph]);
    }
  });
  let state = 1;
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  let [text, place, takesBack] = [texts[0] as Y.XmlText, 0, 0];
  const edit = () => {
    if (random(leapOneIn) === 0) {
      text = texts[random(PARAGRAPHS)] as Y.XmlText;
      place = random(text.length + 1);
    }
    if (takesBack === 0 && random(backOneIn) === 0) takesBack = 1 + random(backAtMost);
    if (takesBack > 0 && place > 0) {
      takesBack--;
      text.delete(--place, 1);
    } else {
      takesBack = 0;
      text.insert(place++, 'abcdefghij klmno'[random(16)] ?? ' ');
    }
  };
  for (let done = 0; done < edits; done += EDITS_A_ROW) {
    doc.transact(() => {
      for (let count = 0; count < EDITS_A_ROW; count++) edit();
    });
  }
  return { rows, doc };
}
