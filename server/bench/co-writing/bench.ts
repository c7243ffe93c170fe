/**
 * Co-writing, side by side: our server with everything stored before anybody sees it, against the servers people would pick instead, which keep it in memory.
 * One after the other on the same core, with the same load from the other core. Method and figures: docs/co-writing.md.
 */
import type { Candidate } from './candidates.ts';
import { prepareCandidates } from './candidates.ts';
import { fetchText } from './fetch-text.ts';
import { flood } from './flood.ts';
import { holdConnections, type Running, runLoad } from './process.ts';

type Report = (line: Record<string, unknown>) => void;
type Load = { name: string; documents: number; writers: number; perSecond: number };

/** `1x200@2`: one document, 200 people who each type two letters a second. */
const LOADS: Load[] = [
  { name: '1x50@4', documents: 1, writers: 50, perSecond: 4 },
  { name: '1x200@1', documents: 1, writers: 200, perSecond: 1 },
  { name: '1x200@2', documents: 1, writers: 200, perSecond: 2 },
  { name: '50x10@2', documents: 50, writers: 10, perSecond: 2 },
];
const SECONDS = 4;
/** Letters a second of each of 200 people, until the p95 is over the limit. */
const STEPS = [4, 8, 16, 32];
const LIMIT_MS = 100;
const IDLE_CONNECTIONS = 1_000;
const OPEN_DOCUMENTS = 500;
const CHARACTERS = 5_000;

/** @param only part of the name of one server */
export async function benchCollab(report: Report, only?: string): Promise<void> {
  const candidates = await prepareCandidates((line) => process.stderr.write(`${line}\n`));
  const chosen = candidates.filter(({ name }) => !only || name.includes(only));
  await benchTyping(chosen, report);
  for (const candidate of chosen) await benchFlood(candidate, report);
  for (const candidate of chosen.filter(({ nodes }) => nodes > 1)) await benchNodes(candidate, report);
  for (const candidate of chosen) await benchColdLoad(candidate, report);
  // With LevelDB it is the same server.
  for (const candidate of chosen.filter(({ name }) => !name.includes('leveldb'))) await benchMemory(candidate, report);
  for (const { end } of candidates) await end();
}

type Open = { candidate: Candidate; running: Running; url: string; unused: string[] };

/** Each load on one server after the other, so that what else the machine does hits all of them. */
async function benchTyping(candidates: readonly Candidate[], report: Report): Promise<void> {
  const open: Open[] = [];
  for (const candidate of candidates) {
    const { server: running, ...address } = await candidate.start();
    open.push({ candidate, running, ...address, unused: [...candidate.documents] });
  }
  for (const load of LOADS) for (const one of open) report({ ...about(one), ...(await type(one, load)) });
  const most = new Map<Open, number | null>(open.map((one) => [one, null]));
  const going = new Set(open);
  for (const perSecond of STEPS) {
    for (const one of [...going]) {
      const result = await type(one, { name: `1x200@${perSecond}`, documents: 1, writers: 200, perSecond });
      const isFast = result.p95Ms <= LIMIT_MS && result.lost === 0 && result.converged;
      report({ ...about(one), ...result, within100Ms: isFast });
      if (isFast) most.set(one, result.deliveredPerSecond);
      else going.delete(one);
    }
  }
  for (const [one, deliveredPerSecond] of most)
    report({ ...about(one), name: 'saturation: most delivered a second with p95 under 100 ms, 200 people', deliveredPerSecond });
  for (const { running } of open) await running.stop();
}

/** One client that sends six thousand letters a second, one update each, beside one that types. */
async function benchFlood({ name: server, dialect, cookies, documents, start }: Candidate, report: Report): Promise<void> {
  const { server: running, url } = await start();
  const result = await flood({ url, dialect, cookies, document: documents.at(-600) ?? '', perSecond: 6_000, seconds: SECONDS });
  report({ bench: 'collab', server, name: 'one client, 6,000 updates a second', ...result });
  await running.stop();
}

