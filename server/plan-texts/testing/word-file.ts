/** Word files as other programs write them, made by hand for the tests. */
import { deflateRawSync } from 'node:zlib';
import { packParts } from '../docx-archive.ts';

const W =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const TYPES =
  '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const RELS =
  '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';
const STYLES = `<?xml version="1.0" encoding="UTF-8"?><w:styles ${W}>${[1, 2, 3].map((level) => `<w:style w:type="paragraph" w:styleId="Kop${level}"><w:name w:val="heading ${level}"/></w:style>`).join('')}<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style></w:styles>`;

/** The parts of a Word file with this body; `more` adds parts or takes their place. */
export function wordParts(body: string, more: Record<string, string> = {}): Map<string, string> {
  return new Map(
    Object.entries({
      '[Content_Types].xml': TYPES,
      '_rels/.rels': RELS,
      'word/styles.xml': STYLES,
      'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document ${W}><w:body>${body}</w:body></w:document>`,
      ...more,
    }),
  );
}

export function wordFile(body: string, more: Record<string, string> = {}): Buffer {
  return packParts(wordParts(body, more));
}

export const numberingXml = (body: string) => `<?xml version="1.0" encoding="UTF-8"?><w:numbering ${W}>${body}</w:numbering>`;

/** Runs of WordprocessingML go in as they are; `style` and `list` (number and depth) are for the paragraph. */
export function p(runs: string, { style, list }: { style?: string; list?: [number, number] } = {}): string {
  const numbering = list ? `<w:numPr><w:ilvl w:val="${list[1]}"/><w:numId w:val="${list[0]}"/></w:numPr>` : '';
  return `<w:p><w:pPr>${style ? `<w:pStyle w:val="${style}"/>` : ''}${numbering}</w:pPr>${runs}</w:p>`;
}

export const r = (text: string, properties = '') =>
  `<w:r>${properties ? `<w:rPr>${properties}</w:rPr>` : ''}<w:t xml:space="preserve">${text}</w:t></w:r>`;

/** A zip file with one packed part that says of itself what it likes. */
export function packedPart(name: string, content: Buffer, saysUnpacked: number): Buffer {
  const packed = deflateRawSync(content);
  const path = Buffer.from(name);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(saysUnpacked, 22);
  head.writeUInt16LE(path.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(saysUnpacked, 24);
  entry.writeUInt16LE(path.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(head.length + path.length + packed.length, 16);
  return Buffer.concat([head, path, packed, entry, path, end]);
}
