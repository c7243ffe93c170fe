import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

const PROMISES = `/trajecten/${SLUG}/afspraken-antwoorden`;

test('everybody reads what is promised; who manages the trajectory changes it, and dates that were promised stay', async ({
  pageOf,
  page,
}) => {
  await page.goto(PROMISES);
  await expect(page.locator('h1')).toHaveText('Wanneer krijgt u antwoord?');
  await expect(page.locator('main')).toContainText('Algemene wet bestuursrecht, artikel 9:11');
  await expect(page.getByRole('link', { name: /^Wijzig/ })).toHaveCount(0);
  await expectAccessible(page);

  await page.goto('/antwoordtijden');
  const late = page.locator('.od li').first();
  const before = await late.innerText();

  const manager = await pageOf('trajectmanager');
  await manager.goto(PROMISES);
  await manager.getByRole('link', { name: /^Wijzig: Vraag\s*$/ }).click();
  await manager.getByLabel('Antwoord binnen').fill('0');
  await manager.getByRole('button', { name: 'Bewaar de afspraak' }).click();
  await expect(manager.getByRole('alert')).toContainText('Vul 1 tot en met 260 werkdagen in');
  await expectAccessible(manager);
  await manager.getByLabel('Antwoord binnen').fill('8');
  await manager.getByLabel('als de helft van de tijd om is').uncheck();
  await manager.getByRole('button', { name: 'Bewaar de afspraak' }).click();
  await expect(manager.getByRole('status')).toContainText('Klokken die al lopen, houden hun datum');
  await expect(manager.getByRole('row', { name: /^Vraag \d/ })).toContainText('8 werkdagen');

  // A law does not count working days, and names its article.
  await manager.getByRole('link', { name: /^Wijzig: Vraag\s*$/ }).click();
  await manager.getByLabel('De wet', { exact: true }).check();
  await manager.getByLabel('Welke belofte of welk artikel?').fill('De wet');
  await manager.getByRole('button', { name: 'Bewaar de afspraak' }).click();
  await expect(manager.getByRole('alert')).toContainText('Een termijn uit de wet telt in weken of dagen');
  await expect(manager.getByRole('alert')).toContainText('Noem het artikel');

  await page.goto('/antwoordtijden');
  expect(await late.innerText()).toBe(before);
});

test('a new free day makes a proposal, and moves dates only when a person confirms it', async ({ pageOf }) => {
  const admin = await pageOf('beheer', { javaScriptEnabled: false });
  await admin.goto('/beheer/termijnen');
  await admin.getByText('Voeg een vrije dag toe').click();
  await admin.getByLabel('Welke dag?').fill('2020-01-06');
  await admin.getByLabel('Waar staat het besluit?').fill('Staatsblad 2026, 999');
  await admin.getByRole('button', { name: 'Voeg de dag toe' }).click();
  await expect(admin.getByRole('alert')).toContainText('Kies een dag die nog komt');
  await admin.getByLabel('Welke dag?').fill(nextMonday());
  await admin.getByRole('button', { name: 'Voeg de dag toe' }).click();
  await expect(admin.getByRole('status')).toContainText('Beloofde datums zijn niet veranderd');
  const confirm = admin.getByRole('button', { name: /^Verleng deze/ });
  await confirm.click();
  await expect(admin.getByRole('status')).toContainText('Iedere indiener krijgt bericht');
  await expect(confirm).toHaveCount(0);
  await expect(admin.locator('main')).toContainText(/termijn(en)? werd(en)? langer/);
});

test('the figures can be narrowed, taken along, and shown on another website', async ({ page, request }) => {
  await page.goto('/antwoordtijden');
  await page.getByLabel('Soort').selectOption({ label: 'Idee' });
  await page.getByRole('button', { name: 'Toon' }).click();
  await expect(page).toHaveURL(/soort=idea/);
  await expect(page.locator('main')).toContainText('Pauzes en verlengingen');
  await expectAccessible(page);
  const json = await (await request.get('/antwoordtijden.json?soort=idea')).json();
  expect(json).toMatchObject({ kind: 'idea', minimumN: 5 });
  expect(json.n).toBeGreaterThan(0);

  const board = await request.get('/antwoordtijden/bord');
  expect(board.headers()['content-security-policy']).toContain('frame-ancestors *');
  expect(board.headers()['x-frame-options']).toBeUndefined();
  expect(await board.text()).not.toContain('<script');
  expect((await request.get('/antwoordtijden')).headers()['content-security-policy']).toContain("frame-ancestors 'none'");
  await page.setViewportSize({ width: 340, height: 300 });
  await page.goto('/antwoordtijden/bord');
  await expect(page.locator('h1')).toHaveText('Antwoordtijden van gemeente Amstelboog');
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(300);
  await expectAccessible(page);
});

test('only administrators see the terms of the site', async ({ pageOf, page }) => {
  await page.goto('/beheer/termijnen');
  await expect(page).toHaveURL(/inloggen/);
  const official = await pageOf('ambtenaar');
  expect((await official.goto('/beheer/termijnen'))?.status()).toBe(403);
  const admin = await pageOf('beheer');
  await admin.goto('/beheer/termijnen');
  await expectAccessible(admin);
});

/** A Monday within two weeks that is no holiday, for terms that run now to cross. */
function nextMonday(): string {
  const day = new Date();
  do day.setDate(day.getDate() + 1);
  while (day.getDay() !== 1);
  return day.toISOString().slice(0, 10);
}
