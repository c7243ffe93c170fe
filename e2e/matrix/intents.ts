/** What each page takes by POST, read from its own source: the intents it knows, and the form of each as its schema says. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Known, sampleOf } from './sample.ts';

const sources = import.meta.glob('../../app/routes/*.{ts,tsx}');
const modules = import.meta.glob('../../app/**/*.ts');

export type PageAction = {
  /** Name of the route. */
  route: string;
  /** '' for a form that says no intent. */
  intents: string[];
  /** The schema of a form, by its intent; absent where the page keeps it to itself. */
  schemas: Map<string, z.ZodType>;
};

/** Every route with an action. */
export async function listActions(): Promise<PageAction[]> {
  const found: PageAction[] = [];
  for (const [path, load] of Object.entries(sources)) {
    if (path.includes('.test.') || !('action' in ((await load()) as object))) continue;
    const route = path.replace('../../app/routes/', '').replace(/\.tsx?$/, '');
    found.push({ route, ...(await readIntents(readFileSync(new URL(path, import.meta.url), 'utf8'))) });
  }
  return found.sort((a, b) => a.route.localeCompare(b.route));
}

async function readIntents(source: string): Promise<Omit<PageAction, 'route'>> {
  const schemas = new Map<string, z.ZodType>();
  const code = source.slice(source.indexOf('export async function action'));
  const action = code.slice(0, code.search(/\n}\n/));
  const named = [...action.matchAll(/intent(?:'\))? === '([\w-]+)'/g), ...action.matchAll(/case '([\w-]+)':/g)].map(
    ([, name = '']) => name,
  );
  const local = [...source.matchAll(/intent: z\.literal\('([\w-]+)'\)/g)].map(([, name = '']) => name);
  for (const [, name = ''] of action.matchAll(/(?:submitForm\(\s*\w+,\s*|act\(\s*)(\w+)/g)) {
    const schema = await importedAs(source, name);
    for (const [intent, one] of schema ? byIntent(schema) : []) schemas.set(intent, one);
  }
  const intents = [...new Set([...named, ...local, ...schemas.keys()])].filter((intent) => intent !== '');
  // A page that has one form, or a last one that says no intent.
  const hasDefault = intents.length === 0 || /default:|\n {2}return (?:submitForm|act)\(/.test(action.slice(action.lastIndexOf('intent')));
  return { intents: [...intents, ...(hasDefault && !isUnion(schemas, intents) ? [''] : [])].sort(), schemas };
}

function isUnion(schemas: ReadonlyMap<string, z.ZodType>, intents: readonly string[]): boolean {
  return intents.length > 0 && intents.every((intent) => schemas.has(intent)) && !schemas.has('');
}

async function importedAs(source: string, name: string): Promise<z.ZodType | null> {
  const path = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from '\\.\\./([^']+)'`).exec(source)?.[1];
  const load = path && modules[`../../app/${path}`];
  const schema = load ? ((await load()) as Record<string, unknown>)[name] : null;
  return schema instanceof z.ZodType ? schema : null;
}

function byIntent(schema: z.ZodType): [string, z.ZodType][] {
  if (schema instanceof z.ZodDiscriminatedUnion) return schema.options.flatMap((option) => byIntent(option as z.ZodType));
  const intent = schema instanceof z.ZodObject ? (schema.shape as Record<string, unknown>).intent : undefined;
  if (intent instanceof z.ZodLiteral) return [...intent.values].map((value) => [String(value), schema]);
  if (intent instanceof z.ZodEnum) return intent.options.map((value) => [String(value), schema]);
  return [['', schema]];
}

/** What a browser sends of a form: its fields as text, lists as a field more than once. */
export function formOf(schema: z.ZodType | undefined, intent: string, { known, own }: { known: Known; own: Known }): URLSearchParams {
  const form = new URLSearchParams();
  const sample = schema ? sampleOf([schema], { ...known, ...own, ...(intent ? { intent } : {}) }) : {};
  const values: Record<string, unknown> = { ...own, ...(sample as object), ...(intent ? { intent } : {}) };
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one === undefined || one === null) continue;
      form.append(name, one === true ? 'on' : one instanceof Date ? one.toISOString() : String(one));
    }
  }
  return form;
}
