import * as Y from 'yjs';

const EDITS = 260_000;
const EDITS_A_ROW = 100;
const PARAGRAPHS = 120;

/**
 * A text that one person typed for weeks: stretches of some hundred letters, now and then a word taken back. As much as the trace automerge-paper, which it stands in for: 260,000 edits that leave
 * 105,000 letters and 280 KB as one update.
 * @returns the log, and the text it ends in
 */
export function longHistory(): { rows: Uint8Array[]; text: string; clientId: number; bytes: number } {
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
    if (random(200) === 0) {
      text = texts[random(PARAGRAPHS)] as Y.XmlText;
      place = random(text.length + 1);
    }
    if (takesBack === 0 && random(29) === 0) takesBack = 1 + random(24);
    if (takesBack > 0 && place > 0) {
      takesBack--;
      text.delete(--place, 1);
    } else {
      takesBack = 0;
      text.insert(place++, 'abcdefghij klmno'[random(16)] ?? ' ');
    }
  };
  for (let done = 0; done < EDITS; done += EDITS_A_ROW) {
    doc.transact(() => {
      for (let count = 0; count < EDITS_A_ROW; count++) edit();
    });
  }
  return { rows, text: doc.getXmlFragment('content').toString(), clientId: doc.clientID, bytes: Y.encodeStateAsUpdate(doc).length };
}
