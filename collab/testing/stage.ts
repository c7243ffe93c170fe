/** What nearly every test of co-writing stands on: a database with a world in it, servers on that database, and people who have signed in. */
import { afterEach, beforeEach } from 'vitest';
import type * as Y from 'yjs';
import type { DatabaseHandle } from '../../db/client.ts';
import { loadDocument } from '../../server/plan-texts/documents.ts';
import { openTestDatabase } from '../../server/testing/database.ts';
import { makeWorld, TEST_NOW, type World } from '../../server/testing/world.ts';
import type { Limits } from '../limits.ts';
import { type Address, type Editor, openEditor, openRaw, type RawClient } from './clients.ts';
import { cookieOf, startTestServer, type TestServer } from './server.ts';
import { textOf } from './texts.ts';
import { eventually } from './waiting.ts';

type Person = keyof World['people'] | null;
type Entrance = { at?: Address; id?: string; extended?: boolean };

export type Stage = {
  handle: DatabaseHandle;
  world: World;
  /** The section everybody may write in; empty at first. */
  documentId: string;
  /** One per node; `server` is the first. */
  servers: TestServer[];
  server: TestServer;
  /** The clock of all servers. */
  now: Date;
  /** Stops the servers and starts others, at the same addresses, with these limits. */
  restart(limits?: Partial<Limits>): Promise<void>;
  cookie(person: Person): Promise<string | null>;
  /** An editor that is in step; it goes when the test ends. `null`: a visitor. */
  open(person: Person, entrance?: Entrance & { doc?: Y.Doc }): Promise<Editor>;
  /** A bare socket that the server has answered. */
  openRaw(person: Person, entrance?: Entrance): Promise<RawClient>;
  /** What is in the database now. */
  stored(): Promise<string>;
};

/** Limits for tests that do in a second what people do in an hour. */
export const UNHURRIED: Partial<Limits> = {
  messages: { perSecond: 1e9, burst: 1e9 },
  bytes: { perSecond: 1e9, burst: 1e9 },
  newClients: { perSecond: 1e9, burst: 1e9 },
  socketsPerPerson: 1_000,
};

/** Sets the stage anew for each test of the file, with `nodes` servers. */
export function setStage({ nodes = 1, limits }: { nodes?: number; limits?: Partial<Limits> } = {}): Stage {
  const leaving: (() => void)[] = [];
  const stage = {
    async restart(given = limits) {
      const ports = stage.servers.map((server) => Number(new URL(server.origin).port));
      for (const server of stage.servers) await server.stop();
      await start(given, ports);
    },
    cookie: (person) => cookieOf(stage.handle.db, person && stage.world.people[person]),
    async open(person, { at = stage.server, id = stage.documentId, ...rest } = {}) {
      const editor = openEditor(at, id, { cookie: await stage.cookie(person), ...rest });
      leaving.push(editor.stop);
      await eventually(() => editor.provider.synced, 'the editor is in step');
      return editor;
    },
    async openRaw(person, { at = stage.server, id = stage.documentId, extended = false } = {}) {
      const raw = await openRaw(at, id, { cookie: await stage.cookie(person), extended });
      leaving.push(() => raw.socket.terminate());
      await eventually(() => raw.received.length + raw.said.length > 0 || person === null, 'the socket is answered');
      return raw;
    },
    stored: async () => textOf((await loadDocument(stage.handle.db, stage.documentId)).doc),
  } as Stage;

  async function start(given: Partial<Limits> | undefined, ports: readonly number[] = []): Promise<void> {
    stage.servers = [];
    for (let node = 0; node < nodes; node++) {
      const options = { now: () => stage.now, port: ports[node] ?? 0, ...(given && { limits: given }) };
      stage.servers.push(await startTestServer(stage.handle, options));
    }
    stage.server = stage.servers[0] as TestServer;
  }

  beforeEach(async () => {
    stage.now = TEST_NOW;
    stage.handle = await openTestDatabase();
    stage.world = await makeWorld(stage.handle.db);
    stage.documentId = stage.world.sections.open.documentId;
    await start(limits);
  });

  afterEach(async () => {
    for (const leave of leaving.splice(0)) leave();
    for (const server of stage.servers) await server.stop();
    await stage.handle.close();
  });

  return stage;
}
