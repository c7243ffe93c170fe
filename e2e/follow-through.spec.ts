import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

test('an official takes on a selection, and residents read the team until the official chooses otherwise', async ({ pageOf, page }) => {
  const official = await pageOf('ambtenaar', { javaScriptEnabled: false });
  await official.goto('/werkvoorraad?weergave=alles');
  const rows = official.locator('[data-row]');
  await rows.nth(0).getByRole('checkbox').check();
  await rows.nth(1).getByRole('checkbox').check();
  await official.getByRole('button', { name: 'Neem op u' }).click();
  await expect(official.getByRole('status')).toContainText('2 bijdragen zijn doorgegeven.');
  await official.getByRole('button', { name: 'Geef door' }).click();
  await expect(official.getByRole('alert')).toContainText('Kies ten minste 1');

  await page.goto(`/trajecten/${SLUG}/reacties`);
  await expect(page.locator('main')).not.toContainText('Sanne Brouwer');
  const answered = page.locator('.resp a').first();
  await answered.click();
  const answer = page.locator('.ans').first();
  await expect(answer).toBeVisible();
  await expect(answer).not.toContainText('Sanne Brouwer');
  await expectAccessible(page);

  await official.getByRole('link', { name: 'Uw naam bij antwoorden' }).click();
  await official.getByLabel('Ook mijn naam: Sanne Brouwer').check();
  await official.getByRole('button', { name: 'Bewaar' }).click();
  await expect(official.getByRole('status')).toContainText('Bewaard.');
  await expect(official.getByLabel('Ook mijn naam: Sanne Brouwer')).toBeChecked();
  const seen = await pageOf('ambtenaar');
  await seen.goto('/werkvoorraad/naam');
  await expectAccessible(seen);
  await official.getByLabel('Alleen de naam van mijn afdeling').check();
  await official.getByRole('button', { name: 'Bewaar' }).click();
});

test('the demo has a vote in order of liking that is open', async ({ page }) => {
  await page.goto(`/trajecten/${SLUG}`);
  await page.getByRole('link', { name: 'Stem', exact: true }).last().click();
  await expect(page.locator('h1')).toContainText('Een naam voor het zomerpontje');
  await expectAccessible(page);
});
