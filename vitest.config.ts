import { defineConfig } from 'vitest/config';

/** Need no database: they run once. */
const PURE = ['**/rules.test.ts', 'collab/upgrade.test.ts', 'server/calendar/**', 'server/mail/smtp.test.ts', 'app/**'];
const NEVER = ['**/node_modules/**', 'build/**', 'e2e/*.spec.ts', 'e2e/results/**'];

const shared = {
  environment: 'node',
  // Processes, not threads: the embedded database brings a thread of its own.
  pool: 'forks',
  // A process runs many files, with the modules and the databases it has: that halves the work. Tests leave nothing behind in a module.
  isolate: false,
  testTimeout: 30_000,
  hookTimeout: 60_000,
} as const;

export default defineConfig({
  test: {
    // Vitest leaves one core free, and would run one file at a time on two.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          ...shared,
          name: 'embedded',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...NEVER, '**/*.postgres.test.ts'],
          env: { OEVER_TEST_DATABASE: 'embedded', LOG_LEVEL: 'silent', NODE_ENV: 'test' },
          globalSetup: ['server/testing/embedded-image.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'postgres',
          include: ['{server,collab,db}/**/*.test.ts'],
          exclude: [...NEVER, ...PURE, '**/*.embedded.test.ts'],
          env: { OEVER_TEST_DATABASE: 'postgres', LOG_LEVEL: 'silent', NODE_ENV: 'test' },
          globalSetup: ['server/testing/postgres-server.ts'],
        },
      },
    ],
  },
});
