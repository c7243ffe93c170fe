import type { Role } from '../context.ts';

/** Accounts that anybody may use in demo mode. They exist nowhere else. */
export const DEMO_PASSWORD = 'oever-demo-2026';

export type DemoAccount = { key: string; email: string; what: string; role: Role | null; verified: boolean };

/** In the order of the sign-in page; `key` names the account in `accounts:demo`, `what` tells it at the terminal. */
export const DEMO_ACCOUNTS = [
  { key: 'resident', email: 'bewoner@oever.example', what: 'bewoner, bevestigd', role: null, verified: true },
  { key: 'resident2', email: 'bewoner2@oever.example', what: 'bewoner, bevestigd', role: null, verified: true },
  { key: 'unverified', email: 'nieuw@oever.example', what: 'bewoner, nog niet bevestigd', role: null, verified: false },
  { key: 'official', email: 'ambtenaar@oever.example', what: 'ambtenaar', role: 'official', verified: true },
  { key: 'colleague', email: 'collega@oever.example', what: 'ambtenaar, leest tegen', role: 'official', verified: true },
  { key: 'manager', email: 'trajectmanager@oever.example', what: 'trajectmanager', role: 'trajectory_manager', verified: true },
  { key: 'moderator', email: 'moderator@oever.example', what: 'moderator', role: 'moderator', verified: true },
  { key: 'council', email: 'raadslid@oever.example', what: 'raadslid', role: 'council_member', verified: true },
  { key: 'clerk', email: 'griffie@oever.example', what: 'griffie', role: 'clerk', verified: true },
  { key: 'admin', email: 'beheer@oever.example', what: 'beheerder', role: 'administrator', verified: true },
] as const satisfies readonly DemoAccount[];
