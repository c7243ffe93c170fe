/** Reading and writing the text of a section as an editor would. */
import * as Y from 'yjs';

/** All paragraphs, one a line. */
export function textOf(doc: Y.Doc): string {
  return (doc.getXmlFragment('content').toArray() as Y.XmlElement[]).map((element) => element.toArray().join('')).join('\n');
}

/** Appends a paragraph, as an editor would. */
export function writeParagraph(doc: Y.Doc, text: string): void {
  doc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(text)]);
    doc.getXmlFragment('content').push([paragraph]);
  });
}

/** A first update of one paragraph, under a client id of its own. */
export function paragraphUpdate(text: string, doc: Y.Doc = new Y.Doc()): Uint8Array {
  writeParagraph(doc, text);
  return Y.encodeStateAsUpdate(doc);
}

/** Types at the end of the last paragraph. */
export function typeOn(doc: Y.Doc, text: string): void {
  const paragraph = doc.getXmlFragment('content').toArray().at(-1);
  const last = paragraph instanceof Y.XmlElement ? paragraph.toArray().at(-1) : null;
  if (!(last instanceof Y.XmlText)) throw new Error('nothing to type on');
  last.insert(last.length, text);
}
