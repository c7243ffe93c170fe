/** The forms of dossiers and papers. The server checks the words; here only their shape is read. */
import { z } from 'zod';
import { CHAPTERS, type PaperKind } from '../../server/dossiers/chapters.ts';

const text = z.string().default('');
const revision = z.coerce.number().int();

export const freezeSchema = z.object({ council: text, note: text });
export const gradeSchema = z.object({ grade: text });
export const beginSchema = z.object({ instrument: text });
export const freezePaperSchema = z.object({ revision });

/** One field per chapter. */
export function chaptersSchema(kind: PaperKind) {
  return z.object({ revision, ...Object.fromEntries(CHAPTERS[kind].map((key) => [key, text])) }) as z.ZodType<
    { revision: number } & Record<string, string | number>
  >;
}
