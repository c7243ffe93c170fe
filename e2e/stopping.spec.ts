/** The end of the process, and its beginning again: the built server, stopped and killed while people write. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Editor, openEditor } from '../collab/testing/clients.ts';
import { countMissing } from '../collab/testing/typing.ts';
import { openDatabase } from '../db/client.ts';
import { loadDocument } from '../server/plan-texts/documents.ts';
import { expect, SLUG, test } from './fixtures.ts';
import { freePort, type Started, startBuilt } from './process.ts';

/** Milliseconds after its start, from before the folder exists to when the demo has just been filled. */
const KILLED_AFTER = [300, 900, 1_500];
const EDITORS = 20;
const ACCOUNTS = ['bewoner', 'bewoner2', 'ambtenaar'];

test.describe.configure({ mode: 'serial' });

let dataDir: string;
let port: number;
let server: Started;

test.beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'oever-stopping-'));
  port = await freePort();
});
test.afterAll(async () => {
  server.child.kill('SIGKILL');
  await server.ended;
  rmSync(dataDir, { recursive: true, force: true });
});

const origin = () => `http://127.0.0.1:${port}`;

async function start(): Promise<void> {
  server = startBuilt('build/main.js', { port, dataDir });
  await server.ready;
}

async function openSection(): Promise<string> {
  const input = encodeURIComponent(JSON.stringify({ trajectory: SLUG }));
  const answer = await fetch(`${origin()}/api/trpc/planTexts.get?input=${input}`);
  const { result } = (await answer.json()) as { result: { data: { sections: { documentId: string; policy: string }[] } } };
  const open = result.data.sections.find(({ policy }) => policy === 'open');
  if (!open) throw new Error('the demo has no open section');
  return open.documentId;
}

async function signIn(account: string): Promise<string> {
  const answer = await fetch(`${origin()}/inloggen`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: origin() },
    body: new URLSearchParams({ email: `${account}@oever.example`, password: 'oever-demo-2026' }),
  });
  const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('oever_session='));
  if (!cookie) throw new Error(`signing in answered ${answer.status}`);
  return cookie.split(';')[0] ?? '';
}

test('a first start that is killed again and again leaves a folder with which the next start works', async () => {
  for (const afterMs of KILLED_AFTER) {
    const victim = startBuilt('build/main.js', { port, dataDir });
    await sleep(afterMs);
    victim.child.kill('SIGKILL');
    await victim.ended;
  }
  await start();
  const page = await fetch(`${origin()}/trajecten/${SLUG}`);
  expect(page.status).toBe(200);
  expect(await openSection()).toMatch(/^[0-9a-f-]{36}$/);
});

test('a server that is told to stop while twenty people type saves what it took, within ten seconds; they come back by themselves', async () => {
  const documentId = await openSection();
  const cookies = await Promise.all(ACCOUNTS.map(signIn));
  const address = { url: `ws://127.0.0.1:${port}/collab`, origin: origin() };
  const editors = Array.from({ length: EDITORS }, (_, index) =>
    openEditor(address, documentId, { cookie: cookies[index % cookies.length] ?? null, extended: true }),
  );
  const goodbyes = editors.map((): (number | undefined)[] => []);
  for (const [index, { provider }] of editors.entries()) provider.on('connection-close', (event) => goodbyes[index]?.push(event?.code));
  const everywhere = (check: (editor: Editor) => boolean, what: string) =>
    expect.poll(() => editors.filter((editor) => !check(editor)).length, { message: what, timeout: 15_000 }).toBe(0);
  const words = editors.map((): string[] => []);
  const typing = editors.map(({ write }, index) =>
    setInterval(() => {
      const word = `w${index}n${words[index]?.length}`;
      write(word);
      words[index]?.push(word);
    }, 150),
  );
  try {
    await everywhere(({ provider, seen }) => provider.synced && seen.length > 20, 'all see each other’s words');
    const began = performance.now();
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);
    const written = words.map((own) => [...own]);
    expect(goodbyes.map(([first]) => first)).toEqual(editors.map(() => 1012));

    const handle = await openDatabase({ dataDir });
    const { doc: stopped } = await loadDocument(handle.db, documentId);
    await handle.close();
    expect(editors.map(({ seen }) => countMissing(stopped, seen))).toEqual(editors.map(() => 0));
    const stored = wordsIn(stopped);
    for (const [index, { said }] of editors.entries()) {
      // The first of what a client sends is its answer to our question.
      const through = Math.max(0, ...said.map((message) => (message as { through?: number }).through ?? 0)) - 1;
      expect(through).toBeGreaterThan(0);
      expect(written[index]?.slice(0, through).filter((word) => !stored.has(word))).toEqual([]);
    }

    await start();
    await everywhere(({ provider }) => provider.synced, 'all are back by themselves');
    for (const timer of typing) clearInterval(timer);
    const all = words.flat();
    const seesAll = (found: Set<string>) => all.every((word) => found.has(word));
    await everywhere(({ doc }) => seesAll(wordsIn(doc)), 'all see every word, also those typed meanwhile');
  } finally {
    for (const timer of typing) clearInterval(timer);
    for (const editor of editors) editor.stop();
  }
});

function wordsIn(doc: Editor['doc']): Set<string> {
  const text = doc.getXmlFragment('content').toArray().join('\n');
  return new Set(text.match(/w\d+n\d+/g) ?? []);
}
