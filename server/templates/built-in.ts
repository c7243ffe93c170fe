/** The templates that come with Oever: files in the same format as any other. */
import buurtbudget from './built-in/buurtbudget.json' with { type: 'json' };
import designThinking from './built-in/design-thinking.json' with { type: 'json' };
import infralab from './built-in/infralab.json' with { type: 'json' };
import terInzage from './built-in/ter-inzage.json' with { type: 'json' };
import uitdaagrecht from './built-in/uitdaagrecht.json' with { type: 'json' };
import type { BuiltInKey } from './built-in-keys.ts';
import { type Template, templateSchema } from './format.ts';

const FILES: Record<BuiltInKey, unknown> = {
  infralab,
  'design-thinking': designThinking,
  'ter-inzage': terInzage,
  buurtbudget,
  uitdaagrecht,
};

export function builtInTemplate(key: BuiltInKey): Template {
  return templateSchema.parse(FILES[key]);
}
