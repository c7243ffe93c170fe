import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

test.describe('the council', () => {
  test('a member asks the executive; a clerk dates a dossier and records the decision with its deviation, all without scripts', async ({
    pageOf,
    page,
  }) => {
    test.setTimeout(120_000);
    const member = await pageOf('raadslid', { javaScriptEnabled: false });
    await member.goto(`/raad/${SLUG}/vragen/nieuw`);
    await member.getByLabel('Waar gaat uw vraag over?').fill('Wanneer begint het werk aan de kade?');
    await member.getByLabel('Uw vraag', { exact: true }).fill('Kort.');
    await member.getByRole('button', { name: 'Stel de vraag' }).click();
    await expect(member.getByRole('alert')).toContainText('20 tot 4.000 tekens');
    await member
      .getByLabel('Uw vraag', { exact: true })
      .fill('Kan het college zeggen in welk jaar de aannemer begint, en wie dat betaalt?');
    await member.getByRole('button', { name: 'Stel de vraag' }).click();
    await expect(member.getByRole('status')).toContainText('De klok loopt');

    const clerk = await pageOf('griffie', { javaScriptEnabled: false, width: 390 });
    await clerk.goto('/raad/nieuw');
    await clerk.getByLabel('Titel', { exact: true }).fill('Krediet voor de eerste steiger');
    const judging = clerk.getByRole('group', { name: 'Oordeelsvorming' });
    await judging.getByLabel('Dag (mag leeg blijven)').fill('2031-03-04');
    await judging.getByLabel('Welke vergadering?').fill('Raadscommissie Ruimte');
    await clerk.getByRole('button', { name: 'Bewaar het dossier' }).click();
    await expect(clerk.locator('h1')).toHaveText('Krediet voor de eerste steiger');
    const dossier = new URL(clerk.url()).pathname;
    await page.goto('/raad');
    await expect(page.getByRole('region', { name: /^Oordeelsvorming/ })).toContainText('Krediet voor de eerste steiger');
    await expect(page.getByRole('link', { name: 'Wanneer begint het werk aan de kade?' })).toBeVisible();
    await expectAccessible(page);

    await clerk.goto(`${dossier}/besluit`);
    await clerk.getByLabel('Met wijzigingen aangenomen').check();
    await clerk.getByLabel('Op welke dag?').fill(new Date(Date.now() - 86_400_000).toISOString().slice(0, 10));
    await clerk.getByLabel('Het besluit in een paar zinnen').fill('De raad geeft geld voor één steiger, en wacht met de tweede.');
    await clerk.getByLabel('Ja. De redenen staan hieronder').check();
    await clerk.getByRole('button', { name: 'Leg het besluit vast' }).click();
    // A deviation without its motivation is not recorded.
    await expect(clerk.getByRole('alert')).toContainText('waarom de raad anders koos');
    const deviation = clerk.getByRole('group', { name: 'Afwijking 1' });
    await deviation.getByLabel('Wat vroegen bewoners?').fill('Twee steigers tegelijk');
    await deviation
      .getByLabel('Waarom koos de raad anders?')
      .fill('Het geld is genoeg voor één steiger. De tweede volgt als de eerste goed bevalt.');
    await clerk.getByRole('button', { name: 'Leg het besluit vast' }).click();
    await expect(clerk.getByRole('status')).toContainText('Het besluit staat vast');
    // Who has no e-mail: letters, behind the right to see addresses.
    await clerk.getByRole('link', { name: 'Brieven voor wie geen e-mail heeft' }).click();
    await expect(clerk.locator('h1')).toHaveText('Brieven over het besluit');
    await expect(clerk.locator('.told-counts')).toContainText('Per brief');
    expect((await page.goto(`${dossier}/brieven`))?.url()).toContain('/inloggen');
    await page.goto(dossier);
    await expect(page.locator('.devs')).toContainText('Twee steigers tegelijk');
    await expectAccessible(page);
  });

  test('everybody reads what was agreed, decided and reached; a change of an agreement is public', async ({ page, pageOf, request }) => {
    const manager = await pageOf('trajectmanager', { javaScriptEnabled: false });
    await manager.goto(`/trajecten/${SLUG}/afspraken/1/wijzigen`);
    await manager.getByLabel('Doel', { exact: true }).fill('500');
    await manager.getByRole('button', { name: 'Maak de verandering bekend' }).click();
    await expect(manager.getByRole('alert')).toContainText('20 tekens');
    await manager.getByLabel('Waarom verandert dit?').fill('De helft van de flats is nog niet bewoond dit jaar.');
    await manager.getByRole('button', { name: 'Maak de verandering bekend' }).click();
    await expect(manager.getByRole('status')).toContainText('veranderd');

    await page.goto(`/trajecten/${SLUG}/afspraken`);
    await expect(page.locator('.chgs').first()).toContainText('600');
    await expect(page.locator('.chgs').first()).toContainText('500');
    await expect(page.locator('.metrics')).toContainText('Niet gehaald');
    await expectAccessible(page);
    await page.goto(`/trajecten/${SLUG}/poorten`);
    await expect(page.locator('h1')).toContainText('Doorpakken na');
    await expectAccessible(page);
    await page.goto('/trajecten/pleinenplan-ringdijkhoek/poorten');
    await expect(page.locator('.gates')).toContainText('Dit besluit kwam 5 dagen te laat');

    await page.goto('/portfolio');
    await expectAccessible(page);
    await page.getByLabel('Stand').selectOption('stopped');
    await page.getByRole('button', { name: 'Toon' }).click();
    await expect(page.locator('.folio tbody tr')).toHaveCount(1);
    const csv = await (await request.get('/portfolio.csv?stand=stopped')).text();
    expect(csv.trim().split('\r\n')).toHaveLength(2);
    const json = await (await request.get('/portfolio.json')).json();
    expect(json.items.map(({ slug }: { slug: string }) => slug)).toContain(SLUG);
  });
});
