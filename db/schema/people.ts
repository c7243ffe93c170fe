/** Who people are, what they may, and how they sign in; and the site itself. */
import type { Generated } from 'kysely';

export type SiteTable = {
  /** Always true: there is one row. */
  id: Generated<boolean>;
  municipality: string;
  /** Whom residents may call, shown in the footer of every page. */
  contact_name: string;
  contact_email: string;
  contact_phone: string;
  /** The demo accounts and the demo mailbox exist. */
  demo: Generated<boolean>;
  /** Staff show a second factor before the grave acts of `server/permissions.ts`. */
  staff_second_factor: Generated<boolean>;
};

export type PersonTable = {
  id: Generated<string>;
  /** As typed; unique without regard to capitals. Null once erased. */
  email: string | null;
  /** The name others see. */
  display_name: string;
  /** argon2id with its parameters; null: cannot sign in with a password. */
  password_hash: string | null;
  /** The moment the link in the mail was followed. */
  email_confirmed_at: Date | null;
  /** How sure we are of who this is: nothing, the mailbox, the letter with a code, or the national sign-in. */
  verification_level: Generated<'none' | 'email' | 'address' | 'oidc'>;
  /** Chosen by the person, for figures per neighbourhood. */
  neighbourhood: string | null;
  /** Until then this person reads and does not write. */
  blocked_until: Date | null;
  blocked_reason: string | null;
  created_at: Date;
  /** The name and address are gone; what was contributed stays, without a name. */
  erased_at: Date | null;
  /** As they gave it; `display_name` follows from it and from the choice below. Null once erased, and for who has no account. */
  own_name: Generated<string | null>;
  /** A name of their choice; kept while another is shown. */
  pen_name: Generated<string | null>;
  /** Which of their names others see: the whole own name, its first word, or the pen name. */
  name_shown: Generated<'own' | 'first' | 'pen'>;
  /** The moment the code from the letter was filled in. */
  address_confirmed_at: Generated<Date | null>;
  /** An official who is named to residents beside the team; the team alone when they did not choose so. */
  named_in_answers: Generated<boolean>;
  /** The name a moderator hid; it holds while `display_name` is that of nobody. Null when none was, and once erased. */
  hidden_name: Generated<string | null>;
  /** The language they are written to in, as in `server/web/locale.ts`; null until they sign in for the first time, and once erased. */
  locale: Generated<string | null>;
};

export type TeamTable = {
  id: Generated<string>;
  /** The department that answers, as residents read it. */
  name: string;
  /** Who is told when the team is late; null: who manages the trajectory. */
  lead_id: string | null;
};

export type RoleGrantTable = {
  id: Generated<string>;
  person_id: string;
  role: 'official' | 'moderator' | 'trajectory_manager' | 'council_member' | 'clerk' | 'administrator';
  /** Null: on the whole site. */
  trajectory_id: string | null;
  /** The team an official answers for. */
  team_id: string | null;
  /** Null: granted from the command line. */
  granted_by_id: string | null;
  granted_at: Date;
  /** The last day it holds; null: until it is revoked. */
  ends_on: string | null;
  /** It follows from what the municipality's own sign-in says, and goes when that no longer says so. */
  from_provider: Generated<boolean>;
};

export type SessionTable = {
  /** SHA-256 of the value in the cookie, which is stored nowhere. */
  id_hash: string;
  person_id: string;
  created_at: Date;
  /** The end when it is not used; the absolute end follows from `created_at`. */
  expires_at: Date;
  /** When the password was last given again, for acts that cannot be undone. */
  proved_at: Generated<Date | null>;
  /** How it began; null for one from before this was kept. */
  method: Generated<'password' | 'link' | 'passkey' | 'oidc' | null>;
  /** The kind of browser and of device, from short lists (`server/auth/device.ts`); never what the browser calls itself. */
  browser: Generated<string | null>;
  system: Generated<string | null>;
  /** To the minute for staff, to the hour for residents. */
  last_seen_at: Generated<Date | null>;
  /** When a second factor was shown in it, and which. */
  second_factor_at: Generated<Date | null>;
  second_factor: Generated<'passkey' | 'app' | 'recovery' | 'provider' | null>;
};

