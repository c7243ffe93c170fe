/** The templates that come with Oever: files in the same format as any other. */
import buurtbudget from './built-in/buurtbudget.json' with { type: 'json' };
import designThinking from './built-in/design-thinking.json' with { type: 'json' };
import infralab from './built-in/infralab.json' with { type: 'json' };
import terInzage from './built-in/ter-inzage.json' with { type: 'json' };
import uitdaagrecht from './built-in/uitdaagrecht.json' with { type: 'json' };
import { type Template, templateSchema } from './format.ts';

const FILES: Record<string, unknown> = { infralab, 'design-thinking': designThinking, 'ter-inzage': terInzage, buurtbudget, uitdaagrecht };

export const BUILT_IN_KEYS = ['infralab', 'design-thinking', 'ter-inzage', 'buurtbudget', 'uitdaagrecht'] as const;
export type BuiltInKey = (typeof BUILT_IN_KEYS)[number];

export function builtInTemplate(key: BuiltInKey): Template {
  return templateSchema.parse(FILES[key]);
}
