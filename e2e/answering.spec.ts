import { expect, SLUG, test } from './fixtures.ts';

test('an official answers, a colleague reads it first, and everybody sees it with the clock', async ({ pageOf, page }) => {
  const official = await pageOf('ambtenaar');
  await official.goto('/werkvoorraad');
  await official.getByRole('link', { name: 'Fietsenstalling bij het gemaal' }).click();
  await expect(official.locator('h1')).toContainText('Fietsenstalling bij het gemaal');
  const address = new URL(official.url()).pathname;
  await official.getByLabel('Nee', { exact: true }).check();
  await official.locator('[name=summary]').fill('Nee. Bij het gemaal is geen plek voor veertig fietsen.');
  await official.getByRole('button', { name: 'Vraag om tegenlezen' }).click();
  // A no without a reason is refused, and what was typed stays.
  await expect(official.getByRole('alert')).toBeVisible();
  await expect(official.locator('[name=summary]')).toHaveValue('Nee. Bij het gemaal is geen plek voor veertig fietsen.');
  await official
    .locator('[name=motivation]')
    .fill('De stoep is daar twee meter breed. Om de hoek, bij de bibliotheek, komt wel een stalling.');
  await official.getByRole('button', { name: 'Vraag om tegenlezen' }).click();
  await expect(official.getByRole('button', { name: 'Keur goed' })).toHaveCount(0);

  const colleague = await pageOf('collega');
  await colleague.goto(address);
  await colleague.getByRole('button', { name: 'Keur goed' }).click();
  await official.goto(address);
  await official.getByRole('button', { name: 'Publiceer antwoord' }).click();

  await page.goto(`/trajecten/${SLUG}/reacties`);
  await expect(page.locator('main')).toContainText('Nee. Bij het gemaal is geen plek voor veertig fietsen.');
  await page.getByRole('link', { name: 'Fietsenstalling bij het gemaal' }).first().click();
  await expect(page.locator('main')).toContainText('Beantwoord');
  await expect(page.locator('main')).toContainText('De stoep is daar twee meter breed.');
});

test('a resident has no queue', async ({ pageOf, page }) => {
  const resident = await pageOf('bewoner');
  expect((await resident.goto('/werkvoorraad'))?.status()).toBe(403);
  await page.goto('/werkvoorraad');
  await expect(page).toHaveURL(/inloggen/);
});
