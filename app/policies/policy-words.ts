import type { TFunction } from 'i18next';
import type { Policy } from '../../server/responses/rules.ts';

/** `10 werkdagen`. `t` of namespace `policies`. */
export function termWords(term: Policy['term'], t: TFunction<'policies'>): string {
  if (term.workingDays !== undefined) return t('term.working_days', { count: term.workingDays });
  return term.weeks !== undefined ? t('term.weeks', { count: term.weeks }) : t('term.days', { count: term.days ?? 0 });
}
