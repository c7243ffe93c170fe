import type { Caller } from '../../server/router.ts';

/** The template somebody chose, as the steps show it. */
export type TemplateDraft = Awaited<ReturnType<Caller['templates']['draft']>>;
export type Carrying = Awaited<ReturnType<Caller['templates']['get']>>;
