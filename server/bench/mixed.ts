/**
 * Everybody at once on the embedded database: people who read, who type in the plan and who vote, for a bounded time. All of it comes from this process, over
 * loopback, to a server that shares the cores with it; `quiet` is the same page asked by one person before the others come.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { openDatabase } from '../../db/client.ts';
import { createSession } from '../auth/sessions.ts';
import type { Db } from '../context.ts';

const READERS = 200;
/** One page per reader in so many milliseconds. */
const READS_EVERY_MS = 10_000;
const EDITORS = 50;
const TYPES_EVERY_MS = 500;
const VOTES_PER_SECOND = 20;
const MEASURE_EVERY_MS = 2_000;
const OUR_MESSAGES = 100;

type Story = { sessions: string[]; documents: string[]; votingId: string; options: string[]; paths: string[] };

/** People enough that each votes once; who votes first also types. The server must not run yet. */
export async function fillMixed(dataDir: string, { slug, seconds }: { slug: string; seconds: number }): Promise<Story> {
  const handle = await openDatabase({ dataDir });
  try {
    const { db } = handle;
    const now = new Date();
    const sessions: string[] = [];
    for (let n = 0; n < Math.max(EDITORS, VOTES_PER_SECOND * seconds); n++) {
      const { id } = await db
        .insertInto('person')
        .values({
          display_name: `Bewoner ${n}`,
          email: `bewoner-${n}@bench.example`,
          email_confirmed_at: now,
          verification_level: 'oidc',
          created_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      sessions.push(`oever_session=${(await createSession(db, id, now)).token}`);
    }
    const { id: votingId, options } = await findOpenVoting(db, now);
    const documents = await db
      .selectFrom('section')
      .innerJoin('trajectory', 'trajectory.id', 'section.trajectory_id')
      .where('trajectory.slug', '=', slug)
      .where('section.policy', '=', 'open')
      .where('section.removed_at', 'is', null)
      .select('section.document_id')
      .execute();
    const paths = ['', '/plan', '/ideeen', '/reacties', '/ideeen/1', '/ideeen/2'].map((path) => `/trajecten/${slug}${path}`);
    return { sessions, documents: documents.map(({ document_id }) => document_id), votingId, options, paths };
  } finally {
    await handle.close();
  }
}

async function findOpenVoting(db: Db, now: Date): Promise<{ id: string; options: string[] }> {
  const { id } = await db
    .selectFrom('voting')
    .where('opens_at', '<=', now)
    .where('closes_at', '>', new Date(now.getTime() + 600_000))
    .orderBy('opens_at')
    .select('id')
    .executeTakeFirstOrThrow();
  await db.updateTable('voting').set({ minimum_level: 'email', neighbourhoods: null }).where('id', '=', id).execute();
  const options = await db.selectFrom('voting_option').where('voting_id', '=', id).select('id').execute();
  return { id, options: options.map((option) => option.id) };
}

export async function benchMixed(
  report: (line: Record<string, unknown>) => void,
  { base, story, seconds }: { base: string; story: Story; seconds: number },
): Promise<void> {
  const { sessions, documents, votingId, options, paths } = story;
  const statuses = new Map<number, number>();
  const answers = (kind: number[]) => async (path: string, init: RequestInit) => {
    const began = performance.now();
    const answer = await fetch(base + path, { redirect: 'manual', ...init });
    await answer.arrayBuffer();
    kind.push(performance.now() - began);
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
  };
  const [quiet, reads, votes, echoes]: number[][] = [[], [], [], []];
  if (!quiet || !reads || !votes || !echoes) throw new Error('four lists');
  const page = (n: number): string => paths[n % paths.length] ?? '/';
  for (let n = 0; n < 60; n++) await answers(quiet)(page(n), { headers: { cookie: sessions[n % sessions.length] ?? '' } });

  const until = performance.now() + seconds * 1000;
  const isOver = () => performance.now() >= until;
  const every = async (ms: number, act: (n: number) => Promise<void> | void): Promise<void> => {
    await pause(Math.random() * ms);
    for (let n = 0; !isOver(); n++) {
      const next = performance.now() + ms;
      await act(n);
      await pause(Math.max(0, Math.min(next, until) - performance.now()));
    }
  };
  const read = Array.from({ length: READERS }, (_, who) =>
    // Half of them have signed in.
    every(READS_EVERY_MS, (n) =>
      answers(reads)(page(who + n), who % 2 ? { headers: { cookie: sessions[who % sessions.length] ?? '' } } : {}),
    ),
  );
  let next = 0;
  const vote = Array.from({ length: VOTES_PER_SECOND }, () =>
    every(1000, async () => {
      const cookie = sessions[next++];
      if (!cookie) return;
      await answers(votes)('/api/trpc/votings.cast', {
        method: 'POST',
        headers: { cookie, origin: base, 'content-type': 'application/json' },
        body: JSON.stringify({ votingId, choices: options.slice(0, 1) }),
      });
    }),
  );
  const editors = Array.from({ length: EDITORS }, (_, who) =>
    openWriter({ base, documentId: documents[who % documents.length] ?? '', cookie: sessions[who] ?? '', echoes }),
  );
  const type = editors.map((editor) => every(TYPES_EVERY_MS, editor.type));
  const memory: { at: number; bytes: number }[] = [];
  const lags: number[] = [];
  const measure = every(MEASURE_EVERY_MS, async () => {
    const text = await (await fetch(`${base}/metrics`)).text();
    const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
    memory.push({ at: performance.now() / 60_000, bytes: figure('process_resident_memory_bytes') });
    lags.push(figure('nodejs_eventloop_lag_p99_seconds') * 1000);
  });
  await Promise.all([...read, ...vote, ...type, measure]);
  await pause(2_000);
  const unsaved = editors.reduce((sum, editor) => sum + editor.waiting(), 0);
  for (const editor of editors) editor.stop();

  const alone = p95(quiet);
  const line = (name: string, times: number[]) =>
    report({ bench: 'mixed', name, count: times.length, p95Ms: round(p95(times)), ratio: round(p95(times) / alone) });
  line('page, one person reads', quiet);
  line(`page, ${READERS} readers`, reads);
  line(`vote, ${VOTES_PER_SECOND} a second`, votes);
  line(`words stored, ${EDITORS} editors`, echoes);
  report({
    bench: 'mixed',
    name: 'server',
    seconds,
    statuses: Object.fromEntries([...statuses].sort(([a], [b]) => a - b)),
    faults: [...statuses].reduce((sum, [status, count]) => sum + (status >= 500 ? count : 0), 0),
    unsaved,
    eventLoopP99Ms: round(p95(lags)),
    memoryMb: round((memory.at(-1)?.bytes ?? 0) / 1e6),
    memoryMbPerMinute: round(slope(memory.slice(Math.floor(memory.length / 2))) / 1e6),
  });
}

type Writer = { type(): void; waiting(): number; stop(): void };

/** Somebody who types; how long each letter took until the server said that it is stored, goes to `echoes`. */
function openWriter({ base, documentId, cookie, echoes }: { base: string; documentId: string; cookie: string; echoes: number[] }): Writer {
  const socket = new WebSocket(`${base.replace('http', 'ws')}/collab/${documentId}?ext=1`, {
    headers: { cookie, origin: base },
    perMessageDeflate: false,
  });
  const doc = new Y.Doc();
  const words = new Y.XmlText();
  const underWay: { through: number; at: number }[] = [];
  let sent = 0;
  let ready = false;
  const send = (step: number, payload: Uint8Array) =>
    socket.send(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarUint(encoder, step);
        encoding.writeVarUint8Array(encoder, payload);
      }),
    );
  const sendUpdate = (update: Uint8Array, step: number) => {
    send(step, update);
    underWay.push({ through: ++sent, at: performance.now() });
  };
  socket.on('error', () => {});
  socket.on('open', () => send(0, Y.encodeStateVector(doc)));
  socket.on('message', (data: Buffer) => {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    const type = decoding.readVarUint(decoder);
    if (type === OUR_MESSAGES) {
      const { through } = JSON.parse(decoding.readVarString(decoder)) as { through?: number };
      while (through !== undefined && underWay[0] && underWay[0].through <= through)
        echoes.push(performance.now() - (underWay.shift()?.at ?? 0));
    } else if (type === 0) {
      const step = decoding.readVarUint(decoder);
      const payload = decoding.readVarUint8Array(decoder);
      if (step === 0) sendUpdate(Y.encodeStateAsUpdate(doc, payload), 1);
      else Y.applyUpdate(doc, payload, 'server');
      if (step === 1 && !ready) {
        ready = true;
        doc.on('update', (update: Uint8Array, from: unknown) => {
          if (from !== 'server') sendUpdate(update, 2);
        });
        const paragraph = new Y.XmlElement('paragraph');
        paragraph.insert(0, [words]);
        doc.getXmlFragment('content').push([paragraph]);
      }
    }
  });
  return {
    type() {
      if (ready && socket.readyState === WebSocket.OPEN) words.insert(words.length, words.length % 6 ? 'a' : ' ');
    },
    waiting: () => underWay.length + (ready && socket.readyState === WebSocket.OPEN ? 0 : 1),
    stop: () => socket.close(),
  };
}

function p95(times: number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}

/** Bytes per minute, by least squares. */
function slope(points: { at: number; bytes: number }[]): number {
  const mean = (pick: (point: { at: number; bytes: number }) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [at, bytes] = [mean((point) => point.at), mean((point) => point.bytes)];
  const spread = points.reduce((sum, point) => sum + (point.at - at) ** 2, 0);
  return points.reduce((sum, point) => sum + (point.at - at) * (point.bytes - bytes), 0) / spread;
}

function round(value: number): number {
  return Number(value.toFixed(1));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
