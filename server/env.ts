/**
 * The environment, read once and checked here and nowhere else. A wrong value stops the start with one readable line per fault.
 */
import { resolve } from 'node:path';
import { z } from 'zod';
import { type OidcProvider, oidcSchema, readOidc } from './env-oidc.ts';

const ROLES = ['web', 'collab', 'jobs'] as const;
export type ServerRole = (typeof ROLES)[number];

const flag = z.enum(['0', '1', 'true', 'false'], { message: 'moet 0 of 1 zijn' }).transform((value) => value === '1' || value === 'true');

const schema = z.object({
  PORT: z.coerce.number({ message: 'moet een getal zijn' }).int().min(0).max(65535, 'moet een poort tot 65535 zijn').default(3000),
  HOST: z.string().min(1).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'moet beginnen met postgres://')
    .optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  PUBLIC_URL: z.url({ protocol: /^https?$/, message: 'moet een adres zijn zoals https://oever.voorbeeld.nl' }).optional(),
  ROLE: z
    .string()
    .default('all')
    .transform((value, check) => {
      if (value === 'all') return [...ROLES];
      const roles = value.split(',').map((role) => role.trim());
      const wrong = roles.filter((role) => !ROLES.includes(role as ServerRole));
      if (wrong.length > 0)
        check.addIssue({ code: 'custom', message: `kent ${wrong.join(', ')} niet; kies all, of een lijst van ${ROLES.join(', ')}` });
      return roles as ServerRole[];
    }),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'moet beginnen met smtp:// of smtps://')
    .optional(),
  MAIL_FROM: z.string().min(3).default('Oever <noreply@oever.example>'),
  DEMO: flag.optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      message: 'moet trace, debug, info, warn, error, fatal of silent zijn',
    })
    .default('info'),
  TRUST_PROXY: z.coerce.number({ message: 'moet het aantal proxy’s zijn' }).int().min(0).max(10).default(0),
  WEBHOOK_PRIVATE: flag.optional(),
  SECURITY_CONTACT: z
    .string()
    .regex(/^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, 'moet beginnen met mailto: of https://')
    .optional(),
  DISK_RESERVE_MB: z.coerce.number({ message: 'moet een aantal megabytes zijn' }).int().min(0, 'moet 0 of meer zijn').default(200),
  METRICS_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  ...oidcSchema,
});

export type Env = {
  port: number;
  host: string;
  /** Null: the embedded database in `dataDir`. */
  databaseUrl: string | null;
  dataDir: string;
  /** The origin people see, without a slash at the end. */
  publicUrl: string;
  /** Whether PUBLIC_URL was given: then only that origin may post. */
  publicUrlGiven: boolean;
  /** Parts this process runs. */
  roles: ServerRole[];
  smtpUrl: string | null;
  mailFrom: string;
  /** Demo accounts, demo trajectory, `/dev/mail`. */
  demo: boolean;
  logLevel: string;
  /** Number of proxies in front whose X-Forwarded-For is believed. */
  trustProxy: number;
  /** Where a weakness is reported, in security.txt; null: where residents write to. */
  securityContact: string | null;
  /** Bytes that must stay free for the embedded database; with less the site reads only. 0: only a full disk counts. */
  diskReserve: number;
  /** Own port for `/metrics`; without it only loopback may read them. */
  metricsPort: number | null;
  development: boolean;
  /** Webhooks may also go to addresses on the own network, and without https. */
  webhookPrivate: boolean;
  /** Where people can sign in otherwise; null where that is not set up. */
  oidc: { staff: OidcProvider | null; resident: OidcProvider | null };
};

/** Faults in the environment, one readable line each. */
export class EnvError extends Error {}

/** @throws EnvError */
export function readEnv(source: Record<string, string | undefined>): Env {
  // An empty variable (`PORT= npm start`) means: not set.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new EnvError(
      parsed.error.issues
        .map((issue) => `${String(issue.path[0])} ${issue.message} (nu: ${shown(String(issue.path[0]), given)})`)
        .join('\n'),
    );
  }
  const value = parsed.data;
  const oidc = readOidc(value);
  if (oidc.faults.length > 0) throw new EnvError(oidc.faults.join('\n'));
  const embedded = value.DATABASE_URL === undefined;
  return {
    port: value.PORT,
    host: value.HOST ?? (embedded ? '127.0.0.1' : '0.0.0.0'),
    databaseUrl: value.DATABASE_URL ?? null,
    dataDir: resolve(value.DATA_DIR),
    publicUrl: new URL(value.PUBLIC_URL ?? `http://localhost:${value.PORT}`).origin,
    publicUrlGiven: value.PUBLIC_URL !== undefined,
    roles: value.ROLE,
    smtpUrl: value.SMTP_URL ?? null,
    mailFrom: value.MAIL_FROM,
    demo: value.DEMO ?? embedded,
    logLevel: value.LOG_LEVEL,
    trustProxy: value.TRUST_PROXY,
    securityContact: value.SECURITY_CONTACT ?? null,
    diskReserve: value.DISK_RESERVE_MB * 1024 * 1024,
    metricsPort: value.METRICS_PORT ?? null,
    development: value.NODE_ENV === 'development',
    webhookPrivate: value.WEBHOOK_PRIVATE ?? false,
    oidc: oidc.providers,
  };
}

/** What who starts a demo where everybody can come must know; null where only this machine can, or there is no demo. */
export function warnOfDemo({ demo, databaseUrl, publicUrl, publicUrlGiven }: Env): string | null {
  const local = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(publicUrl);
  if (!demo || ((local || !publicUrlGiven) && databaseUrl === null)) return null;
  return 'LET OP: de demo staat aan. Iedereen kan inloggen als beheerder met het wachtwoord dat hieronder staat, en alle mails lezen op /dev/mail. Is dit een echte site? Zet DEMO=0, met een lege database.';
}

/** A secret is not repeated on a screen. */
function shown(name: string, given: Record<string, string | undefined>): string {
  return name.endsWith('_SECRET') ? 'verborgen' : (given[name] ?? 'leeg');
}

export const env: Env = readOrStop();

function readOrStop(): Env {
  try {
    return readEnv(process.env);
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`Oever kan niet starten. Deze instellingen kloppen niet:\n${error.message.replace(/^/gm, '  ')}\n`);
    process.exit(1);
  }
}
