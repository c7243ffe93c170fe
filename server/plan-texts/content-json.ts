import type { JSONContent } from '@tiptap/core';
import { z } from 'zod';

/** Characters of the JSON in a form; formatting makes a text longer. */
const MOST = 500_000;

/** Content as an editor sends it. Only its outer shape is looked at here: what the schema of plan texts does not know is left out where it is read. */
export const contentJson = z.custom<JSONContent>(
  (value) => typeof value === 'object' && value !== null && 'type' in value && value.type === 'doc',
);

/** The same as text in a form's hidden field; what is no content counts as nothing sent. */
export function parseContent(text: string | undefined): JSONContent | null {
  if (!text || text.length > MOST) return null;
  try {
    const parsed = contentJson.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
