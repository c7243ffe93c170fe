import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

const DOSSIER = `/trajecten/${SLUG}/uitkomsten`;

test('the clerk freezes the dossier for the council, and everybody reads and checks it', async ({ pageOf, page }) => {
  const clerk = await pageOf('griffie');
  await clerk.goto(DOSSIER);
  await expectAccessible(clerk);
  await clerk.getByText('Leg dit dossier vast').click();
  await clerk.getByLabel('Voor welk raadsbesluit?').selectOption({ label: 'Het plan De Amstel verandert' });
  await clerk.getByLabel('Waarom nu?').fill('Voor de commissie van december.');
  await clerk.getByRole('button', { name: 'Leg vast' }).click();
  await expect(clerk).toHaveURL(/uitkomsten\/\d+$/);

  // Without an account: the version, the list behind a number, and the file whose code stands under it.
  await page.goto(clerk.url());
  await expect(page.locator('.rdh')).toContainText('Deze versie verandert niet meer.');
  await expect(page.locator('.rdh')).toContainText('Voor de commissie van december.');
  await expectAccessible(page);
  const received = page.locator('.facts dd').nth(1).getByRole('link');
  const number = (await received.innerText()).replace(/\D/g, '');
  const code = (await page.locator('.hash').innerText()).match(/[0-9a-f]{64}/)?.[0];
  const download = page.waitForEvent('download');
  await page.locator('.rdh').getByRole('link', { name: 'Alles (JSON)' }).click();
  const file = readFileSync(await (await download).path());
  expect(createHash('sha256').update(file).digest('hex')).toBe(code);
  await received.click();
  await expect(page.locator('h1')).toContainText(`${number} bijdragen`);
  await expectAccessible(page);
  await page.goto(DOSSIER);
  await expect(page.getByText('Leg dit dossier vast')).toHaveCount(0);
});

test('two write the final report: the second is warned, keeps the words, and freezes', async ({ pageOf, page }) => {
  const desk = `/trajecten/${SLUG}/eindverslag/bewerken`;
  const [manager, clerk] = [await pageOf('trajectmanager', { javaScriptEnabled: false }), await pageOf('griffie')];
  await manager.goto(desk);
  await clerk.goto(desk);
  await expectAccessible(clerk);
  await manager.getByLabel('Rapportcijfer').fill('Een mooi cijfer, met werk aan de winkel.');
  await manager.getByRole('button', { name: 'Bewaar het concept' }).click();
  await expect(manager.getByRole('status')).toContainText('Het concept is bewaard.');

  await clerk.getByLabel('Vervolg').fill('De raad bespreekt het plan in december.');
  await clerk.getByRole('button', { name: 'Bewaar het concept' }).click();
  await expect(clerk.getByRole('status')).toContainText('Iemand anders bewaarde dit concept');
  await expect(clerk.getByLabel('Vervolg')).toHaveValue('De raad bespreekt het plan in december.');
  // What the desk proposes holds living figures, so other parts may have been saved with other words too.
  const saved = clerk.locator('.rd-kept-now').filter({ hasText: 'met werk aan de winkel' });
  await saved.locator('summary').click();
  await expect(saved.getByText('met werk aan de winkel')).toBeVisible();
  await expectAccessible(clerk);
  await clerk.getByLabel('Rapportcijfer').fill('Een mooi cijfer, met werk aan de winkel.');
  await clerk.getByRole('button', { name: 'Bewaar het concept' }).click();
  await expect(clerk.getByRole('status')).toContainText('Het concept is bewaard.');
  await clerk.getByRole('button', { name: 'Leg vast en publiceer' }).click();

  await page.goto(`/trajecten/${SLUG}/eindverslag`);
  await expect(page.locator('.paper')).toContainText('Een mooi cijfer, met werk aan de winkel.');
  await expect(page.locator('.paper')).toContainText('De raad bespreekt het plan in december.');
  await expectAccessible(page);
});

test('a participant changes the grade for how it went', async ({ pageOf }) => {
  const resident = await pageOf('bewoner', { javaScriptEnabled: false });
  await resident.goto(`/trajecten/${SLUG}/cijfer`);
  await expect(resident.getByLabel('8', { exact: true })).toBeChecked();
  await resident.getByLabel('9', { exact: true }).check();
  await resident.getByRole('button', { name: 'Verander uw cijfer' }).click();
  await expect(resident.getByRole('status')).toContainText('Bewaard.');
  const seen = await pageOf('bewoner');
  await seen.goto(`/trajecten/${SLUG}/cijfer`);
  await expect(seen.getByLabel('9', { exact: true })).toBeChecked();
  await expectAccessible(seen);
});
