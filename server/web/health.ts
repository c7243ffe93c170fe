import { Router } from 'express';
import { sql } from 'kysely';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { DatabaseHandle } from '../../db/client.ts';
import { isMigrated } from '../../db/migrate.ts';
import { backupAge } from '../backup/runs.ts';
import type { DiskRoom } from '../disk/disk-room.ts';
import type { Env } from '../env.ts';

export const metrics = new Registry();
collectDefaultMetrics({ register: metrics });

export const requestSeconds = new Histogram({
  name: 'oever_http_request_seconds',
  help: 'Time to answer a request, by method and status.',
  labelNames: ['method', 'status'],
  buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [metrics],
});
export const pageCacheTotal = new Counter({
  name: 'oever_page_cache_cleared_total',
  help: 'Times the shared pages were emptied by an event.',
  registers: [metrics],
});
export const collabConnections = new Gauge({
  name: 'oever_collab_connections',
  help: 'Open co-writing connections.',
  registers: [metrics],
});

let readDisk: (() => { readOnly: boolean; freeBytes: number | null }) | null = null;
new Gauge({
  name: 'oever_read_only',
  help: '1 while the site reads only because there is no room on the disk.',
  registers: [metrics],
  collect() {
    this.set(readDisk?.().readOnly ? 1 : 0);
  },
});
new Gauge({
  name: 'oever_disk_free_bytes',
  help: 'Free for the embedded database when it was last looked at; NaN with PostgreSQL, whose disk is its own.',
  registers: [metrics],
  collect() {
    this.set(readDisk?.().freeBytes ?? Number.NaN);
  },
});

let readBackupAge: (() => Promise<number>) | null = null;
new Gauge({
  name: 'oever_backup_age_seconds',
  help: 'Age of the last good backup; +Inf while there is none, NaN while the database does not say.',
  registers: [metrics],
  async collect() {
    // The other figures are worth most when the database is away.
    this.set((await readBackupAge?.().catch(() => Number.NaN)) ?? Number.NaN);
  },
});

/** `/healthz`, `/readyz`, `/metrics` (loopback only, unless METRICS_PORT gives them their own port), robots.txt and security.txt. */
export function healthRoutes({
  env,
  handle,
  disk,
}: {
  env: Env;
  handle: DatabaseHandle;
  disk?: Pick<DiskRoom, 'isReadOnly' | 'freeBytes'> | undefined;
}): Router {
  readDisk = () => ({ readOnly: disk?.isReadOnly() ?? false, freeBytes: disk?.freeBytes() ?? null });
  readBackupAge = () => backupAge(handle.db, new Date());
  const routes = Router();
  routes.get('/healthz', (_, res) => void res.type('text').send('ok\n'));
  routes.get('/readyz', (_, res) => {
    Promise.all([sql`select 1`.execute(handle.db), isMigrated(handle.db)]).then(
      ([, migrated]) =>
        res
          .status(migrated ? 200 : 503)
          .type('text')
          // Still 200: this node goes on answering whoever reads.
          .send(!migrated ? 'migrations missing\n' : disk?.isReadOnly() ? 'read-only: no room on the disk\n' : 'ok\n'),
      () => res.status(503).type('text').send('database unavailable\n'),
    );
  });
  if (env.metricsPort === null) {
    routes.get('/metrics', (req, res, next) => {
      const direct = req.socket.remoteAddress ?? '';
      const forwarded = req.headers['x-forwarded-for'] !== undefined;
      if (forwarded || !/^(::1|127\.|::ffff:127\.)/.test(direct)) return void res.status(404).type('text').send('not found\n');
      metrics.metrics().then((text) => res.type(metrics.contentType).send(text), next);
    });
  }
  routes.get('/robots.txt', (_, res) => {
    res
      .type('text')
      .send(
        'User-agent: *\nDisallow: /api/\nDisallow: /beheer\nDisallow: /mijn\nDisallow: /werkvoorraad\nDisallow: /moderatie$\nDisallow: /dev/\n',
      );
  });
  routes.get('/.well-known/security.txt', (_, res, next) => {
    const expires = new Date(Date.now() + 180 * 86_400_000).toISOString();
    securityContact({ env, handle }).then(
      (contact) =>
        res
          .type('text')
          .send(
            `Contact: ${contact}\nExpires: ${expires}\nPreferred-Languages: nl, en\nCanonical: ${env.publicUrl}/.well-known/security.txt\n`,
          ),
      next,
    );
  });
  return routes;
}

/** Where a weakness of this site is reported: as set, else where residents write to. */
async function securityContact({ env, handle }: { env: Env; handle: DatabaseHandle }): Promise<string> {
  if (env.securityContact) return env.securityContact;
  const site = await handle.db.selectFrom('site').select('contact_email').executeTakeFirst();
  return site?.contact_email ? `mailto:${site.contact_email}` : env.publicUrl;
}
