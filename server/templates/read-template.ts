/** A template file as a person sends it: read whole, or refused with every fault and its place. */
import type { z } from 'zod';
import { policyFaults } from '../responses/policy-rules.ts';
import { JsonFault, type PlacedJson, parsePlacedJson } from '../text/json-places.ts';
import { phasePlanFault } from './dates.ts';
import { READ_VERSIONS, TEMPLATE_BYTES, type Template, templateSchema } from './format.ts';
import { readSectionText } from './section-text.ts';

/** What is the matter; each is a sentence in `templates.json`. */
export type FaultKey =
  | 'too_large'
  | 'not_utf8'
  | 'not_json'
  | 'not_template'
  | 'newer'
  | 'missing'
  | 'kind'
  | 'choice'
  | 'unknown'
  | 'long'
  | 'short'
  | 'large'
  | 'small'
  | 'shape'
  | 'overlap'
  | 'double'
  | 'one_term'
  | 'policy'
  | 'heading';

export type TemplateFault = {
  key: FaultKey;
  /** In the file, from 1; 0 for a file without lines. */
  line: number;
  /** As the file calls it: `phases[2].days`. */
  place: string;
  /** What the sentence fills in: an allowed number, the allowed words. */
  about: string;
};

/** Not all of them: who sends a wrong file has enough with the first. */
const MOST_FAULTS = 20;

/** A file that is refused, and why. */
export class TemplateFaults extends Error {
  readonly faults: readonly TemplateFault[];
  constructor(faults: readonly TemplateFault[]) {
    super('not a template');
    this.name = 'TemplateFaults';
    this.faults = faults;
  }
}

/** @throws TemplateFaults */
export function readTemplate(file: Uint8Array): Template {
  const refuse = (key: FaultKey, line = 0, about = '') => new TemplateFaults([{ key, line, place: '', about }]);
  if (file.length > TEMPLATE_BYTES) throw refuse('too_large');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    throw refuse('not_utf8');
  }
  let json: PlacedJson;
  try {
    json = parsePlacedJson(text);
  } catch (error) {
    if (error instanceof JsonFault) throw refuse('not_json', error.line);
    throw error;
  }
  const version = versionOf(json.value);
  if (version === null) throw refuse('not_template', 1);
  if (!READ_VERSIONS.includes(version)) throw refuse('newer', json.lineOf(['oeverTemplate']), String(version));
  const parsed = templateSchema.safeParse(json.value);
  if (!parsed.success) throw new TemplateFaults(parsed.error.issues.slice(0, MOST_FAULTS).flatMap((issue) => shapeFaults(issue, json)));
  const faults = contentFaults(parsed.data, json).slice(0, MOST_FAULTS);
  if (faults.length > 0) throw new TemplateFaults(faults);
  return parsed.data;
}

function versionOf(value: unknown): number | null {
  if (typeof value !== 'object' || value === null || !('oeverTemplate' in value)) return null;
  return typeof value.oeverTemplate === 'number' ? value.oeverTemplate : null;
}

function shapeFaults(issue: z.core.$ZodIssue, json: PlacedJson): TemplateFault[] {
  const at = (key: FaultKey, about: string | number | bigint = '', path: readonly PropertyKey[] = issue.path): TemplateFault => ({
    key,
    line: json.lineOf(path),
    place: placeOf(path),
    about: String(about),
  });
  switch (issue.code) {
    case 'invalid_type':
      return [isMissing(json.value, issue.path) ? at('missing') : at('kind', issue.expected)];
    case 'invalid_value':
      return [isMissing(json.value, issue.path) ? at('missing') : at('choice', issue.values.map(String).join(', '))];
    case 'unrecognized_keys':
      return issue.keys.map((name) => at('unknown', name, [...issue.path, name]));
    case 'too_big':
      return [at(issue.origin === 'number' || issue.origin === 'int' ? 'large' : 'long', issue.maximum)];
    case 'too_small':
      return [at(issue.origin === 'number' || issue.origin === 'int' ? 'small' : 'short', issue.minimum)];
    default:
      return [at('shape')];
  }
}

/** What a shape cannot say: what must follow, differ or fit together. */
function contentFaults(template: Template, json: PlacedJson): TemplateFault[] {
  const faults: TemplateFault[] = [];
  const add = (key: FaultKey, path: readonly PropertyKey[], about = '') =>
    faults.push({ key, line: json.lineOf(path), place: placeOf(path), about });
  const overlap = phasePlanFault(template.phases);
  if (overlap !== null) add('overlap', ['phases', overlap, 'startsAfterDays']);
  const lists: [string, string, readonly string[]][] = [
    ['areas', '', template.areas],
    ['themes', 'slug', template.themes.map(({ slug }) => slug)],
    ['policies', 'kind', template.policies.map(({ kind }) => kind)],
    ['sections', 'number', template.sections.map(({ number }) => number)],
  ];
  for (const [list, name, values] of lists)
    for (const [index, value] of values.entries())
      if (values.indexOf(value) !== index) add('double', [list, index, ...(name ? [name] : [])], value);
  for (const [index, { kind, ...policy }] of template.policies.entries()) {
    if (Object.values(policy.term).filter((count) => count !== undefined).length !== 1) add('one_term', ['policies', index, 'term']);
    else
      for (const field of Object.keys(policyFaults(kind, policyOf(policy))))
        add('policy', ['policies', index, field === 'count' ? 'term' : field]);
  }
  for (const [index, { from, until }] of template.meetings.entries()) if (until <= from) add('shape', ['meetings', index, 'until']);
  for (const [index, { kind, seats, budget, method }] of template.votings.entries()) {
    if (kind !== 'ranked' && seats !== null) add('shape', ['votings', index, 'seats']);
    if (kind !== 'budget' && budget !== null) add('shape', ['votings', index, 'budget']);
    if ((kind === 'budget') !== (method !== null)) add('shape', ['votings', index, 'method']);
  }
  for (const [index, { level, text }] of template.sections.entries())
    if (text !== null && readSectionText({ level, text }) === null) add('heading', ['sections', index, 'text']);
  return faults;
}

/** Without the units of the term that were left out. */
export function policyOf({ term, ...policy }: Omit<Template['policies'][number], 'kind'>) {
  const { workingDays, weeks, days } = term;
  return {
    ...policy,
    term: {
      ...(workingDays === undefined ? {} : { workingDays }),
      ...(weeks === undefined ? {} : { weeks }),
      ...(days === undefined ? {} : { days }),
    },
  };
}

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  let part = value;
  for (const name of path) {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, name)) return true;
    part = (part as Record<PropertyKey, unknown>)[name];
  }
  return false;
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part + 1}]` : `${index > 0 ? '.' : ''}${String(part)}`)).join('');
}
