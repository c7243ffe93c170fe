import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

test('a verified resident votes without JavaScript, finds the ballot back, and sees no running count', async ({ pageOf }) => {
  const page = await pageOf('bewoner', { javaScriptEnabled: false, width: 390 });
  await page.goto(`/trajecten/${SLUG}`);
  await page.getByRole('link', { name: 'Stem', exact: true }).first().click();
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
  await page.getByRole('link', { name: 'Stem', exact: true }).first().click();
  await expect(page.locator('main')).toContainText(/bevestig/i);
});

test('a closed voting can be recounted by anybody, in the own browser', async ({ page }) => {
  await page.goto('/trajecten/pleinenplan-ringdijkhoek/uitkomsten');
  await page.locator('.rd-voted').getByRole('link').first().click();
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

test('a manager makes a ranked voting, and a resident puts the options in order with the keyboard', async ({ pageOf }) => {
  const manager = await pageOf('trajectmanager', { javaScriptEnabled: false });
  await manager.goto(`/trajecten/${SLUG}/stemmingen/nieuw`);
  await manager.getByRole('button', { name: 'Maak de stemming' }).click();
  await expect(manager.getByRole('alert')).toContainText('Schrijf ten minste twee mogelijkheden op');
  await manager.getByLabel('Titel').fill('De naam van de steiger');
  await manager.getByLabel('Vraag aan bewoners').fill('Hoe heet de nieuwe steiger?');
  await manager.getByLabel('Op volgorde zetten').check();
  await manager.getByLabel('Mogelijkheden').fill('De Reiger\nDe Fuut\nDe Meerkoet');
  await manager.getByRole('button', { name: 'Maak de stemming' }).click();
  await expect(manager.locator('h1')).toHaveText('De naam van de steiger');
  const address = manager.url();

  const page = await pageOf('bewoner', { width: 390 });
  await page.goto(address);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Geef De Fuut een plaats' }).press('Enter');
  await page.getByRole('button', { name: 'Geef De Reiger een plaats' }).press('Enter');
  await page.getByRole('button', { name: 'Zet De Reiger hoger' }).press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'De Reiger staat nu op plaats 1.' })).toHaveCount(1);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Breng uw stem uit' }).click();
  await expect(page.locator('.ballot-receipt li')).toHaveText(['De Reiger', 'De Fuut']);

  const refused = await pageOf('bewoner2');
  const answer = await refused.goto(`/trajecten/${SLUG}/stemmingen/nieuw`);
  expect(answer?.status()).toBe(403);
});
