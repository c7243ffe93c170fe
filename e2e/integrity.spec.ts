import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { expect, expectAccessible, test } from './fixtures.ts';

test('a moderator looks at support that stood out, takes it out, and a colleague puts it back; the public log tells both', async ({
  pageOf,
  page,
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

  await admin.goto('/moderatie/opvallend');
  await expectAccessible(admin);
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
