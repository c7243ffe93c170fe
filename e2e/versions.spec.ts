import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

const PLAN = `/trajecten/${SLUG}/plan`;

test('anybody compares two versions of a section, and sees what moved', async ({ page }) => {
  await page.goto(`${PLAN}/2.3/versies`);
  await page.getByLabel('Van', { exact: true }).selectOption('1');
  await page.getByLabel('Naar', { exact: true }).selectOption({ index: 0 });
  await page.getByRole('button', { name: 'Laat het verschil zien' }).click();
  await expect(page.locator('.cbs ins.moved')).toHaveCount(1);
  await expect(page.locator('.cbs del.moved')).toHaveCount(1);
  await page.getByRole('link', { name: 'Zie waar het nu staat' }).click();
  await expect(page.locator('.cb.moved')).toBeFocused();
  await expectAccessible(page);
});

test('the whole plan is compared with the text of now', async ({ page }) => {
  await page.goto(`${PLAN}/vergelijk?van=1&naar=nu`);
  await expect(page.getByRole('heading', { level: 3, name: '2.1 Het pad langs de westoever' })).toBeVisible();
  await expect(page.locator('ins').filter({ hasText: 'drieënhalve' })).toContainText('toegevoegd');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Van starttekst naar besluit' }).click();
  await expect(page.getByRole('heading', { name: 'Starttekst' }).first()).toBeVisible();
  await expectAccessible(page);
});

test('by keyboard one hears who wrote a passage, and when', async ({ page }) => {
  await page.goto(`${PLAN}/2.1/schrijvers`);
  const passage = page.locator('mark.pas', { hasText: 'Rolstoelen en scootmobielen wel' });
  await passage.focus();
  await expect(passage.locator('.pas-tip')).toContainText('Ayla Demir');
  expect((await passage.locator('.pas-tip').boundingBox())?.width).toBeGreaterThan(100);
  await expectAccessible(page);
});

test('a reader checks the chain of versions, and takes the file along', async ({ page, request }) => {
  await page.goto(`${PLAN}/2.1/controle`);
  await expect(page.getByRole('heading', { name: 'De ketting klopt' })).toBeVisible();
  await expectAccessible(page);
  const file = await (await request.get(`${PLAN}/2.1/versies.json`)).json();
  const codes = await page.locator('.codes code').allInnerTexts();
  expect(codes.map((code) => code.slice(-64)).reverse()).toEqual(file.versions.map((version: { sha256: string }) => version.sha256));
  expect((await request.get('/controleer-versies.mjs')).ok()).toBe(true);
});

test('the trajectory manager puts a version back and marks the adopted text, without JavaScript', async ({ pageOf }) => {
  const page = await pageOf('trajectmanager', { javaScriptEnabled: false });
  await page.goto(`${PLAN}/3.3/versies`);
  const before = await page.locator('.version-rows > li').first().innerText();
  const form = page.locator('details.staff').last();
  await form.locator('summary').click();
  await form.getByRole('button').click();
  await expect(page.getByRole('alert')).toContainText('Schrijf op waarom');
  await page.locator('details.staff[open] input[name=reason]').fill('De schrijfavond vroeg erom');
  await page.locator('details.staff[open]').getByRole('button').click();
  await expect(page.getByRole('status')).toContainText('teruggezet');
  await expect(page.locator('.version-rows > li').first()).toContainText('Teruggezet naar versie 1: De schrijfavond vroeg erom');
  expect(await page.locator('.version-rows > li').first().innerText()).not.toBe(before);

  await page.goto(`${PLAN}/versies`);
  await page.locator('details.staff summary').click();
  await page.getByLabel('Deze versie is vastgesteld').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Leg vast' }).click();
  await expect(page.locator('.st', { hasText: 'Vastgesteld' })).toBeVisible();
  await page.goto(`${PLAN}/van-start-tot-besluit`);
  await expect(page.getByRole('heading', { name: 'Vastgestelde tekst' }).first()).toBeVisible();
  await page.goto(`${PLAN}/versies`);
  await page.locator('details.staff summary').click();
  await page.getByLabel('Deze versie is vastgesteld').selectOption('geen');
  await page.getByRole('button', { name: 'Leg vast' }).click();
  await expect(page.locator('.st', { hasText: 'Vastgesteld' })).toHaveCount(0);
});
