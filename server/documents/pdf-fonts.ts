/**
 * The fonts inside our PDFs: those of the site as static TrueType files (npm `@expo-google-fonts/*` 0.4.2, SIL OFL 1.1, licences beside them),
 * because pdfkit cannot take the parts it needs out of the variable WOFF2 files of the pages.
 */
import { readFileSync } from 'node:fs';

export const FACES = ['sans', 'sans-bold', 'serif', 'serif-bold', 'serif-italic'] as const;
export type Face = (typeof FACES)[number];

const FILES: Record<Face, string> = {
  sans: 'schibsted-grotesk-400.ttf',
  'sans-bold': 'schibsted-grotesk-700.ttf',
  serif: 'literata-400.ttf',
  'serif-bold': 'literata-700.ttf',
  'serif-italic': 'literata-400-italic.ttf',
};

/** In the build the bundle lies in `build/`, and the fonts where they are in the sources. */
const FOLDER = new URL(import.meta.url.endsWith('.ts') ? './fonts/' : '../server/documents/fonts/', import.meta.url);

export function fontFile(face: Face): URL {
  return new URL(FILES[face], FOLDER);
}

export function registerFonts(doc: PDFKit.PDFDocument): void {
  for (const face of FACES) doc.registerFont(face, readFileSync(fontFile(face)));
}

/** Which characters the current font can draw. Not in the types of pdfkit 0.17. */
type Drawable = { font: { hasGlyphForCodePoint(codePoint: number): boolean }; ascender: number };

function currentFont(doc: PDFKit.PDFDocument): Drawable {
  return (doc as unknown as { _font: Drawable })._font;
}

/** Words in one face; `actual` is what they stand for when the face cannot draw it. */
export type FacedText = { text: string; face: Face; actual?: string };

const letters = new Intl.Segmenter('nl', { granularity: 'grapheme' });
/** What no eye sees and no font has to draw. */
const INVISIBLE = /[\p{Cf}\p{Cc}]/gu;
/** What both fonts know, so that most words need no looking at. */
const PLAIN = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u00ff\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac]*$/u;

/**
 * Splits words where another font has to take over: Literata knows Greek and Cyrillic, which Schibsted Grotesk does not. What neither knows (an emoji, Arabic) is
 * drawn as a square with the real characters behind it, so that copying, searching and reading aloud still give them; PDF/UA allows no letter without a shape.
 */
export function splitByFace(doc: PDFKit.PDFDocument, text: string, face: Face): FacedText[] {
  if (PLAIN.test(text)) return [{ text, face }];
  const others: Face[] = [face, face.endsWith('bold') ? 'serif-bold' : 'serif'];
  const parts: FacedText[] = [];
  for (const { segment } of letters.segment(text.normalize('NFC'))) {
    const visible = segment.replace(INVISIBLE, '');
    if (visible === '') continue;
    const able = others.find((other) => canDraw(doc, visible, other));
    const last = parts.at(-1);
    if (!able) parts.push({ text: '■', face: 'serif', actual: segment });
    else if (last && last.face === able && last.actual === undefined) last.text += visible;
    else parts.push({ text: visible, face: able });
  }
  return parts;
}

function canDraw(doc: PDFKit.PDFDocument, text: string, face: Face): boolean {
  const { font } = currentFont(doc.font(face));
  for (const character of text) if (!font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) return false;
  return true;
}
