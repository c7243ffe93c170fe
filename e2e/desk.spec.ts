import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

test.describe('the desk', () => {
  test('two like contributions get one answer: written, read by a colleague, scheduled, published; the resident sees the way of the words', async ({
    pageOf,
    page,
  }) => {
    test.setTimeout(120_000);
    const sender = await pageOf('bewoner', { javaScriptEnabled: false });
    const ideas = [
      ['Een lamp bij de eerste steiger', 'Het is daar donker. Wie van de boot stapt, ziet niets.'],
      ['Verlichting voor de aanlegplaats', 'Met oud en nieuw viel er iemand in het water. Dat hoeft niet.'],
    ] as const;
    for (const [title, body] of ideas) {
      await sender.goto(`/trajecten/${SLUG}/ideeen/nieuw`);
      await sender.locator('input[name=title]').fill(title);
      await sender.locator('textarea[name=body]').fill(body);
      await sender.getByRole('button', { name: 'Verstuur uw idee' }).click();
      await expect(sender.locator('h1')).toHaveText(title);
    }

    const official = await pageOf('ambtenaar', { javaScriptEnabled: false });
    await official.goto('/werkvoorraad?weergave=alles&soort=idea');
    await official.getByLabel('Kies: Een lamp bij de eerste steiger').check();
    await official.getByRole('button', { name: 'Beantwoord samen' }).click();
    // One is not together with anything.
    await expect(official.getByRole('alert')).toContainText('Kies ten minste 2');
    await official.getByLabel('Kies: Een lamp bij de eerste steiger').check();
    await official.getByLabel('Kies: Verlichting voor de aanlegplaats').check();
    await official.getByRole('button', { name: 'Beantwoord samen' }).click();
    await expect(official.getByRole('heading', { name: 'Dit antwoord geldt ook voor 1 andere bijdrage' })).toBeVisible();
    const address = new URL(official.url()).pathname;

    await official.locator('#notitie textarea').fill('Verkeer weet wat een lamp kost.');
    await official.getByRole('button', { name: 'Zet erbij' }).click();
    await expect(official.locator('.notes')).toContainText('Verkeer weet wat een lamp kost.');

    await official.getByLabel('Ja', { exact: true }).check();
    await official.locator('#antwoord [name=summary]').fill('Ja, bij elke steiger komt een lamp.');
    await official.locator('#antwoord [name=nextStep]').fill('In maart hangen de lampen.');
    await official.getByRole('button', { name: 'Vraag om tegenlezen' }).click();
    // Each contribution has an outcome of its own.
    await expect(official.getByRole('alert')).toContainText('Kies wat de gemeente doet');
    await official.locator('.together select').selectOption('adopted');
    await official.getByRole('button', { name: 'Vraag om tegenlezen' }).click();
    await expect(official.getByRole('status')).toContainText('Een collega kan nu tegenlezen');
    await expect(official.getByRole('button', { name: 'Keur goed' })).toHaveCount(0);
    await expectAccessible(await pageAt(pageOf, 'ambtenaar', address));

    const colleague = await pageOf('collega');
    await colleague.goto(address);
    await colleague.locator('[name=remark]').fill('Noem ook wie het betaalt, graag.');
    await colleague.getByRole('button', { name: 'Geef terug' }).click();
    await official.goto(address);
    await expect(official.locator('#antwoord')).toContainText('Noem ook wie het betaalt');
    await official.locator('#antwoord [name=motivation]').fill('De gemeente betaalt de lampen.');
    await official.getByRole('button', { name: 'Vraag om tegenlezen' }).click();
    await colleague.goto(address);
    await colleague.getByRole('button', { name: 'Keur goed' }).click();
    await colleague.getByText('Publiceer op een moment').click();
    await colleague.getByLabel('Dag', { exact: true }).fill('2020-01-01');
    await colleague.getByRole('button', { name: 'Zet klaar' }).click();
    await expect(colleague.getByRole('alert')).toContainText('Kies een moment dat nog komt');
    const nextWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    await colleague.getByLabel('Dag', { exact: true }).fill(nextWeek);
    await colleague.getByRole('button', { name: 'Zet klaar' }).click();
    await expect(colleague.locator('.eyes')).toContainText('vanzelf op de site');
    await expectAccessible(colleague);
    await colleague.getByRole('button', { name: 'Toch niet' }).click();
    await colleague.getByRole('button', { name: 'Publiceer antwoord' }).click();
    await expect(colleague.getByRole('status')).toContainText('Het antwoord staat op de site');

    await page.goto(`/trajecten/${SLUG}/reacties`);
    await expect(page.locator('main')).toContainText('Ja, bij elke steiger komt een lamp.');
    await expect(page.locator('main')).not.toContainText('Verkeer weet wat een lamp kost.');
    const resident = await pageOf('bewoner');
    await resident.goto('/mijn');
    await resident.getByRole('link', { name: 'Wat is hiermee gebeurd? Verlichting voor de aanlegplaats' }).click();
    await expect(resident.locator('.way')).toContainText('Ja, bij elke steiger komt een lamp.');
    await expectAccessible(resident);

    await colleague.getByRole('link', { name: 'Maak hier een toezegging van' }).click();
    await colleague.getByLabel('Wat zegt de gemeente toe?').fill('Een lamp bij elke steiger');
    await colleague.getByLabel('Wanneer is het klaar?').fill(nextWeek);
    await expectAccessible(colleague);
    await colleague.getByRole('button', { name: 'Zeg toe' }).click();
    await expect(colleague.locator('h1')).toHaveText('Een lamp bij elke steiger');
    await colleague.getByText('Rond af of stop').click();
    await colleague.getByLabel('Wij stoppen ermee').check();
    await colleague.locator('#toezegging-end [name=body]').fill('Kort.');
    await colleague.getByRole('button', { name: 'Rond af', exact: true }).click();
    await expect(colleague.getByRole('alert')).toContainText('ten minste 20 tekens');
    await expectAccessible(colleague);
    await resident.goto('/mijn');
    await expect(resident.locator('main')).toContainText('Een lamp bij elke steiger');
    await expectAccessible(resident);

    // What is wrong in one is wrong in the other: both are corrected in one act, past a colleague.
    await official.goto(address);
    await official.getByText('Corrigeer dit antwoord').click();
    await expect(official.getByRole('checkbox', { name: /Een lamp bij de eerste steiger|Verlichting voor de aanlegplaats/ })).toBeChecked();
    await official.getByLabel('Wat klopte er niet?').fill('Er stond maart, het wordt mei.');
    await official.locator('#antwoord [name=nextStep]').fill('In mei hangen de lampen.');
    await official.getByRole('button', { name: 'Bewaar de correctie' }).click();
    await expect(official.getByRole('heading', { name: 'Dit antwoord geldt ook voor 1 andere bijdrage' })).toBeVisible();
    const typing = await pageAt(pageOf, 'ambtenaar', address);
    await typing.getByLabel('Wat klopte er niet?').fill('Er stond maart. De lampen komen later: het wordt mei.');
    await expect(typing.locator('.auto')).toContainText('Bewaard om');
    await official.goto(address);
    await expect(official.locator('.correction-draft')).toContainText('De lampen komen later');
    await official.getByRole('button', { name: 'Vraag om tegenlezen' }).click();
    await colleague.goto(address);
    await colleague.getByRole('button', { name: 'Keur goed' }).click();
    await colleague.getByRole('button', { name: 'Publiceer antwoord' }).click();
    await expect(colleague.getByRole('status')).toContainText('Het antwoord staat op de site');
    await page.goto(`/trajecten/${SLUG}/reacties`);
    await expect(page.locator('main').getByText('De lampen komen later: het wordt mei.')).toHaveCount(2);
  });

  test('a text saves itself, and two people never lose words to each other', async ({ pageOf }) => {
    const official = await pageOf('ambtenaar');
    await official.goto('/werkvoorraad?weergave=alles');
    await official.getByRole('link', { name: 'Drijvende tuin voor rietvogels' }).click();
    const address = new URL(official.url()).pathname;
    const summary = official.locator('#antwoord [name=summary]');
    await summary.fill('Ja, dit wordt thans door ons gerealiseerd.');
    await expect(official.locator('.auto')).toContainText('Bewaard om');
    await expect(official.locator('[data-hints]')).toContainText('“thans”: schrijf liever “nu”');

    const colleague = await pageOf('collega');
    await colleague.goto(address);
    await expect(colleague.locator('#antwoord [name=summary]')).toHaveValue('Ja, dit wordt thans door ons gerealiseerd.');
    await colleague.locator('#antwoord [name=summary]').fill('Ja, wij maken een drijvende tuin.');
    await expect(colleague.locator('.auto')).toContainText('Bewaard om');

    await summary.fill('Ja, maar op een andere plek.');
    await expect(official.getByRole('alert')).toContainText('Iemand anders veranderde dit antwoord ook');
    await expect(summary).toHaveValue('Ja, maar op een andere plek.');
    await official.getByRole('button', { name: 'Bewaar concept' }).click();
    // Refused, with both texts beside each other; sending again is a choice.
    await expect(summary).toHaveValue('Ja, maar op een andere plek.');
    await expect(official.locator('#antwoord')).toContainText('Ja, wij maken een drijvende tuin.');
    await official.getByRole('button', { name: 'Bewaar concept' }).click();
    await official.getByText('Eerdere teksten van collega').click();
    await expect(official.locator('.kept')).toContainText('Ja, wij maken een drijvende tuin.');
  });

  test('the list is walked with the keyboard', async ({ pageOf }) => {
    const official = await pageOf('ambtenaar');
    await official.goto('/werkvoorraad?weergave=alles');
    const links = official.locator('[data-row] a.ti');
    // The keys work once the island has come in.
    await expect(async () => {
      await links.first().focus();
      await official.keyboard.press('j');
      await expect(links.nth(1)).toBeFocused({ timeout: 500 });
    }).toPass();
    await official.keyboard.press('x');
    await expect(official.locator('[data-row]').nth(1).getByRole('checkbox')).toBeChecked();
    await official.keyboard.press('ArrowUp');
    await official.keyboard.press('Enter');
    await expect(official).toHaveURL(/werkvoorraad\/[0-9a-f-]{36}/);
  });

  test('templates are made and used', async ({ pageOf }) => {
    const official = await pageOf('ambtenaar', { javaScriptEnabled: false });
    await official.goto('/werkvoorraad/sjablonen');
    await official.locator('#sjabloon [name=name]').fill('Lampen');
    await official.locator('#sjabloon [name=motivation]').fill('Lampen hangen wij in het voorjaar op.');
    await official.locator('#sjabloon button').click();
    await expect(official.getByRole('status')).toContainText('Het sjabloon is bewaard');
    await official.goto('/werkvoorraad?weergave=alles');
    await official.getByRole('link', { name: 'Een bank bij de pont' }).click();
    await official.locator('[name=sjabloon]').selectOption({ label: 'Lampen' });
    await official.getByRole('button', { name: 'Gebruik' }).click();
    await expect(official.locator('#antwoord [name=motivation]')).toHaveValue('Lampen hangen wij in het voorjaar op.');
    await expectAccessible(await pageAt(pageOf, 'collega', '/werkvoorraad/sjablonen'));
  });
});

