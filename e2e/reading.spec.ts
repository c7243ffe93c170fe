import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

const PAGES = [
  '/',
  '/trajecten',
  `/trajecten/${SLUG}`,
  '/trajecten/pleinenplan-ringdijkhoek',
  `/trajecten/${SLUG}/plan`,
  `/trajecten/${SLUG}/plan/2.1`,
  `/trajecten/${SLUG}/plan/2.1/versies`,
  `/trajecten/${SLUG}/plan/versies/1`,
  `/trajecten/${SLUG}/ideeen`,
  `/trajecten/${SLUG}/ideeen/1`,
  `/trajecten/${SLUG}/ideeen/nieuw`,
  `/trajecten/${SLUG}/reacties`,
  `/trajecten/${SLUG}/uitkomsten`,
  '/ideeen',
  '/antwoordtijden',
  '/portfolio',
  '/raad',
  '/moderatielog',
  '/inloggen',
  '/registreren',
  '/wachtwoord-vergeten',
  '/data',
  '/privacy',
  '/toegankelijkheid',
  '/over-dit-voorbeeld',
];

const STAFF_PAGES: [string, string][] = [
  ['ambtenaar', '/werkvoorraad'],
  ['moderator', '/moderatie'],
  ['beheer', '/beheer'],
  ['bewoner', '/mijn'],
  ['bewoner', `/trajecten/${SLUG}/plan/2.1?schrijf=1`],
  ['bewoner', `/trajecten/${SLUG}/plan/2.1/voorstel`],
  ['bewoner', `/trajecten/${SLUG}/ideeen/nieuw`],
];

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  for (const path of PAGES) {
    test(`${path} can be read by anybody`, async ({ page }) => {
      const response = await page.goto(path);
      expect(response?.status()).toBe(200);
      await expect(page.locator('h1')).toHaveCount(1);
      await expect(page.locator('main')).not.toContainText('undefined');
    });
  }

  test('the plan text itself is on the page', async ({ page }) => {
    await page.goto(`/trajecten/${SLUG}/plan/1.2`);
    await expect(page.locator('main')).toContainText('De oever blijft openbaar');
  });

  test('a page that is not there says so, with status 404', async ({ page }) => {
    for (const path of [
      '/nergens',
      '/trajecten/bestaat-niet',
      `/trajecten/${SLUG}/ideeen/99999`,
      `/trajecten/${SLUG}/plan/9.9`,
      `/trajecten/${SLUG}/stemmingen/geen`,
    ]) {
      const response = await page.goto(path);
      expect(response?.status(), path).toBe(404);
      await expect(page.locator('h1')).toHaveText('Deze pagina is er niet');
    }
  });
});

for (const path of PAGES) {
  test(`${path} has no accessibility fault, at 360 px and 1440 px, light and dark`, async ({ page }) => {
    for (const [width, colorScheme] of [
      [1440, 'light'],
      [360, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      await expectAccessible(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, `${path} is wider than the screen at ${width} px`).toBeLessThanOrEqual(0);
    }
  });
}

for (const [account, path] of STAFF_PAGES) {
  test(`${path} for ${account} has no accessibility fault`, async ({ pageOf }) => {
    const page = await pageOf(account, { width: 360 });
    await page.goto(path);
    await expectAccessible(page);
    await page.setViewportSize({ width: 1440, height: 900 });
    await expectAccessible(page);
  });
}

test('no page asks anything of another website, and a reading page ships little script', async ({ page, baseURL }) => {
  const hosts = new Set<string>();
  const scripts: Promise<number>[] = [];
  page.on('request', (request) => hosts.add(new URL(request.url()).origin));
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body().then((body) => body.byteLength));
  });
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  for (const path of ['/', `/trajecten/${SLUG}`, `/trajecten/${SLUG}/plan`, `/trajecten/${SLUG}/ideeen`]) {
    await page.goto(path);
    // A browser drops the bodies of a page once it leaves it.
    await Promise.all(scripts);
  }
  expect([...hosts]).toEqual([baseURL]);
  expect((await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(90_000);
  expect(faults).toEqual([]);
});

test('every answer carries the security headers', async ({ request }) => {
  for (const path of ['/', '/nergens', '/api/trpc/auth.me', '/healthz']) {
    const headers = (await request.get(path)).headers();
    expect(headers['content-security-policy'], path).toMatch(/script-src 'self' 'nonce-[^']+'/);
    expect(headers['content-security-policy'], path).not.toMatch(/script-src[^;]*unsafe-inline/);
    expect(headers['x-content-type-options'], path).toBe('nosniff');
  }
});

test('a visitor who comes back gets an unchanged page without its body', async ({ request }) => {
  const first = await request.get(`/trajecten/${SLUG}`);
  const again = await request.get(`/trajecten/${SLUG}`, { headers: { 'If-None-Match': first.headers().etag ?? '' } });
  expect(again.status()).toBe(304);
});

test('residents read the same page under their own name, in every language, and staff their own page', async ({ pageOf, request }) => {
  const [one, two, staff] = [await pageOf('bewoner'), await pageOf('bewoner2'), await pageOf('ambtenaar')];
  const nameOf = async (page: typeof one, path: string) => {
    await page.goto(path);
    return page.locator('.top-act .me').innerText();
  };
  const names = new Map<string, Set<string>>();
  for (const path of ['/', '/trajecten', `/trajecten/${SLUG}`, `/trajecten/${SLUG}/ideeen`, '/ideeen', '/antwoordtijden', '/portfolio']) {
    for (const [who, page] of Object.entries({ one, two, staff })) {
      for (const round of [1, 2]) {
        const shown = await nameOf(page, path);
        names.set(who, (names.get(who) ?? new Set()).add(shown));
        expect(await page.content(), `${path}, round ${round}`).not.toMatch(/naam-[0-9a-f]{32}/);
      }
    }
    const visitor = await (await request.get(path)).text();
    for (const shown of names.values()) for (const name of shown) expect(visitor).not.toContain(`>${name}</span>`);
  }
  // Each their own name, and never another.
  expect([...names.values()].map(({ size }) => size)).toEqual([1, 1, 1]);
  expect(new Set([...names.values()].flatMap((shown) => [...shown])).size).toBe(3);
  await one.goto('/taal?kies=en&terug=/trajecten');
  await expect(one.locator('html')).toHaveAttribute('lang', 'en');
  await two.goto('/trajecten');
  await expect(two.locator('html')).toHaveAttribute('lang', 'nl');
});
