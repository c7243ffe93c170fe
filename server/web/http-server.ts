import { createServer, type Server } from 'node:http';

/**
 * What the server takes before anything of ours reads it: 16 kB of headers, within 15 s; a whole request within 30 s. A line on which nothing is asked is
 * closed after 5 s, at most 5,000 are open at once, and one line asks at most 1,000 times.
 */
export const HTTP_LIMITS = {
  maxHeaderSize: 16_384,
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 5_000,
} as const;
const MOST_CONNECTIONS = 5_000;
const MOST_REQUESTS_PER_LINE = 1_000;

/** The HTTP server of the site. `limits`: shorter ones for tests. */
export function createHttpServer(limits: Partial<{ [name in keyof typeof HTTP_LIMITS]: number }> = {}): Server {
  const server = createServer({ ...HTTP_LIMITS, ...limits });
  server.maxConnections = MOST_CONNECTIONS;
  server.maxRequestsPerSocket = MOST_REQUESTS_PER_LINE;
  return server;
}
