import { expect, SLUG, test } from './fixtures.ts';

const NEW = `/trajecten/${SLUG}/ideeen/nieuw`;

test('a resident proposes an idea without JavaScript and sees when the answer comes', async ({ pageOf }) => {
  const page = await pageOf('bewoner', { javaScriptEnabled: false, width: 390 });
  await page.goto(NEW);
  await expect(page.locator('main')).toContainText('U krijgt uiterlijk');
  await page.getByLabel('Uw idee in één zin').fill('Een regenton voor elke woonboot');
  await page
    .locator('textarea[name=body]')
    .fill('Regenwater loopt nu zo de rivier in. Met een ton kan de buurt er planten mee water geven.');
  await page.getByRole('button', { name: 'Verstuur uw idee' }).click();
  await expect(page.locator('h1')).toHaveText('Een regenton voor elke woonboot');
  await expect(page.locator('main')).toContainText('Antwoord uiterlijk');
  await page.goto('/mijn');
  await expect(page.locator('main')).toContainText('Een regenton voor elke woonboot');
});

test('what is wrong is said at the field, what was typed stays, and nothing is stored', async ({ pageOf }) => {
  const page = await pageOf('bewoner', { javaScriptEnabled: false });
  await page.goto(NEW);
  await page.locator('textarea[name=body]').fill('Kort maar krachtig verhaal dat bewaard moet blijven.');
  const [response] = await Promise.all([
    page.waitForResponse((answer) => answer.request().method() === 'POST'),
    page.getByRole('button', { name: 'Verstuur uw idee' }).click(),
  ]);
  expect(response.status()).toBe(400);
  await expect(page.getByRole('alert')).toContainText('Vul een titel in');
  await expect(page.locator('textarea[name=body]')).toHaveValue('Kort maar krachtig verhaal dat bewaard moet blijven.');
  await expect(page.locator('input[name=title]')).toHaveAttribute('aria-invalid', 'true');
});

test('support counts once, and can be taken back', async ({ pageOf }) => {
  const page = await pageOf('bewoner2', { javaScriptEnabled: false });
  await page.goto(`/trajecten/${SLUG}/ideeen?volgorde=nieuw`);
  await page.goto(`/trajecten/${SLUG}/ideeen/23`);
  const count = async () => Number(await page.locator('.vote .big').innerText());
  const before = await count();
  await page.getByRole('button', { name: 'Steun dit idee' }).click();
  await expect(page.getByRole('button', { name: 'U steunt dit idee' })).toHaveAttribute('aria-pressed', 'true');
  expect(await count()).toBe(before + 1);
  await page.getByRole('button', { name: 'U steunt dit idee' }).click();
  await expect(page.getByRole('button', { name: 'Steun dit idee' })).toBeVisible();
  expect(await count()).toBe(before);
});

test('a comment stands on the page at once', async ({ pageOf }) => {
  const page = await pageOf('bewoner');
  await page.goto(`/trajecten/${SLUG}/ideeen/1`);
  await page.locator('textarea[name=body]').last().fill('Hier kom ik graag een keer over praten.');
  await page.getByRole('button', { name: 'Plaats reactie' }).click();
  await expect(page.locator('main')).toContainText('Hier kom ik graag een keer over praten.');
});

test('somebody without an account writes first, signs in after, and finds the words back', async ({ page }) => {
  await page.goto(NEW);
  await page.locator('input[name=title]').fill('Een plank om vogels te kijken');
  await page.locator('textarea[name=body]').fill('Aan de rand van het riet, met een bankje erachter voor wie moe is.');
  await page.getByRole('button', { name: 'Log in en verstuur' }).click();
  await expect(page).toHaveURL(/inloggen/);
  await page.locator('input[name=email]').fill('bewoner@oever.example');
  await page.locator('input[name=password]').fill('oever-demo-2026');
  await page.locator('main button[type=submit]').first().click();
  await expect(page.locator('input[name=title]')).toHaveValue('Een plank om vogels te kijken');
});

test('searching finds other forms of a Dutch word', async ({ page }) => {
  for (const [word, title] of [
    ['woonboot', 'Steiger voor vier woonboten'],
    ['natuur', 'Natuurvriendelijke oever'],
  ] as const) {
    await page.goto(`/trajecten/${SLUG}/ideeen?q=${word}`);
    await expect(page.locator('main')).toContainText(title);
  }
});
