import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

test('a verified resident votes without JavaScript, finds the ballot back, and sees no running count', async ({ pageOf }) => {
  const page = await pageOf('bewoner', { javaScriptEnabled: false, width: 390 });
  await page.goto(`/trajecten/${SLUG}`);
  await page.getByRole('link', { name: 'Stem', exact: true }).click();
  await expect(page.locator('h1')).toContainText('Verdeel');
  const address = page.url();
  await page.locator('input[type=checkbox]').first().check();
  await page.locator('main form button[type=submit]').last().click();
  await expect(page.getByRole('status')).toContainText(/Uw stembewijs: [0-9A-Z]{4}-/);
  await page.goto(address);
  await expect(page.locator('input[type=checkbox]').first()).toBeChecked();
  const votingId = new URL(address).pathname.split('/').at(-1);
  const result = await page.request.get(`/api/trpc/votings.result?input=${encodeURIComponent(JSON.stringify({ votingId }))}`);
  expect(result.status()).toBe(403);
  expect((await result.json()).error.data.oever).toBe('result_secret');
});

test('who has not confirmed an e-mail address hears how to take part', async ({ pageOf }) => {
  const page = await pageOf('nieuw');
  await page.goto(`/trajecten/${SLUG}`);
  await page.getByRole('link', { name: 'Stem', exact: true }).click();
  await expect(page.locator('main')).toContainText(/bevestig/i);
});

test('a closed voting can be recounted by anybody, in the own browser', async ({ page }) => {
  await page.goto('/trajecten/pleinenplan-ringdijkhoek/uitkomsten');
  await page.getByRole('link', { name: /Uitslag van/ }).click();
  await expect(page.locator('main')).toContainText('Geveltuinen');
  await expect(page.getByRole('heading', { name: 'En met de andere telling?' })).toBeVisible();
  const result = page.url();

  const csv = await (await page.request.get(result.replace('/uitslag', '/stembiljetten.csv'))).text();
  expect(csv.trim().split('\n')).toHaveLength(62);
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Tel zelf na' }).click();
  await page.getByRole('button', { name: 'Tel alle stembiljetten' }).click();
  await expect(page.getByRole('status')).toContainText('De uitslag klopt.');
  await expectAccessible(page);
});
