import { DEMO_PEOPLE } from '../server/demo/story/people.ts';
import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

const json = (value: unknown) => Buffer.from(JSON.stringify(value, null, 2));

test('everybody takes the approach of a trajectory along: a file without a name, an address, or a word of a resident', async ({ page }) => {
  await page.goto(`/trajecten/${SLUG}`);
  await expect(page.getByText('Gekopieerd naar Pleinenplan Ringdijkhoek')).toBeVisible();
  await page.getByRole('link', { name: 'Neem deze aanpak over' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Deze aanpak overnemen');
  await expect(page.getByRole('region', { name: 'Wat wij leerden' })).toContainText('keukentafel');
  await expectAccessible(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download het sjabloon' }).click()]);
  expect(download.suggestedFilename()).toBe(`oever-${SLUG}.json`);
  const text = await (await page.request.get(`/trajecten/${SLUG}/kopie.json`)).text();
  for (const { name, email } of DEMO_PEOPLE) for (const personal of [name, email]) expect(text).not.toContain(personal);
  expect(text).not.toMatch(/[\w.]+@[\w-]+\.\w/);
  expect(JSON.parse(text)).toMatchObject({ oeverTemplate: 1.1, origin: { title: 'De Amstel verandert' }, listedWords: [] });
  expect((await page.request.get(`/trajecten/${SLUG}/kopie.json?woorden=1`, { maxRedirects: 0 })).status()).toBe(302);
  await page.goto('/trajecten/pleinenplan-ringdijkhoek/kopie');
  await expect(page.getByText('Gekopieerd van De Amstel verandert')).toBeVisible();
});

test('an administrator reads a template in and makes a trajectory of it, without JavaScript, and publishes it', async ({ pageOf }) => {
  const page = await pageOf('beheer', { javaScriptEnabled: false });
  await page.goto('/beheer');
  await page.getByRole('link', { name: 'Begin een nieuw traject' }).click();
  const sent = await (await page.request.get(`/trajecten/${SLUG}/kopie.json?tekst=1`)).json();

  const send = async (template: unknown) => {
    await page
      .getByLabel('Bestand', { exact: true })
      .setInputFiles({ name: 'sjabloon.json', mimeType: 'application/json', buffer: json(template) });
    await page.getByRole('button', { name: 'Lees dit bestand' }).click();
  };
  await send({ ...sent, phases: [{ ...sent.phases[0], days: 'veel' }], extra: 1 });
  await expect(page.getByRole('alert')).toContainText('Er kloppen 2 dingen niet in dit bestand');
  await expect(page.getByRole('alert')).toContainText(/Regel \d+: phases\[1\]\.days is niet van de goede soort/);
  await send({ ...sent, origin: { ...sent.origin, installation: 'Waterland', url: 'https://waterland.example/trajecten/amstel' } });

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Wanneer begint het?');
  await expect(page.locator('main')).toContainText('Dit sjabloon komt van De Amstel verandert in Waterland');
  await page.getByLabel('Eerste dag').fill('2020-01-06');
  await page.getByRole('button', { name: 'Reken de fasen uit' }).click();
  await expect(page.getByRole('alert')).toHaveText('Kies een dag na vandaag, binnen twee jaar.');
  const start = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('Eerste dag').fill(start);
  await page.getByRole('button', { name: 'Reken de fasen uit' }).click();
  await expect(page.getByRole('region', { name: 'Zo lopen de fasen' }).locator('ol > li')).toHaveCount(sent.phases.length);
  await page.getByRole('link', { name: 'Verder naar namen' }).click();

  await page.getByRole('button', { name: 'Maak dit traject' }).click();
  await expect(page.getByRole('alert')).toContainText('Geef het traject een titel.');
  await page.getByLabel('Titel').fill('De Waterlandse vaart');
  await page.getByLabel('Bij wie kunnen bewoners terecht?').fill('Het vaartteam');
  await page.getByRole('button', { name: 'Maak dit traject' }).click();
  await expect(page).toHaveURL(/\/trajecten\/de-waterlandse-vaart\/kopie/);
  await expect(page.getByText('Dit traject is nog niet openbaar')).toBeVisible();
  await expect(
    page.getByText('Gekopieerd van De Amstel verandert in Waterland (https://waterland.example/trajecten/amstel)'),
  ).toBeVisible();

  const visitor = await pageOf('bewoner');
  expect((await visitor.goto('/trajecten/de-waterlandse-vaart'))?.status()).toBe(404);
  expect((await visitor.goto('/trajecten/nieuw'))?.status()).toBe(403);
  await page.goto('/trajecten/de-waterlandse-vaart');
  await page.getByRole('button', { name: 'Maak dit traject openbaar' }).click();
  await expect(page.getByRole('status')).toHaveText('Het traject is openbaar.');
  await visitor.goto('/trajecten/de-waterlandse-vaart');
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('De Waterlandse vaart');
});

test('the steps can be used by everybody who may take them, on a phone too', async ({ pageOf }) => {
  const page = await pageOf('beheer', { width: 390 });
  await page.goto('/trajecten/nieuw');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Begin hiermee: Ter inzage' }).click();
  await page.getByLabel('Eerste dag').fill(new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10));
  await page.getByRole('button', { name: 'Reken de fasen uit' }).click();
  await expect(page.locator('main')).toContainText('wettelijke termijn van 6 weken (Awb 3:16)');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Verder naar namen' }).click();
  await expectAccessible(page);
});
