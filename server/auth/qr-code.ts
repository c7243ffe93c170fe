/** A QR code (ISO/IEC 18004) as lines for an SVG, made here: a secret is never sent to a service that draws one. Pure. */
import { encodeQR } from 'qr';

/** What the standard asks around it, in dots (6.3.8). */
const QUIET_ZONE = 4;

/** `size` in dots, the white edge included; `path` is what is black, in dots of 1 by 1. */
export type QrCode = { size: number; path: string };

/** With a correction of 15 %: a screen is not dirty, but may shine. */
export function qrCode(text: string): QrCode {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  return {
    size: rows.length,
    path: rows
      .map((row, y) =>
        runs(row)
          .map(({ from, length }) => bar(from, y, length))
          .join(''),
      )
      .join(''),
  };
}

/** Black dots next to each other as one: no seams between them on a screen with half pixels, and a quarter of the words. */
function runs(row: boolean[]): { from: number; length: number }[] {
  const found: { from: number; length: number }[] = [];
  for (const [x, isBlack] of row.entries()) {
    if (!isBlack) continue;
    const last = found.at(-1);
    if (last && last.from + last.length === x) last.length += 1;
    else found.push({ from: x, length: 1 });
  }
  return found;
}

function bar(x: number, y: number, length: number): string {
  return `M${x} ${y}h${length}v1h-${length}z`;
}
