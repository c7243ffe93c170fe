import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

test('everybody finds the data, and every file on the page is there', async ({ page, request }) => {
  await page.goto('/data');
  await expectAccessible(page);
  await page.locator('.data-of').evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });
  const files = await page.locator('#inhoud a').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  expect(files.length).toBeGreaterThan(15);
  for (const file of files) expect((await request.get(file)).status(), file).toBe(200);
  const calendar = await (await request.get(`/trajecten/${SLUG}/agenda.ics`)).text();
  expect(calendar).toMatch(/^BEGIN:VCALENDAR[\s\S]*END:VCALENDAR\r\n$/);
  expect(calendar).not.toMatch(/@oever\.example/);
});

test('an administrator gives a partner a key; an idea comes in by it, until the key is revoked', async ({
  pageOf,
  request,
  page: reader,
}) => {
  const page = await pageOf('beheer', { javaScriptEnabled: false });
  const withScript = await pageOf('beheer');
  await withScript.goto('/beheer/koppelingen');
  await expectAccessible(withScript);
  await page.goto('/beheer/koppelingen');
  await page.getByText('Maak een sleutel', { exact: true }).click();
  await page.getByRole('button', { name: 'Maak de sleutel' }).click();
  await expect(page.getByRole('alert')).toContainText('naam');
  await page.getByLabel('Naam van de partner').fill('Buurtapp Noordkade');
  await page.getByLabel('Ideeën insturen').check();
  await page.getByRole('button', { name: 'Maak de sleutel' }).click();
  const token = await page.locator('.secret code').innerText();
  expect(token).toMatch(/^oever_/);
  await page.goto('/beheer/koppelingen');
  await expect(page.locator('.secret')).toHaveCount(0);

  const title = 'Een picknicktafel onder de oude eik';
  const send = () =>
    request.post(`/api/v1/trajectories/${SLUG}/ideas`, {
      headers: { Authorization: `Bearer ${token}`, 'Idempotency-Key': 'e2e-picknick-1' },
      data: { title, body: 'Dan kunnen mensen hier samen eten in de schaduw.', url: 'https://buurtapp.example/44' },
    });
  const sent = await send();
  expect(sent.status()).toBe(201);
  expect(await (await send()).json()).toEqual(await sent.json());
  await reader.goto(sent.headers().location ?? '');
  await expect(reader.getByRole('heading', { name: title })).toBeVisible();
  await expect(reader.locator('main')).toContainText('Buurtapp Noordkade');

  await page.getByRole('button', { name: 'Trek de sleutel in Buurtapp Noordkade' }).click();
  await expect(page.getByRole('status')).toContainText('gelukt');
  expect((await send()).status()).toBe(401);
});

test('a piece of the site stands on another website, at its own height, without a cookie', async ({ page, baseURL }) => {
  const city = createServer((_, res) => {
    res
      .setHeader('Content-Type', 'text/html')
      .end(
        `<!doctype html><html lang="nl"><title>Stad</title><iframe src="${baseURL}/inbedden/${SLUG}/ideeen" title="Ideeën" width="340" height="100"></iframe><script src="${baseURL}/inbed-gastheer.js"></script>`,
      );
  });
  await new Promise<void>((resolve) => city.listen(0, '127.0.0.1', resolve));
  await page.goto(`http://127.0.0.1:${(city.address() as AddressInfo).port}/`);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('link').first()).toBeVisible();
  await expect.poll(() => page.locator('iframe').evaluate((element) => element.getBoundingClientRect().height)).toBeGreaterThan(250);
  expect(await page.context().cookies()).toEqual([]);
  city.close();
  for (const what of ['ideeen', 'fasen']) {
    await page.goto(`/inbedden/${SLUG}/${what}?taal=en`);
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expectAccessible(page);
    expect(await page.locator('form, input, button').count()).toBe(0);
  }
});
