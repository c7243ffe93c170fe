/** The words and what goes with them of papers, to look for what may not be in them. */
import { inflateRawSync } from 'node:zlib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** All files in a zip, as text: also the properties of a Word file. */
export function textOfZip(file: Buffer): string {
  const texts: string[] = [];
  for (let at = file.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = file.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    const [method, size, offset] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20), file.readUInt32LE(at + 42)];
    const start = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
    const bytes = file.subarray(start, start + size);
    texts.push((method === 8 ? inflateRawSync(bytes) : bytes).toString());
  }
  if (texts.length === 0) throw new Error('there is nothing in this zip');
  return texts.join('\n');
}

/** The words on all sheets, and the properties of the file. */
export async function textOfPdf(file: Buffer): Promise<string> {
  const pdf = await getDocument({ data: new Uint8Array(file) }).promise;
  const texts = [JSON.stringify((await pdf.getMetadata()).info)];
  for (let sheet = 1; sheet <= pdf.numPages; sheet++)
    texts.push((await (await pdf.getPage(sheet)).getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(' '));
  return texts.join('\n');
}
