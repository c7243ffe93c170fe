import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

test('somebody tells the municipality alone, an official reads it, nobody else does, and its author makes it public', async ({
  pageOf,
  page,
}) => {
  const title = `Rook in de straat ${Date.now()}`;
  const [resident, official] = [await pageOf('bewoner', { javaScriptEnabled: false }), await pageOf('ambtenaar')];
  await resident.goto(`/trajecten/${SLUG}/ideeen/nieuw`);
  await resident.getByLabel('Uw idee in één zin').fill(title);
  await resident.getByLabel('Uitleg').fill('Elke avond hangt er rook. Ik wil mijn buren niet boos maken.');
  await resident.getByLabel('Alleen de gemeente').check();
  await resident.getByRole('button', { name: 'Verstuur uw idee' }).click();
  await expect(resident.getByRole('status')).toContainText('Uw bericht is bij de gemeente');
  await expect(resident.getByText('Alleen u en de gemeente zien dit bericht')).toBeVisible();
  const own = new URL(resident.url()).pathname;
  const again = await pageOf('bewoner');
  await again.goto(own);
  await expectAccessible(again);

  await page.goto(`/trajecten/${SLUG}/ideeen?q=${encodeURIComponent(title)}`);
  await expect(page.getByRole('link', { name: title })).toHaveCount(0);
  expect((await page.goto(own))?.url()).toContain('/inloggen');
  await official.goto(`/werkvoorraad/${own.split('/').at(-1)}`);
  await expect(official.getByText('Uw antwoord gaat alleen naar de schrijver')).toBeVisible();
  await expectAccessible(official);

  await resident.goto(own);
  await resident.getByText('Maak het openbaar').click();
  await resident.getByRole('button', { name: 'Openbaar, zonder mijn naam' }).click();
  await expect(resident.getByRole('heading', { level: 1 })).toHaveText(title);
  await page.goto(`/trajecten/${SLUG}/ideeen?q=${encodeURIComponent(title)}`);
  await expect(page.getByRole('link', { name: title })).toBeVisible();
});

test('a phase that asks a confirmed address says so before anybody writes', async ({ pageOf, page }) => {
  const [manager, resident] = [await pageOf('beheer'), await pageOf('bewoner2')];
  const ask = async (level: string) => {
    await manager.goto('/beheer');
    const phases = manager.locator('.phase-dates').filter({ hasText: 'De Amstel verandert' });
    await phases.locator('summary').click();
    const phase = phases.getByRole('listitem').filter({ hasText: '(nu)' });
    await phase.getByLabel('Vraagt van wie meedoet').selectOption({ label: level });
    await phase
      .getByRole('button', { name: /^Bewaar/ })
      .last()
      .click();
    await expect(manager.getByRole('status')).toBeVisible();
  };
  await ask('Een bevestigd adres');
  try {
    await page.goto(`/trajecten/${SLUG}`);
    await expect(page.getByText('Om mee te doen in deze fase vragen we: een bevestigd adres.')).toBeVisible();
    await resident.goto(`/trajecten/${SLUG}/ideeen/8`);
    await expect(resident.getByText('Om mee te doen vragen we: een bevestigd adres.').first()).toBeVisible();
    await expect(resident.getByRole('link', { name: 'Dat regelt u zo' }).first()).toHaveAttribute('href', '/mijn/adres');
    await expectAccessible(resident);
  } finally {
    await ask('Een account');
  }
});
