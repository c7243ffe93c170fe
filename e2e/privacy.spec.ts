import { readFileSync } from 'node:fs';
import { expect, expectAccessible, signIn, test } from './fixtures.ts';

const PASSWORD = 'een boot vol eenden';

test('a resident reads and downloads everything that is kept of them', async ({ pageOf }) => {
  const page = await pageOf('bewoner');
  await page.goto('/mijn');
  await page.getByRole('link', { name: 'Wat wij bewaren' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mijn gegevens');
  await expectAccessible(page);
  const [all] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Haal alles op' }).click()]);
  const { format, data } = JSON.parse(readFileSync(await all.path(), 'utf8'));
  expect(format).toBe('oever-own-data-1');
  expect(data.account[0].email).toBe('bewoner@oever.example');
  const [csv] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^CSV\s*: Uw ideeën$/ }).click()]);
  expect(readFileSync(await csv.path(), 'utf8').split('\r\n')[0]).toContain('title');
});

test('nobody downloads without signing in', async ({ request }) => {
  for (const path of [
    '/mijn/gegevens',
    '/mijn/gegevens.json',
    '/mijn/gegevens/account.csv',
    '/mijn/gegevens/verwijderen',
    '/beheer/logboek.csv',
  ]) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect([302, 401], path).toContain(answer.status());
    expect(await answer.text()).not.toContain('@oever.example');
  }
});

test('somebody deletes the account in two steps without JavaScript, and what was written stays without a name', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  const name = `Vertrekker ${Date.now()}`;
  const email = `vertrekker-${Date.now()}@oever.example`;
  await page.goto('/registreren');
  await page.getByLabel('Uw naam').fill(name);
  await page.getByLabel('E-mailadres').fill(email);
  await page.getByLabel('Wachtwoord').fill(PASSWORD);
  await page.getByRole('button', { name: 'Maak account' }).click();
  const enter = async () => {
    await page.goto('/inloggen');
    await page.getByLabel('E-mailadres').fill(email);
    await page.getByLabel('Wachtwoord').fill(PASSWORD);
    await page.getByRole('button', { name: 'Log in', exact: true }).first().click();
  };
  await enter();
  await page.goto('/mijn/gegevens');
  await page.getByRole('link', { name: 'Verwijder mijn account' }).click();
  await page.getByRole('button', { name: 'Ga verder' }).click();
  await expect(page.getByRole('alert')).toContainText('wachtwoord');
  await page.getByLabel('Wachtwoord').fill('iets heel anders');
  await page.getByRole('button', { name: 'Ga verder' }).click();
  await expect(page.getByRole('alert')).toContainText('klopt niet');
  await page.getByLabel('Wachtwoord').fill(PASSWORD);
  await page.getByRole('button', { name: 'Ga verder' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Weet u het zeker?');
  await page.getByRole('button', { name: 'Verwijder mijn account voorgoed' }).click();
  await expect(page.getByRole('status')).toContainText('Uw account is verwijderd');
  await page.goto('/mijn');
  await expect(page).toHaveURL(/inloggen/);
  await enter();
  await expect(page.getByRole('alert')).toContainText('klopt niet');
  await page.goto('/dev/mail');
  await expect(page.getByRole('heading', { name: 'Uw account is verwijderd' }).first()).toBeVisible();
  await context.close();
});

test('an administrator narrows the log; a resident may not read it', async ({ pageOf }) => {
  const admin = await pageOf('beheer');
  await admin.goto('/beheer');
  await admin.getByRole('link', { name: 'Bekijk het logboek' }).click();
  await expectAccessible(admin);
  await admin.getByLabel('Wat', { exact: true }).selectOption('idea.proposed');
  await admin.getByRole('button', { name: 'Zoek' }).click();
  await expect(admin.locator('tbody tr').first()).toContainText('idea.proposed');
  for (const row of await admin.locator('tbody tr td:nth-child(4) b').allTextContents()) expect(row).toBe('idea.proposed');
  const resident = await pageOf('bewoner');
  expect((await resident.goto('/beheer/logboek'))?.status()).toBe(403);
});

test('everybody reads the codes of the log and the register, in light and dark', async ({ page }) => {
  for (const path of ['/logboek', '/privacy', '/privacy/register']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page);
    }
  }
  await signIn(page, 'bewoner2');
  await page.goto('/mijn/gegevens/verwijderen');
  await expectAccessible(page);
});
