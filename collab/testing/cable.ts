import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to the database that can be cut without a word: what is under way is never answered and never refused. New connections go through. */
export async function layCable(databaseUrl: string): Promise<{ url: string; pull(): void; stop(): void }> {
  const target = new URL(databaseUrl);
  const ends = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => ends.delete(from));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    pull() {
      for (const end of ends) {
        end.unpipe();
        end.pause();
      }
    },
    stop() {
      for (const end of ends) end.destroy();
      server.close();
    },
  };
}
