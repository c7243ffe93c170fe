import type { Role } from '../context.ts';

/** One password for every demo account; only where the demo is on. */
export const DEMO_PASSWORD = 'oever-demo-2026';

export type DemoAccount = { key: string; email: string; what: string; role: Role | null; verified: boolean };

/** The accounts anybody may try the demo with. `key` is the person in the story (`story/people.ts`). */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { key: 'b1', email: 'bewoner@oever.example', what: 'bewoner, bevestigd', role: null, verified: true },
  { key: 'b2', email: 'bewoner2@oever.example', what: 'bewoner, bevestigd', role: null, verified: true },
  { key: 'new', email: 'nieuw@oever.example', what: 'bewoner, nog niet bevestigd', role: null, verified: false },
  { key: 's1', email: 'moderator@oever.example', what: 'moderator', role: 'moderator', verified: true },
  { key: 's2', email: 'ambtenaar@oever.example', what: 'ambtenaar', role: 'official', verified: true },
  { key: 's3', email: 'collega@oever.example', what: 'ambtenaar, leest tegen', role: 'official', verified: true },
  { key: 's4', email: 'trajectmanager@oever.example', what: 'trajectmanager', role: 'trajectory_manager', verified: true },
  { key: 'council', email: 'raadslid@oever.example', what: 'raadslid', role: 'council_member', verified: true },
  { key: 'clerk', email: 'griffie@oever.example', what: 'griffie', role: 'clerk', verified: true },
  { key: 'admin', email: 'beheer@oever.example', what: 'beheerder', role: 'administrator', verified: true },
];
