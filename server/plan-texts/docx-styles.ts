/** The look of our Word files: quiet, Dutch, A4, with the heading styles Word itself knows, so that its navigation and a screen reader's find them. */
import type { IStylesOptions } from 'docx';
import { nestedHeadingStyle, nestedParagraphStyle } from './docx-marks.ts';

const INK = '1A2420';
const FONT = 'Calibri';
const LEVELS = [2, 3, 4];
const DEPTHS = [0, 1, 2, 3, 4, 5, 6, 7];

/** Sizes in half points, spacing in twentieths of a point. */
const heading = (size: number, before: number) => ({
  run: { size, bold: true, color: INK, font: FONT },
  paragraph: { spacing: { before, after: 80 }, keepNext: true, keepLines: true },
});

export function docxStyles(): IStylesOptions {
  return {
    default: {
      document: {
        run: { font: FONT, size: 22, color: INK, language: { value: 'nl-NL' } },
        paragraph: { spacing: { after: 120, line: 276 } },
      },
      title: { run: { size: 52, bold: true, color: INK, font: FONT }, paragraph: { spacing: { after: 60 } } },
      heading1: heading(36, 480),
      heading2: heading(30, 360),
      heading3: heading(26, 280),
      heading4: heading(23, 240),
      heading5: heading(22, 200),
      heading6: heading(22, 200),
      listParagraph: { paragraph: { spacing: { after: 60, line: 276 } } },
      hyperlink: { run: { color: '0B5A94', underline: { type: 'single' } } },
    },
    paragraphStyles: [
      {
        id: 'Subtitle',
        name: 'Subtitle',
        basedOn: 'Normal',
        next: 'Normal',
        run: { size: 24, color: '4A5650' },
        paragraph: { spacing: { after: 360 } },
      },
      { id: 'Footer', name: 'footer', basedOn: 'Normal', run: { size: 18, color: '4A5650' } },
      ...DEPTHS.map((depth) => ({
        id: NESTED_STYLES.id(nestedParagraphStyle(depth)),
        name: nestedParagraphStyle(depth),
        basedOn: 'Normal',
        paragraph: { indent: { left: 360 * (depth + 1) }, spacing: { after: 60, line: 276 } },
      })),
      ...LEVELS.flatMap((level) =>
        DEPTHS.map((depth) => ({
          id: NESTED_STYLES.id(nestedHeadingStyle(level, depth)),
          name: nestedHeadingStyle(level, depth),
          basedOn: 'Normal',
          run: { bold: true },
          paragraph: { indent: { left: 360 * (depth + 1) }, keepNext: true },
        })),
      ),
    ],
  };
}

export const NESTED_STYLES = {
  /** A style's id is its name without spaces. */
  id: (name: string) => name.replaceAll(' ', ''),
};
