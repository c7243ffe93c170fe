import type { Actor } from '../server/context.ts';
import type { Caller } from '../server/router.ts';
import type { Locale } from '../server/web/locale.ts';

/** What the server gives every loader and action. The site holds no database handle: it asks the application API. */
export type LoadContext = {
  api: Caller;
  actor: Actor | null;
  now: Date;
  requestId: string;
  cspNonce: string;
  locale: Locale;
  /** Which of the `SHUFFLES` random orders this visitor sees; 0 on pages that do not say `handle = { shuffled: true }`. */
  shuffle: number;
  /** URL of the built client entry, and of the hot-reload runtime in development. */
  clientEntry: string | null;
  hotReload: string | null;
  /** Demo accounts and `/dev/mail` are on. */
  demo: boolean;
  publicUrl: string;
  /** Writes an unexpected fault to the log with this request's id. */
  reportError(error: unknown): void;
};

declare module '@remix-run/node' {
  interface AppLoadContext extends LoadContext {}
  /** Types of loaders and actions as single fetch gives them: plain values, Dates kept. */
  interface Future {
    v3_singleFetch: true;
  }
}
