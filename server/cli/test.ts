/**
 * `npm test`: format and lint, types, unit and integration tests on both databases, then the end-to-end journeys in a real Chromium against the built server.
 * Ends with one line `N passed, N failed`; a step that cannot run (no browser, no PostgreSQL) fails and says so.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const results = mkdtempSync(join(tmpdir(), 'oever-test-'));
const vitestResults = join(results, 'vitest.json');
const playwrightResults = join(results, 'playwright.json');
let passed = 0;
let failed = 0;

await step('Opmaak en regels', ['biome', 'check', '--error-on-warnings', '.']);
await step('Typen', ['tsc', '--noEmit']);
const unit = await run(['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestResults}`]);
count(unit, () => {
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(vitestResults, 'utf8'));
  return { passed: numPassedTests, failed: numFailedTests };
});
await step('Bouwen', ['tsx', 'server/cli/build.ts']);
const journeys = await run(['playwright', 'test', '--config', 'e2e/playwright.config.ts'], {
  PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightResults,
});
count(journeys, () => {
  const { stats } = JSON.parse(readFileSync(playwrightResults, 'utf8'));
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
});

rmSync(results, { recursive: true, force: true });
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

/** A check that counts as one test. */
async function step(title: string, command: string[]): Promise<void> {
  process.stdout.write(`\n== ${title}\n`);
  if ((await run(command)) === 0) passed++;
  else failed++;
}

/** Adds the runner's own counts; a runner that failed without a failing test (it could not start) counts as one failure. */
function count(exitCode: number, read: () => { passed: number; failed: number }): void {
  let counts = { passed: 0, failed: 0 };
  try {
    counts = read();
  } catch (error) {
    process.stderr.write(`De uitslag is niet te lezen: ${error instanceof Error ? error.message : String(error)}\n`);
    if (exitCode === 0) counts.failed = 1;
  }
  passed += counts.passed;
  failed += counts.failed;
  if (exitCode !== 0 && counts.failed === 0) failed++;
}

function run(command: string[], extra: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    spawn('npx', ['--no-install', ...command], { stdio: 'inherit', env: { ...process.env, ...extra } })
      .on('error', (error) => {
        process.stderr.write(`${error.message}\n`);
        resolve(1);
      })
      .on('close', (code) => resolve(code ?? 1));
  });
}
