/** The templates that come with Oever, by the names of their files. */
export const BUILT_IN_KEYS = ['infralab', 'design-thinking', 'ter-inzage', 'buurtbudget', 'uitdaagrecht'] as const;
export type BuiltInKey = (typeof BUILT_IN_KEYS)[number];