/** What an app on somebody's phone makes codes with. Never shown again once it is confirmed, in no export and in no backup. */
export type CodeKeyTable = {
  person_id: string;
  secret: Uint8Array;
  made_at: Date;
  /** When a first code showed that the app has it; null: it counts for nothing. */
  confirmed_at: Date | null;
  /** The half minute since 1970 whose code was used last: only later ones count. */
  last_step: number | null;
};

/** A code on paper, for when the phone is gone. */
export type RecoveryCodeTable = {
  /** SHA-256 of the code, which has 120 random bits. */
  code_hash: string;
  person_id: string;
  used_at: Generated<Date | null>;
};

export type OneTimeTokenTable = {
  /** SHA-256 of the token in the mail, which is stored nowhere but there. */
  token_hash: string;
  person_id: string;
  purpose: 'confirm_email' | 'reset_password' | 'sign_in' | 'first_administrator' | 'prove' | 'change_email';
  /** The address it was sent to; it only holds for that one. */
  email: string;
  created_at: Date;
  expires_at: Date;
  /** A token works once. */
  used_at: Date | null;
};

/** A key on a device or in a password manager that signs in without a password. */
export type PasskeyTable = {
  id: Generated<string>;
  person_id: string;
  /** As the device calls it, base64url. */
  credential_id: string;
  /** COSE; with it the signature is checked. Worth nothing to whoever reads it. */
  public_key: Uint8Array;
  /** How often it signed, as it says itself; going down means a copy. */
  counter: number;
  /** How the browser can reach it: `internal`, `usb`, … */
  transports: Generated<string[]>;
  /** As its owner calls it. */
  name: string;
  created_at: Date;
  last_used_at: Date | null;
};

/** A question that one passkey may answer once. */
export type PasskeyChallengeTable = {
  /** SHA-256 of the question. */
  challenge_hash: string;
  purpose: 'register' | 'sign_in' | 'prove';
  /** Whom it was put to; null when anybody may answer (signing in). */
  person_id: string | null;
  expires_at: Date;
};

/** Another place where the same person signs in. */
export type IdentityLinkTable = {
  id: Generated<string>;
  person_id: string;
  /** Which of the two that can be set up: for staff or for residents. */
  provider: 'staff' | 'resident';
  issuer: string;
  /** What that place calls them: meaningless elsewhere, and never a citizen service number (`server/auth/oidc/claims.ts`). */
  subject: string;
  /** How sure it is of who they are, in our levels. */
  level: 'none' | 'email' | 'address' | 'oidc';
  linked_at: Date;
  last_used_at: Date;
};

/** A sign-in elsewhere that was started and has not come back. */
export type OidcRequestTable = {
  /** SHA-256 of the state, which the browser that started it holds in a cookie. */
  state_hash: string;
  provider: 'staff' | 'resident';
  purpose: 'sign_in' | 'link' | 'prove';
  nonce: string;
  code_verifier: string;
  /** For linking and proving: the session that asked. */
  session_id_hash: string | null;
  /** A path on this site. */
  redirect_to: string;
  expires_at: Date;
};

/** A letter with a code, to find out whether somebody lives where they say. */
export type AddressLetterTable = {
  id: Generated<string>;
  person_id: string;
  /** These four go when the code is used; the row goes when it expires. */
  addressee: string | null;
  street: string | null;
  postcode: string | null;
  town: string | null;
  /** argon2id of the code in the newest print; null until it is printed. The code itself is nowhere but on paper. */
  code_hash: string | null;
  /** Wrong codes, five at most. */
  tries: Generated<number>;
  asked_at: Date;
  printed_at: Date | null;
  sent_at: Date | null;
  sent_by_id: string | null;
  used_at: Date | null;
  /** Thirty days after it was asked. */
  expires_at: Date;
};

/** What somebody without an account wrote, until they press the button in the mail. */
export type OnceContributionTable = {
  id: Generated<string>;
  /** SHA-256 of the token in the mail. */
  token_hash: string;
  kind: 'idea' | 'comment';
  email: string;
  name: string;
  /** What it is called on the page with the button. */
  title: string;
  /** As the command takes it. */
  input: Record<string, unknown> | string;
  created_at: Date;
  expires_at: Date;
  /** Of the page it was written on. */
  locale: Generated<string | null>;
};

export type RateLimitTable = {
  /** What is counted for whom; no addresses in clear. */
  key: string;
  /** Attempts in the running period. */
  points: Generated<number>;
  /** When the period ends, in ms since 1970. */
  expire: number | null;
};
