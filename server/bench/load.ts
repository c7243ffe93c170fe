import { Agent, request } from 'node:http';

export type LoadResult = { requestsPerSecond: number; p95Ms: number; errors: number; bytes: number };

/** Asks `url` again and again over `connections` kept-alive connections for `seconds`, and counts. Bounded; loopback only. */
export async function load({
  url,
  headers = {},
  connections = 16,
  seconds = 5,
}: {
  url: string;
  headers?: Record<string, string>;
  connections?: number;
  seconds?: number;
}): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const until = performance.now() + seconds * 1000;
  const times: number[] = [];
  let errors = 0;
  let bytes = 0;
  async function worker(): Promise<void> {
    while (performance.now() < until) {
      const started = performance.now();
      const answer = await get(url, { agent, headers });
      times.push(performance.now() - started);
      bytes = answer.bytes;
      if (answer.status >= 400) errors++;
    }
  }
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, worker));
  const took = (performance.now() - started) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  return {
    requestsPerSecond: Math.round(times.length / took),
    p95Ms: Number((times[Math.floor(times.length * 0.95)] ?? 0).toFixed(1)),
    errors,
    bytes,
  };
}

function get(
  url: string,
  { agent, headers }: { agent: Agent; headers: Record<string, string> },
): Promise<{ status: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.byteLength;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes }));
    })
      .on('error', reject)
      .end();
  });
}
