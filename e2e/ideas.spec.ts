import type { Page } from 'playwright/test';
import sharp from 'sharp';
import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

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

test('somebody without an account writes first, signs in after, and finds the words, the place and the photo back', async ({ page }) => {
  await page.goto(NEW);
  await page.locator('input[name=title]').fill('Een plank om vogels te kijken');
  await page.locator('textarea[name=body]').fill('Aan de rand van het riet, met een bankje erachter voor wie moe is.');
  await next(page);
  await page.locator('.map-board').click({ position: { x: 100, y: 150 } });
  const pin = await page.locator('input[name=mapX]').inputValue();
  await next(page);
  await page.locator('input[name=photoFile]').setInputFiles(await photo());
  await page.locator('input[name=photoAlt]').fill('Riet langs het water.');
  await page.getByRole('button', { name: 'Log in en verstuur' }).click();
  await expect(page).toHaveURL(/inloggen/);
  await page.locator('input[name=email]').fill('bewoner@oever.example');
  await page.locator('input[name=password]').fill('oever-demo-2026');
  await page.locator('main button[type=submit]').first().click();
  await expect(page.locator('input[name=title]')).toHaveValue('Een plank om vogels te kijken');
  await next(page);
  await expect(page.locator('input[name=mapX]')).toHaveValue(pin);
  await next(page);
  await expect(page.getByAltText('De foto die u koos')).toBeVisible();
  await page.getByRole('button', { name: 'Verstuur uw idee' }).click();
  await expect(page.getByAltText('Riet langs het water.')).toBeVisible();
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

const next = (page: Page) => page.locator('.idea-step:not([hidden])').getByRole('button', { name: 'Volgende stap' }).click();
const photo = async (name = 'foto.jpg') => ({
  name,
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: 900, height: 600, channels: 3, background: '#1f5f86' } })
    .withExif({ IFD0: { Artist: 'Mees Kooiman' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 21/1 0/1' } })
    .jpeg()
    .toBuffer(),
});

for (const width of [390, 1280]) {
  test(`an idea with a photo in one plain form, without JavaScript, at ${width}`, async ({ pageOf }) => {
    const page = await pageOf('bewoner', { javaScriptEnabled: false, width });
    const title = `Een hek langs de kade, ${width}`;
    await page.goto(NEW);
    await page.locator('input[name=title]').fill(title);
    await page.locator('textarea[name=body]').fill('Er is nu geen hek. Kinderen lopen zo het water in.');
    await page.locator('select[name=area]').selectOption('Noordkade');
    const text = { name: 'foto.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('Dit is geen foto.') };
    await page.locator('input[name=photoFile]').setInputFiles(text);
    await page.getByRole('button', { name: 'Verstuur uw idee' }).click();
    await expect(page.getByRole('alert')).toContainText('Dit bestand is geen foto die wij kunnen lezen');
    await expect(page.locator('input[name=title]')).toHaveValue(title);
    await expect(page.locator('select[name=area]')).toHaveValue('Noordkade');
    // Without words for who does not see it, the photo waits and is not asked for again.
    await page.locator('input[name=photoFile]').setInputFiles(await photo());
    await page.getByRole('button', { name: 'Verstuur uw idee' }).click();
    await expect(page.getByRole('alert')).toContainText('Schrijf op wat er op de foto te zien is');
    await page.locator('input[name=photoAlt]').fill('De kade zonder hek.');
    await page.getByRole('button', { name: 'Verstuur uw idee' }).click();
    await expect(page.locator('h1')).toHaveText(title);
    const image = page.getByAltText('De kade zonder hek.');
    await expect(image).toBeVisible();
    const response = await page.request.get((await image.getAttribute('src')) ?? '');
    expect(response.headers()).toMatchObject({
      'content-type': 'image/webp',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
    });
    const bytes = await response.body();
    expect([(await sharp(bytes).metadata()).exif, bytes.includes('Mees')]).toEqual([undefined, false]);
    await page.goto(`/trajecten/${SLUG}/ideeen?q=hek&volgorde=nieuwste`);
    await expect(page.locator('.idea .thumb').first()).toBeVisible();
  });
}

test('more than a form may hold is refused before it is read', async ({ pageOf }) => {
  const page = await pageOf('bewoner');
  const send = (bytes: number) =>
    page.request.post(NEW, {
      headers: { Origin: process.env.OEVER_E2E_URL ?? '' },
      multipart: {
        title: 'Een grote foto',
        body: 'Een foto die te groot is om te versturen.',
        photoFile: { name: 'foto.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(bytes, 255) },
      },
    });
  const large = await send(11 * 1024 * 1024);
  expect([large.status(), (await large.text()).includes('Een grote foto')]).toEqual([413, true]);
  const huge = await send(17 * 1024 * 1024).then(
    (response) => response.status(),
    // The connection may be closed while we are still sending.
    () => 413,
  );
  expect(huge).toBe(413);
});

test('with JavaScript the steps come one at a time, and similar ideas while one types', async ({ pageOf }) => {
  const page = await pageOf('bewoner', { width: 390 });
  await page.goto(NEW);
  await next(page);
  await expect(page.locator('input[name=title]')).toBeFocused();
  await expect(page.getByText('Vul een titel in')).toBeVisible();
  await page.locator('input[name=title]').fill('Een woonboot erbij');
  await expect(page.getByRole('link', { name: 'Alle woonboten in één kleur' })).toBeVisible();
  await expect(page.locator('[data-island=similar] [role=status]')).toContainText('lijken hierop');
  await page.locator('textarea[name=body]').fill('Een boot waar de buurt elkaar kan zien.');
  await expectAccessible(page);
  // Enter goes on, and sends nothing.
  await page.locator('input[name=title]').press('Enter');
  await expect(page.getByRole('heading', { name: 'Thema en plek' })).toBeFocused();
  const map = page.locator('.map-board');
  await map.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('52 procent van links, 60 procent van boven.')).toBeVisible();
  await expect(page.locator('input[name=mapX]')).toHaveValue('0.52');
  await expectAccessible(page);
  await next(page);
  await expectAccessible(page);
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Thema en plek' })).toBeVisible();
  await page.keyboard.press('Tab');
  await map.focus();
  await page.keyboard.press('Delete');
  await expect(page.locator('input[name=mapX]')).toHaveValue('');
  await page.goBack();
  await expect(page.locator('input[name=title]')).toHaveValue('Een woonboot erbij');
});

test('who proposed an idea may change it; once somebody supported it, everybody reads what it said before', async ({ pageOf }) => {
  const author = await pageOf('bewoner', { javaScriptEnabled: false });
  await author.goto(NEW);
  await author.locator('input[name=title]').fill('Een vlot om te vissen');
  await author.locator('textarea[name=body]').fill('Een vlot met een leuning, voor wie oud is.');
  await author.getByRole('button', { name: 'Verstuur uw idee' }).click();
  const address = new URL(author.url()).pathname;
  const change = async (words: string) => {
    await author.goto(address);
    await author.getByRole('link', { name: 'Wijzig uw idee' }).click();
    await author.locator('textarea[name=body]').fill(words);
    await author.getByRole('button', { name: 'Bewaar' }).click();
    await expect(author.locator('.id .prose')).toHaveText(words);
  };
  await change('Een vlot met een leuning, voor wie jong is.');
  await expect(author.getByRole('link', { name: 'Bekijk wat er veranderde' })).toHaveCount(0);
  const supporter = await pageOf('bewoner2', { width: 390, javaScriptEnabled: false });
  await supporter.goto(address);
  await supporter.getByRole('button', { name: 'Steun dit idee' }).click();
  await expect(supporter.locator('.vote')).toContainText('bewoner steunt dit, en is bevestigd');
  await change('Een vlot met een leuning, voor iedereen.');
  await supporter.goto(address);
  await supporter.getByRole('link', { name: 'Bekijk wat er veranderde' }).click();
  await expect(supporter.locator('.idea-change')).toHaveCount(1);
  await expect(supporter.locator('.idea-change del')).toContainText('wie jong is');
  await expect(supporter.locator('.idea-change ins')).toContainText('iedereen');
  await supporter.goto(`${address}/wijzigen`);
  await expect(supporter).toHaveURL(address);
});

test('as long as support comes in the order is by chance, and stays the same for one visitor', async ({ pageOf }) => {
  const titles = (page: Page) => page.locator('.idea h2').allInnerTexts();
  const page = await pageOf('bewoner');
  const path = `/trajecten/${SLUG}/ideeen`;
  await page.goto(path);
  const first = await titles(page);
  await page.goto(path);
  expect(await titles(page)).toEqual(first);
  await page.getByRole('link', { name: 'Toon de volgende 20' }).click();
  expect((await titles(page)).filter((title) => first.includes(title))).toEqual([]);
  const orders = new Set<string>();
  for (const account of ['bewoner2', 'collega', 'ambtenaar', 'moderator']) {
    const other = await pageOf(account);
    await other.goto(path);
    orders.add((await titles(other)).join());
  }
  expect(orders.size).toBeGreaterThan(1);
  await page.goto(`${path}?volgorde=steun`);
  const counts = (await page.locator('.idea .v b').allInnerTexts()).map(Number);
  expect(counts).toEqual([...counts].sort((a, b) => b - a));
});

test('pages with a photo and with changes are accessible', async ({ pageOf }) => {
  const page = await pageOf('moderator', { width: 390 });
  await page.goto(`/trajecten/${SLUG}/ideeen?q=zwemtrap&volgorde=steun`);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Zwemtrap bij het Bochtpark' }).click();
  await expect(page.getByText('Haal de foto weg').first()).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${new URL(page.url()).pathname}/geschiedenis`);
  await expectAccessible(page);
});
