import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, test as base, expect, type Page } from 'playwright/test';

export const SLUG = 'de-amstel-verandert';
const PASSWORD = 'oever-demo-2026';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Fixtures = {
  /** A page of its own browser context, signed in as a demo account. */
  pageOf: (account: string, options?: { width?: number; javaScriptEnabled?: boolean }) => Promise<Page>;
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from this pattern
  baseURL: async ({}, use) => {
    await use(process.env.OEVER_E2E_URL ?? 'http://localhost:3000');
  },
  pageOf: async ({ browser, baseURL }, use) => {
    const pages: Page[] = [];
    await use(async (account, options = {}) => {
      const page = await newPage(browser, { baseURL, ...options });
      pages.push(page);
      await postSignIn({ page, account, baseURL });
      return page;
    });
    for (const page of pages) await page.context().close();
  },
});

async function newPage(
  browser: Browser,
  { baseURL, width = 1280, javaScriptEnabled = true }: { baseURL?: string; width?: number; javaScriptEnabled?: boolean },
): Promise<Page> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width, height: 900 },
    javaScriptEnabled,
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
  });
  return context.newPage();
}

/** As the sign-in page does, without waiting for pages: nearly every journey begins with it. */
async function postSignIn({ page, account, baseURL = '' }: { page: Page; account: string; baseURL?: string }): Promise<void> {
  const form = { email: `${account}@oever.example`, password: PASSWORD };
  const answer = await page.context().request.post('/inloggen', { form, headers: { Origin: baseURL }, maxRedirects: 0 });
  expect(answer.status(), `signing in as ${account}`).toBe(302);
}

/** Through the sign-in page, as people do. */
export async function signIn(page: Page, account: string): Promise<void> {
  await page.goto('/inloggen');
  await page.locator('input[name=email]').fill(`${account}@oever.example`);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('main button[type=submit]').first().click();
  await expect(page).not.toHaveURL(/inloggen/);
}

/** No violation of WCAG 2.2 A or AA that axe can see on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  // Colours on their way to others are judged when they are there.
  await page.evaluate(() =>
    Promise.all(
      document.getAnimations().flatMap((running) => (running instanceof CSSTransition ? running.finished.catch(() => null) : [])),
    ),
  );
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on window
    const result = await (window as any).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return result.violations.map(
      (violation: { id: string; nodes: { target: string[] }[] }) =>
        `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(' | ')}`,
    );
  });
  expect(violations).toEqual([]);
}

export { expect };
