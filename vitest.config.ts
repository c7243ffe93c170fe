import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['{server,collab,db,app}/**/*.test.{ts,tsx}'], exclude: ['e2e/**', 'node_modules/**'] },
});