test.describe('the reply note', () => {
  test('is made by an official, waits for answers, and is read by everybody when published', async ({ pageOf, page }) => {
    await page.goto(`/trajecten/${SLUG}/nota/1`);
    await expect(page.getByRole('heading', { name: 'Wat is er veranderd' })).toBeVisible();
    await expect(page.locator('main')).not.toContainText('Mees Kooiman');
    await expectAccessible(page);
    const file = await page.request.get(`/trajecten/${SLUG}/nota/1.docx`);
    expect(file.status()).toBe(200);
    expect((await file.body()).subarray(0, 2).toString()).toBe('PK');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download als PDF' }).click()]);
    expect(download.suggestedFilename()).toMatch(/^nota-van-beantwoording-.*\.pdf$/);

    const official = await pageOf('ambtenaar');
    await official.goto(`/trajecten/${SLUG}/nota/nieuw`);
    await official.getByLabel('Titel', { exact: true }).fill('Alles van dit najaar');
    await official.getByLabel('Ingekomen vanaf').fill('2020-01-01');
    await official.getByLabel('Tot en met').fill(new Date().toISOString().slice(0, 10));
    await expectAccessible(official);
    await official.getByRole('button', { name: 'Begin de nota' }).click();
    await expect(official.locator('main')).toContainText('hebben nog geen antwoord');
    await expect(official.getByRole('button', { name: 'Stuur naar de indieners' })).toHaveCount(0);
    await official.locator('#samenvatting-1').fill('Mees Kooiman belt op 06 12345678.');
    await official.getByRole('button', { name: 'Bewaar samenvatting van nummer 1', exact: true }).click();
    await expect(official.getByRole('alert')).toContainText('Haal de naam, het adres of het nummer weg');
    await expectAccessible(official);

    const address = new URL(official.url()).pathname;
    expect((await page.goto(address.replace('/bewerken', '')))?.status()).toBe(404);
    await page.goto(`/trajecten/${SLUG}/nota`);
    await expect(page.locator('main')).not.toContainText('Alles van dit najaar');
    await expectAccessible(page);
  });
});

test('commitments stand in public: on the trajectory, on their own pages and in the portfolio', async ({ page }) => {
  await page.goto(`/trajecten/${SLUG}`);
  await page.getByRole('link', { name: 'Alle toezeggingen' }).click();
  await expect(page.locator('main')).toContainText('te laat');
  await expectAccessible(page);
  await page.getByRole('link', { name: /zwemsteiger/ }).click();
  await expect(page.locator('main')).toContainText('Niveau 2 van 5');
  await expect(page.locator('main')).toContainText('Eerst beloofd');
  await expectAccessible(page);
  await page.goto('/portfolio');
  await expect(page.locator('main')).toContainText('toezegging te laat');
  await expectAccessible(page);
});

/** A page of its own with script, to look at with axe. */
async function pageAt(pageOf: (account: string) => Promise<import('playwright/test').Page>, account: string, path: string) {
  const page = await pageOf(account);
  await page.goto(path);
  return page;
}
