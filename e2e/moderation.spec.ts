import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

test('a listed word holds a comment; its writer reads why, a moderator shows it and later takes a number out', async ({ pageOf }) => {
  const word = `woord${Date.now()}`;
  const [admin, writer, moderator] = [
    await pageOf('beheer'),
    await pageOf('bewoner2', { javaScriptEnabled: false }),
    await pageOf('moderator'),
  ];
  await admin.goto('/moderatie/woorden');
  await admin.getByLabel('Woord', { exact: true }).fill(word);
  await admin.getByRole('button', { name: 'Zet op de lijst' }).click();
  await expect(admin.getByRole('listitem').filter({ hasText: word })).toBeVisible();
  await expectAccessible(admin);

  await writer.goto(`/trajecten/${SLUG}/ideeen/8`);
  const form = writer.locator('form#reactie');
  await form.locator('textarea[name=body]').fill(`Een ${word}, en mijn nummer is 06 12345678.`);
  await form.locator('button[type=submit]').first().click();
  await expect(writer.getByRole('heading', { level: 1 })).toHaveText('Uw tekst wacht op een moderator');
  await expect(writer.getByText('een woord van onze lijst')).toBeVisible();

  await moderator.goto('/moderatie');
  const row = moderator.getByRole('listitem').filter({ hasText: word });
  await expect(row).toContainText('een vaste regel houdt dit tegen');
  await row.getByText('Beslis', { exact: true }).click();
  await expectAccessible(moderator);
  await row.getByLabel('Huisregel').selectOption({ label: 'Schrijf geen gegevens van anderen op.' });
  await row.getByLabel('Reden').fill('Zet geen telefoonnummers op een openbare pagina.');
  await row.getByLabel('Woorden die weg moeten').fill('06 12345678');
  await row.getByRole('button', { name: 'Haal woorden weg' }).click();
  await expect(moderator.getByRole('status')).toContainText('bewaard');
  await writer.goto(`/trajecten/${SLUG}/ideeen/8`);
  await expect(writer.getByText(`Een ${word}, en mijn nummer is [weggehaald].`)).toBeVisible();

  await moderator.goto('/moderatie');
  await moderator
    .getByRole('link', { name: /^Reactie bij/ })
    .first()
    .click();
  await expect(moderator.getByText('06 12345678')).toHaveCount(0);
  await moderator.getByLabel('Waarom moet u dit zien?').fill('De schrijver belde erover.');
  await moderator.getByRole('button', { name: 'Toon de eerdere woorden' }).click();
  await expect(moderator.getByText('06 12345678')).toBeVisible();
  await admin.goto('/moderatie/woorden');
  await admin.getByRole('listitem').filter({ hasText: word }).getByRole('button').click();
  await expect(admin.getByRole('listitem').filter({ hasText: word })).toHaveCount(0);
});

test('everybody reads the house rules and the log of moderation, in light and dark', async ({ page }) => {
  for (const path of ['/huisregels', '/moderatielog']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page);
    }
  }
});
