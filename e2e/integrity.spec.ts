import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright/test';
import { expect, expectAccessible, test } from './fixtures.ts';

test('a moderator takes out support that stood out; a neighbour objects, a colleague grants that and then puts all of it back; the public log tells it', async ({
  pageOf,
  page,
  browser,
  baseURL,
}) => {
  const [moderator, admin] = [await pageOf('moderator', { javaScriptEnabled: false }), await pageOf('beheer')];
  await moderator.goto('/moderatie');
  await moderator.getByRole('link', { name: 'Opvallende steun en stemmen' }).click();
  const row = moderator.getByRole('listitem').filter({ hasText: 'uit hetzelfde adresgebied' }).first();
  await expect(row).toContainText('20 steunbetuigingen');
  await row.getByText('Bekijk en besluit').click();
  await row.getByLabel('Wat zag u').fill('Alles kwam van één plek, in één minuut.');
  await row.getByRole('button', { name: 'Haal uit de telling' }).click();
  await expect(moderator.getByRole('status')).toContainText('vastgelegd');
  await expect(row).toContainText('De telling ging van 20 naar 0.');
  await page.goto('/moderatielog');
  await expect(page.getByText('Steun voor een idee: van 20 naar 0.')).toBeVisible();

  const neighbour = await (await browser.newContext({ baseURL, javaScriptEnabled: false })).newPage();
  await signInByMail(neighbour, 'buur1@oever.example');
  await neighbour.goto('/mijn');
  await neighbour.getByRole('link', { name: 'Lees waarom, of maak bezwaar' }).click();
  await expect(neighbour.getByRole('heading', { level: 1 })).toContainText('Uw steun telt niet mee');
  await expect(neighbour.getByText('Alles kwam van één plek')).toBeVisible();
  await neighbour.getByRole('button', { name: 'Maak bezwaar' }).click();
  await expect(neighbour.getByRole('alert')).toBeVisible();
  await neighbour.getByLabel('Waarom hoort dit mee te tellen?').fill('Ik was die avond in de bibliotheek, met mijn buren.');
  await neighbour.getByRole('button', { name: 'Maak bezwaar' }).click();
  await expect(neighbour.getByRole('status')).toContainText('U krijgt uiterlijk');
  await neighbour.getByRole('link', { name: /^Idee \d/ }).click();
  await expect(neighbour.locator('#steun')).toContainText('Een moderator heeft uw steun uit de telling gehaald. Volg uw bezwaar');
  await moderator.reload();
  await expect(moderator.getByRole('region', { name: 'Bezwaren' })).toContainText('Een collega beslist.');

  await admin.goto('/moderatie/opvallend');
  await expectAccessible(admin);
  const objections = admin.getByRole('region', { name: 'Bezwaren' });
  await expect(objections).not.toContainText('Buur');
  await objections.getByText('Beslis op bezwaar').click();
  await objections.getByLabel('Het telt weer mee').check();
  await objections.getByLabel('Waarom?').fill('De bibliotheek heeft één adres voor iedereen.');
  await objections.getByRole('button', { name: 'Leg vast' }).click();
  await expect(objections).toHaveCount(0);
  await page.reload();
  await expect(page.getByText('van 20 naar 0. Na bezwaar telt er 1 weer mee.')).toBeVisible();
  await neighbour.goBack();
  await neighbour.reload();
  await expect(neighbour.getByRole('heading', { level: 1 })).toContainText('Uw steun telt weer mee');
  const storageState = await neighbour.context().storageState();
  const seen = await (await browser.newContext({ baseURL, storageState })).newPage();
  await seen.goto(neighbour.url());
  await expectAccessible(seen);

  await admin.getByText('Draai terug').click();
  await admin.getByLabel('Wat zag u').fill('Het was een avond in de bibliotheek.');
  await admin.getByRole('button', { name: 'Laat weer meetellen' }).click();
  await expect(admin.getByText('de steun telt weer mee')).toBeVisible();
  await page.reload();
  await expect(page.getByText('van 20 naar 0. Teruggedraaid.')).toBeVisible();
});

test('anybody checks a closed voting with the file and the script of the site, and finds a changed ballot', async ({ page }, info) => {
  await page.goto('/trajecten/pleinenplan-ringdijkhoek/uitkomsten');
  await page.locator('.rd-voted').getByRole('link').first().click();
  await page.getByRole('link', { name: 'Tel zelf na' }).click();
  await expectAccessible(page);
  const [file, script] = [info.outputPath('stemming.json'), info.outputPath('controleer.mjs')];
  const href = await page.getByRole('link', { name: 'stembiljetten met codes' }).getAttribute('href');
  const text = await (await page.request.get(`${href}`)).text();
  writeFileSync(script, await (await page.request.get('/controleer-stemming.mjs')).text());
  writeFileSync(file, text);
  expect(execFileSync(process.execPath, [script, file], { encoding: 'utf8' })).toContain('Alles klopt');
  writeFileSync(file, text.replace(/("line":3,"ballot":"[^"]*","choices":)\[[^\]]*\]/, '$1[]'));
  expect(() => execFileSync(process.execPath, [script, file], { stdio: 'pipe' })).toThrow('Regel 3');
});

test('the administrator sees how old the last good backup is', async ({ pageOf }) => {
  const admin = await pageOf('beheer');
  await admin.goto('/beheer');
  await expect(admin.getByRole('region', { name: 'Back-ups' })).toContainText('De laatste goede back-up is');
});

/** With the link that is mailed: a neighbour of the demo has no password. */
async function signInByMail(page: Page, email: string): Promise<void> {
  await page.goto('/inloggen/link');
  await page.getByLabel('E-mailadres').fill(email);
  await page.getByRole('button', { name: 'Stuur mij een link' }).click();
  await page.goto('/dev/mail');
  const mail = page.locator('ol > li', { hasText: email }).filter({ hasText: 'Uw link om in te loggen' }).first();
  const [link = ''] = /https?:\/\/\S+code=\S+/.exec((await mail.locator('.mail-text').textContent()) ?? '') ?? [];
  const { pathname, search } = new URL(link);
  await page.goto(pathname + search);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
}
