import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

const SECTION = `/trajecten/${SLUG}/plan/2.3`;

test('a moderator takes a number out of the plan: who writes sees it go, and no version, file or page says it any more', async ({
  pageOf,
  page,
  baseURL,
}) => {
  const number = `06-${String(Date.now()).slice(-8)}`;
  const [writer, moderator, manager] = [await pageOf('bewoner'), await pageOf('moderator', { width: 390 }), await pageOf('trajectmanager')];
  await writer.goto(`${SECTION}?schrijf=1`);
  const text = writer.getByRole('textbox', { name: /Tekst van/ });
  await text.click();
  await writer.keyboard.press('ControlOrMeta+End');
  await writer.keyboard.type(` Bel ${number} dan.`);
  await expect(writer.getByText(/Opgeslagen om/).first()).toBeVisible();

  await moderator.goto(`${SECTION}/versies`);
  await moderator.getByRole('link', { name: 'Haal woorden weg uit deze tekst' }).click();
  const sectionId = moderator.url().split('/').at(-1) ?? '';
  const saved = await manager.request.post('/api/trpc/planTexts.saveVersion', {
    data: { sectionId, note: 'Met een nummer' },
    headers: { Origin: baseURL ?? '' },
  });
  expect(saved.status()).toBe(200);

  const words = moderator.getByLabel('Woorden die weg moeten');
  await words.fill('zonnebloemveld');
  await moderator.getByLabel('Huisregel').selectOption({ label: 'Schrijf geen gegevens van anderen op.' });
  await moderator.getByLabel('Reden').fill('Een telefoonnummer van een ander hoort niet in het plan.');
  await moderator.getByRole('button', { name: 'Kijk waar ze staan' }).click();
  await expect(words).toHaveAccessibleDescription(/staan niet in de tekst/);
  await expect(words).toHaveValue('zonnebloemveld');
  await words.fill(number);
  await moderator.getByRole('button', { name: 'Kijk waar ze staan' }).click();
  await expect(moderator.getByText('1 keer in de tekst van nu')).toBeVisible();
  await expect(moderator.getByText(/^In 1 versie: \d+$/)).toBeVisible();
  await expectAccessible(moderator);
  await moderator.getByRole('button', { name: 'Haal deze woorden overal weg' }).click();
  await expect(moderator.getByRole('status')).toContainText('De woorden zijn weg.');

  await expect(text).toContainText('Bel [weggehaald] dan.');
  for (const path of ['', '/versies', '/versies.json', '/schrijvers', '/controle']) {
    const answer = await page.request.get(`${SECTION}${path}`);
    expect(answer.status(), path).toBe(200);
    expect(await answer.text(), path).not.toContain(number);
  }
  await page.goto(`${SECTION}/controle`);
  await expect(page.getByRole('heading', { name: 'De ketting klopt' })).toBeVisible();
  await expect(page.getByText(/De code hoort bij de tekst van ervoor\./).first()).toBeVisible();
  await expectAccessible(page);
});

test('a resident reports a meeting, a moderator hides what is told about it and shows it again', async ({ pageOf, page }) => {
  const [resident, moderator] = [await pageOf('bewoner', { javaScriptEnabled: false }), await pageOf('moderator')];
  await resident.goto(`/trajecten/${SLUG}/bijeenkomsten`);
  await resident
    .locator('main')
    .getByRole('link', { name: /Schrijfavond|avond/ })
    .last()
    .click();
  const meeting = resident.url();
  const title = (await resident.getByRole('heading', { level: 1 }).textContent()) ?? '';
  await resident.getByRole('link', { name: 'Meld deze bijeenkomst' }).click();
  await resident.getByLabel('Hier staan gegevens van iemand anders').check();
  await resident.getByRole('button', { name: 'Verstuur melding' }).click();
  await expect(resident.getByRole('heading', { level: 1 })).toHaveText('Uw melding is verstuurd');

  await moderator.goto('/moderatie');
  const row = moderator.locator('li.mod').filter({ hasText: 'Bijeenkomst' }).filter({ hasText: title });
  await row.getByText('Beslis', { exact: true }).click();
  await expectAccessible(moderator);
  await row.getByLabel('Reden').fill('Er staan gegevens van een ander in het verslag.');
  await row.getByRole('button', { name: 'Verberg' }).click();
  await page.goto(meeting);
  await expect(page.getByText('Een moderator verbergt wat hier over de bijeenkomst stond.')).toBeVisible();
  await expectAccessible(page);
  await moderator.goto('/moderatie');
  const hidden = moderator.locator('li.mod').filter({ hasText: 'Bijeenkomst' }).filter({ hasText: title });
  await hidden.getByText('Toon weer', { exact: true }).click();
  await hidden.getByLabel('Reden').fill('De gegevens zijn er niet meer.');
  await hidden.getByRole('button', { name: 'Toon deze tekst weer' }).click();
  await page.goto(meeting);
  await expect(page.getByText('Een moderator verbergt')).toHaveCount(0);
});
