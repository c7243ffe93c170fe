/** The text of a section in a template: Markdown, so that people can read and write it. */
import type { JSONContent } from '@tiptap/core';
import { parsePlan } from '../plan-texts/markdown.ts';
import { writeBody, writeMarkdown } from '../plan-texts/markdown-write.ts';

const EMPTY: JSONContent = { type: 'doc', content: [{ type: 'paragraph' }] };

/** Reads back by `readSectionText` as exactly the same text. */
export function writeSectionText(section: { level: number; content: JSONContent }): string {
  return writeBody(section);
}

/** The content of a section; null when the text holds a heading as high as its own, which would be another section. */
export function readSectionText({ level, text }: { level: number; text: string }): JSONContent | null {
  if (text.trim() === '') return EMPTY;
  const head = writeMarkdown({ title: 'Plan', sections: [{ number: '1', title: 'Onderdeel', level, content: EMPTY }] });
  const [section, ...others] = parsePlan(`${head}\n${text}\n`);
  return section && others.length === 0 ? section.content : null;
}
