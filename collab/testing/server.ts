/** A real server for tests, in this process. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import type { DatabaseHandle } from '../../db/client.ts';
import { createSession, SESSION_COOKIE } from '../../server/auth/sessions.ts';
import type { Actor, Db } from '../../server/context.ts';
import { TEST_NOW, type World } from '../../server/testing/world.ts';
import type { Limits } from '../limits.ts';
import { type Collab, startCollab } from '../start.ts';

export type TestServer = { url: string; origin: string; collab: Collab; httpServer: Server; stop(): Promise<void> };

export async function startTestServer(
  handle: DatabaseHandle,
  {
    limits,
    now = () => TEST_NOW,
    port: wanted = 0,
    trustProxy = 0,
    isReadOnly,
  }: { limits?: Partial<Limits>; now?: () => Date; port?: number; trustProxy?: number; isReadOnly?: () => boolean } = {},
): Promise<TestServer> {
  const httpServer = createServer();
  const collab = await startCollab({
    httpServer,
    handle,
    origin: { publicUrl: '', publicUrlGiven: false, trustProxy },
    log: pino({ level: 'silent' }),
    now,
    ...(limits && { limits }),
    ...(isReadOnly && { isReadOnly }),
  });
  await new Promise<void>((resolve) => httpServer.listen(wanted, '127.0.0.1', resolve));
  const { port } = httpServer.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}/collab`,
    origin: `http://127.0.0.1:${port}`,
    collab,
    httpServer,
    async stop() {
      await collab.stop();
      httpServer.closeAllConnections();
      await new Promise((resolve) => httpServer.close(resolve));
    },
  };
}

/** The cookie of somebody signed in; `null` for a visitor. */
export async function cookieOf(db: Db, person: Actor | null): Promise<string | null> {
  return person && `${SESSION_COOKIE}=${(await createSession(db, person.id, TEST_NOW)).token}`;
}

/** One more section to write in, with an empty text. */
export async function addOpenSection(db: Db, world: World): Promise<string> {
  const { id } = await db.insertInto('document').values({ created_at: TEST_NOW }).returning('id').executeTakeFirstOrThrow();
  const { position } = await db
    .selectFrom('section')
    .select((eb) => eb.fn.max('position').as('position'))
    .executeTakeFirstOrThrow();
  await db
    .insertInto('section')
    .values({
      trajectory_id: world.trajectory.id,
      document_id: id,
      position: position + 1,
      level: 1,
      number: String(position + 1),
      title: `Deel ${position + 1}`,
      policy: 'open',
      created_at: TEST_NOW,
    })
    .execute();
  return id;
}
