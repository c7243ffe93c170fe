/**
 * Resources of OpenStad, as its API gives them: a JSON list, or `{ "records": […] }` when it is asked in pages (openstad-headless `api-server`, model `resource`:
 * `id`, `title`, `summary`, `description`, `location`, `tags`, `statuses`, `yes`, `publishDate`, `createdAt`).
 */
import { z } from 'zod';
import { ImportError } from '../cli/import-error.ts';
import { JsonFault, type PlacedJson, parsePlacedJson } from '../text/json-places.ts';
import { countFrom, momentFrom, type PeerIdea, urlFrom } from './peer-idea.ts';
import { ideaWords } from './plain-text.ts';

const text = z.string().nullish();
const named = z.array(z.looseObject({ name: text, type: text })).nullish();
const resource = z.looseObject({
  id: z.union([z.int().positive(), z.string().regex(/^[\w-]+$/)]),
  title: z.string().min(1),
  summary: text,
  description: text,
  location: z.looseObject({ address: text, name: text }).nullish().catch(null),
  tags: named.catch(null),
  theme: text.catch(null),
  yes: z.unknown().optional(),
  url: z.unknown().optional(),
  publishDate: text,
  createdAt: text,
  deletedAt: text,
});

/** Who made it, who reacted, and everything about them. */
const PERSONAL = /user|author|email|comment|poll|votes$/i;

/** @throws ImportError with its line, when the file is at fault */
export function readOpenstad(file: Uint8Array): PeerIdea[] {
  const json = parse(file);
  const inPages = !Array.isArray(json.value);
  const list = inPages ? (json.value as { records?: unknown } | null)?.records : json.value;
  if (!Array.isArray(list))
    throw new ImportError({ line: 1, message: 'Hier hoort een lijst van OpenStad te staan, of "records" met een lijst.' });
  if (list.length === 0) throw new ImportError({ line: 1, message: 'De lijst is leeg.' });
  const seen = new Set<string>();
  return list.map((item: unknown, index) => {
    const path = [...(inPages ? ['records'] : []), index];
    const parsed = resource.safeParse(item);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const place = issue?.path.join('.') || 'deze inzending';
      throw new ImportError({ line: json.lineOf([...path, ...(issue?.path ?? [])]), message: `"${place}" ontbreekt of klopt niet.` });
    }
    const line = json.lineOf(path);
    const { id, title, summary, description, location, tags, theme, yes, url, publishDate, createdAt, deletedAt } = parsed.data;
    if (seen.has(String(id))) throw new ImportError({ line, message: `Inzending ${id} staat er twee keer.` });
    seen.add(String(id));
    const words = ideaWords({ title, body: [summary, description].filter((part) => part?.trim()).join('\n\n'), from: 'OpenStad' });
    if (!words) throw new ImportError({ line, message: `Inzending ${id} heeft geen titel.` });
    return {
      line,
      sourceKey: `openstad:${id}`,
      words: deletedAt ? null : words,
      createdAt: momentFrom(publishDate) ?? momentFrom(createdAt),
      place: location?.address ?? location?.name ?? null,
      theme: tags?.find(({ type }) => type === 'theme')?.name ?? theme ?? null,
      url: urlFrom(url),
      supports: countFrom(yes),
      raw: withoutPeople(item as Record<string, unknown>),
    };
  });
}

function withoutPeople(item: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(item)
      .filter(([name]) => !PERSONAL.test(name))
      .map(([name, value]) => [name, deeper(value)]),
  );
}

function deeper(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deeper);
  return typeof value === 'object' && value !== null ? withoutPeople(value as Record<string, unknown>) : value;
}

function parse(file: Uint8Array): PlacedJson {
  let decoded: string;
  try {
    decoded = new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    throw new ImportError({ line: 0, message: 'Het bestand is geen UTF-8. Sla het op als UTF-8 en probeer het opnieuw.' });
  }
  try {
    return parsePlacedJson(decoded);
  } catch (error) {
    if (error instanceof JsonFault) throw new ImportError({ line: error.line, message: 'Hier klopt de schrijfwijze van JSON niet.' });
    throw error;
  }
}
