import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

test('who registers in English is written to in English, until they choose otherwise, without JavaScript', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  const email = `tom-${Date.now()}@oever.example`;
  await page.goto('/registreren');
  await page.getByRole('link', { name: 'English' }).first().click();
  await expect(page).toHaveTitle('Make an account | Oever');
  await page.getByLabel('Your name').fill('Tom de Wit');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('een boot vol eenden');
  await page.locator('main form button[type=submit]').click();
  await page.goto('/dev/mail');
  const mail = page.locator('ol > li', { hasText: email }).first();
  await expect(mail.getByRole('heading')).toHaveText('Confirm your e-mail address');
  await expect(mail).toContainText('Dear Tom de Wit,');

  await page.goto('/inloggen');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill('een boot vol eenden');
  await page.locator('main button[type=submit]').first().click();
  await page.goto('/mijn/veiligheid');
  const language = page.getByLabel('We write to you in');
  await expect(language).toHaveValue('en');
  await language.selectOption('nl');
  await page.getByRole('button', { name: 'Save the language' }).click();
  await expect(page.getByRole('status')).toContainText('From now on');
  await expect(page.getByLabel('We write to you in')).toHaveValue('nl');
  // The language of the pages is another choice; switching it switches the mails along.
  await page.getByRole('link', { name: 'Nederlands' }).first().click();
  await page.goto('/mijn/veiligheid');
  await page.getByRole('link', { name: 'English' }).first().click();
  await expect(page.getByLabel('We write to you in')).toHaveValue('en');
  await context.close();
});

test('a page in English says which words are Dutch, and its feed is English', async ({ page, request }) => {
  await page.goto(`/taal?kies=en&terug=/trajecten/${SLUG}/plan`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const languageOf = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => element.closest('[lang]')?.getAttribute('lang'));
  expect(await languageOf('.secp .prose p')).toBe('nl');
  expect(await languageOf('.top a[href="/trajecten"], header a[href="/trajecten"]')).toBe('en');
  await expectAccessible(page);
  await page.goto(`/trajecten/${SLUG}/ideeen`);
  expect(await languageOf('.idea-link')).toBe('nl');
  await expectAccessible(page);
  const feed = (await page.locator('link[rel=alternate][hreflang=en]').getAttribute('href')) ?? '';
  const xml = await (await request.get(feed)).text();
  expect(xml).toContain('xml:lang="en"');
  expect(xml).toContain('<title>Ideas for De Amstel verandert</title>');
});