/** People of one document spread over two nodes on one database; both nodes on the core of the server. */
async function benchNodes({ name: server, dialect, cookies, documents, start }: Candidate, report: Report): Promise<void> {
  const nodes = [await start(), await start()];
  for (const [index, { name, ...rates }] of LOADS.filter(({ documents: count }) => count === 1).entries()) {
    const result = await runLoad(
      nodes.map((node) => node.server),
      {
        kind: 'type',
        urls: nodes.map((node) => node.url),
        dialect,
        cookies,
        ...rates,
        documents: documents.slice(-700 - index).slice(0, 1),
        seconds: SECONDS,
        warmUpSeconds: 1,
      },
    );
    report({ bench: 'collab', server, load: `${name}, two nodes`, ...result });
  }
  for (const node of nodes) await node.server.stop();
}

/** A server that just started, and the first person who opens a section that was written in for weeks: from the socket until the text is there. */
async function benchColdLoad({ name: server, dialect, cookies, long, start }: Candidate, report: Report): Promise<void> {
  if (!long) return;
  const times: number[] = [];
  let isWhole = true;
  for (let count = 0; count < 3; count++) {
    const { server: running, url } = await start();
    const began = performance.now();
    const text = await fetchText({ url, dialect, document: long.document, cookie: cookies?.[0] ?? null });
    times.push(round(performance.now() - began));
    isWhole &&= text === long.text;
    await running.stop();
  }
  const name = 'first load after a start, 260,000 edits';
  report({ bench: 'collab', server, name, updateKb: Math.round(long.bytes / 1000), ms: times, isWhole });
}

function about({ candidate: { name, persistence } }: Open): Record<string, string> {
  return { bench: 'collab', server: name, persistence };
}

async function type({ candidate, running, url, unused }: Open, load: Load) {
  const { dialect, cookies } = candidate;
  const documents = unused.splice(0, load.documents);
  const rates = { writers: load.writers, perSecond: load.perSecond, seconds: SECONDS, warmUpSeconds: 1 };
  const result = await runLoad([running], { kind: 'type', urls: [url], dialect, cookies, documents, ...rates });
  return { load: load.name, ...result };
}

function round(value: number): number {
  return Number(value.toFixed(2));
}

async function benchMemory(candidate: Candidate, report: Report): Promise<void> {
  const { name: server, dialect, cookies } = candidate;
  const documents = candidate.documents.slice(-OPEN_DOCUMENTS);
  for (const { name, held, count } of [
    {
      name: 'KiB per idle connection',
      held: { connections: IDLE_CONNECTIONS, characters: 0, documents: documents.slice(0, 1) },
      count: IDLE_CONNECTIONS,
    },
    {
      name: 'KiB per open document of 5,000 letters, with its connection',
      held: { connections: OPEN_DOCUMENTS, characters: CHARACTERS, documents },
      count: OPEN_DOCUMENTS,
    },
  ]) {
    const { server: running, url } = await candidate.start();
    // What the first connections compile and cache is not theirs.
    const first = await holdConnections({
      kind: 'hold',
      urls: [url],
      dialect,
      cookies,
      connections: 50,
      characters: 10,
      documents: candidate.documents.slice(200, 250),
    });
    const before = await running.gauge();
    const holding = await holdConnections({ kind: 'hold', urls: [url], dialect, cookies, ...held });
    await running.gauge();
    const after = await running.gauge();
    const each = (key: 'heldBytes' | 'residentBytes') => round((after[key] - before[key]) / 1024 / count);
    report({
      bench: 'collab',
      server,
      name,
      heldKib: each('heldBytes'),
      residentKib: each('residentBytes'),
      emptyMib: round(before.residentBytes / 1024 ** 2),
    });
    await Promise.all([first.stop(), holding.stop()]);
    await running.stop();
  }
}
