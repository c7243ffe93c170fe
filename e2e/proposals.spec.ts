import type { Page } from 'playwright/test';
import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

const PLAN = `/trajecten/${SLUG}/plan`;

/** Proposes by the plain form, as somebody without JavaScript; gives the address of the proposal. */
async function propose(
  page: Page,
  { section, from, to }: { section: string; from: string; to: (text: string) => string },
): Promise<string> {
  await page.goto(`${PLAN}/${section}/voorstel`);
  const choice = page.locator('.choose li', { hasText: from });
  if (await choice.count()) await choice.getByRole('link', { name: /Verander dit stuk/ }).click();
  const field = page.getByLabel('Zo wilt u het');
  await field.fill(to(await field.inputValue()));
  await page.getByLabel('Waarom is dit beter?').fill('Dan begrijpt iedereen in de buurt het.');
  await page.getByRole('button', { name: 'Verstuur het voorstel' }).click();
  await expect(page.getByRole('status')).toContainText('Uw voorstel is verstuurd');
  return new URL(page.url()).pathname;
}

test('without JavaScript a resident proposes, a neighbour agrees and asks, and an official adopts a part: the text has the words of both', async ({
  pageOf,
}) => {
  const resident = await pageOf('bewoner', { javaScriptEnabled: false });
  const path = await propose(resident, {
    section: '5.2',
    from: 'Bij het gemaal',
    to: (text) => text.replace('een stalling', 'een groene stalling met een dak'),
  });

  const neighbour = await pageOf('bewoner2', { javaScriptEnabled: false });
  await neighbour.goto(`${PLAN}/5.2`);
  const card = neighbour
    .locator('.marg .prop', { hasText: 'een groene stalling' })
    .or(neighbour.locator('.marg .prop', { hasText: 'met een dak' }));
  await expect(card.locator('ins')).toContainText(['groene', 'met een dak']);
  await card.getByRole('button', { name: /^Mee eens, 0/ }).click();
  await expect(card.getByRole('button', { name: /^Mee eens, 1/ })).toHaveAttribute('aria-pressed', 'true');
  await card.getByRole('link', { name: /Lees en bespreek/ }).click();
  await neighbour.getByLabel('Uw reactie').fill('Komt er licht onder dat dak?');
  await neighbour.getByLabel(/vraag/i).check();
  await neighbour.getByRole('button', { name: 'Plaats reactie' }).click();
  await expect(neighbour.locator('.comments')).toContainText('Komt er licht onder dat dak?');
  await neighbour.getByRole('button', { name: /^Mee eens, 1/ }).click();
  await expect(neighbour.getByRole('button', { name: /^Mee eens, 0/ })).toBeVisible();

  const official = await pageOf('ambtenaar', { javaScriptEnabled: false });
  await official.goto(path);
  await official.getByLabel('Neem een deel over').check();
  await official.getByRole('button', { name: 'Leg het besluit vast' }).click();
  await expect(official.getByRole('alert')).toBeVisible();
  await expect(official.getByLabel('Neem een deel over')).toBeChecked();
  const adopted = official.getByLabel('De tekst die erin komt');
  await adopted.fill((await adopted.inputValue()).replace('groene stalling met een dak', 'stalling met een dak'));
  await official.getByLabel(/^Reden/).fill('Een dak kan. Groen op het dak is te zwaar.');
  await official.getByRole('button', { name: 'Leg het besluit vast' }).click();
  await expect(official.locator('.ans')).toContainText('Ja, voor een deel.');
  await expect(official.locator('.ans')).toContainText('Groen op het dak is te zwaar.');

  await resident.goto(`${PLAN}/5.2`);
  await expect(resident.locator('.secp').first()).toContainText('een stalling met een dak');
});

test('a proposal in the margin and its place in the text point at each other, on a screen and on a phone', async ({ page }) => {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${PLAN}/3.3`);
    const card = page.locator('.marg .prop', { hasText: 'Tom Oosterling' });
    await card.getByRole('link', { name: /^Bij alinea 1/ }).click();
    const words = page.locator('.asks', { hasText: 'drie' });
    await expect(words).toHaveText('drie');
    await expect(words).toBeInViewport();
    await expect(words).toHaveCSS('outline-style', 'solid');
    await page.locator('#alinea-1').getByRole('link', { name: 'Voorstel 2' }).click();
    await expect(card).toBeInViewport();
    await expect(card).toHaveCSS('outline-style', 'solid');
    await expectAccessible(page);
  }
  // Words that changed meanwhile: the paragraph is still told.
  await page.goto(`${PLAN}/4.3`);
  await page
    .locator('.marg .prop')
    .first()
    .getByRole('link', { name: /^Bij alinea 2/ })
    .click();
  await expect(page.locator('#alinea-2').getByRole('link', { name: 'Voorstel 2' })).toBeInViewport();
  await expect(page.locator('.asks')).toHaveCount(0);
});

test('two officials decide at once: the second reads who was first, and what was decided', async ({ pageOf }) => {
  const resident = await pageOf('bewoner2', { javaScriptEnabled: false });
  const path = await propose(resident, {
    section: '3.1',
    from: 'Er komen geen nieuwe',
    to: (text) => `${text} Dat geldt ook voor steigers.`,
  });
  const [one, other] = [await pageOf('ambtenaar', { javaScriptEnabled: false }), await pageOf('collega', { javaScriptEnabled: false })];
  for (const official of [one, other]) {
    await official.goto(path);
    await official.getByLabel('Neem niet over').check();
    await official.getByLabel(/^Reden/).fill('Steigers staan al in het volgende onderdeel.');
  }
  await one.getByRole('button', { name: 'Leg het besluit vast' }).click();
  await expect(one.locator('.ans')).toContainText('Nee, we nemen dit niet over.');
  await other.getByRole('button', { name: 'Leg het besluit vast' }).click();
  await expect(other.getByRole('alert').first()).toContainText('Sanne Brouwer was u voor');
  await expect(other.locator('.ans')).toContainText('Nee, we nemen dit niet over.');
});

test('a proposal on words that changed shows the three texts, and is made anew by a person', async ({ pageOf }) => {
  const official = await pageOf('collega', { javaScriptEnabled: false });
  await official.goto(`${PLAN}/4.3`);
  await official
    .locator('.marg .prop', { hasText: 'De tekst is veranderd' })
    .getByRole('link', { name: /Beslis/ })
    .click();
  await expect(official.getByRole('heading', { name: 'De tekst is veranderd sinds dit voorstel' })).toBeVisible();
  for (const heading of ['Zo was de tekst', 'Zo is de tekst nu', 'Zo wilde Henk Vos het'])
    await expect(official.getByRole('heading', { name: heading })).toBeVisible();
  await expect(official.getByLabel('Neem over in de tekst')).toHaveCount(0);
  // Not to adopt needs a reason.
  await official.getByLabel('Neem niet over').check();
  await official.getByRole('button', { name: 'Leg het besluit vast' }).click();
  await expect(official.getByRole('alert')).toContainText('Schrijf op waarom.');
  await expect(official.getByLabel('Reden')).toHaveAccessibleName('Reden');
  await official
    .getByLabel('Zo moet de tekst worden')
    .fill(
      'Van mei tot en met september meten we elke week of het water schoon genoeg is. De uitslag hangt bij de steiger, ook in het Engels, en staat op de website.',
    );
  await official.getByRole('button', { name: 'Maak het voorstel opnieuw' }).click();
  await expect(official.getByRole('heading', { name: 'De tekst is veranderd sinds dit voorstel' })).toHaveCount(0);
  await official.getByText('Dit voorstel is 1 keer opnieuw gemaakt').click();
  await expect(official.locator('.former')).toContainText('ook in het Engels');
  const withScript = await reopened(official, await pageOf('collega'));
  await expectAccessible(withScript);
  // Who is refused starts at what is wrong, also where the address names a place on the page.
  await withScript.getByLabel('Neem niet over').check();
  await withScript.getByRole('button', { name: 'Leg het besluit vast' }).click();
  await expect(withScript.getByRole('alert')).toBeFocused();
});

/** The same page in a browser that runs scripts, which axe needs. */
async function reopened(from: Page, to: Page): Promise<Page> {
  await to.goto(new URL(from.url()).pathname);
  return to;
}

/** The page on which a whole section is changed, whose editor comes when the function that is given back is called. */
async function openBeforeEditor(page: Page): Promise<() => void> {
  let letThrough = (): void => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route(/mount-proposal/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${PLAN}/1.3/voorstel?alinea=alles`, { waitUntil: 'commit' });
  return letThrough;
}

test('who clicks or types before the editor has come keeps the caret and the words', async ({ pageOf }) => {
  const [one, other] = [await pageOf('bewoner'), await pageOf('bewoner')];
  const come = await openBeforeEditor(one);
  const field = one.getByRole('textbox', { name: 'Zo wilt u het' });
  await field.click();
  await one.keyboard.press('ControlOrMeta+End');
  come();
  await expect(one.locator('.ed-own')).toBeVisible();
  await expect(field).toBeFocused();
  await one.keyboard.type(' Aan het eind.');
  await expect(field).toContainText(/ Aan het eind\.$/);

  const comeLate = await openBeforeEditor(other);
  const plain = other.locator('textarea[name=proposed]');
  await plain.pressSequentially('Vooraf. ');
  const script = other.waitForResponse(/mount-proposal/);
  comeLate();
  await (await script).finished();
  await other.keyboard.press('Tab');
  await expect(other.getByLabel('Waarom is dit beter?')).toBeFocused();
  await expect(plain).toHaveValue(/Vooraf\. /);
});

test('with JavaScript a whole section is changed in the editor, without a keyboard trap, and shown as a difference', async ({ pageOf }) => {
  const page = await pageOf('bewoner');
  await page.goto(`${PLAN}/1.3/voorstel`);
  await page.getByRole('link', { name: 'Verander het hele deel' }).click();
  const editor = page.locator('.ed-own').getByRole('textbox', { name: 'Zo wilt u het' });
  await editor.click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type(' Ook in gewone taal.');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Waarom is dit beter?')).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.type('kort');
  await page.getByRole('button', { name: 'Verstuur het voorstel' }).click();
  await expect(page.getByRole('alert')).toContainText('ten minste 10 tekens');
  await expect(editor).toContainText('Ook in gewone taal.');
  await page.getByLabel('Waarom is dit beter?').fill('Dan kan iedereen het lezen.');
  await page.getByRole('button', { name: 'Verstuur het voorstel' }).click();
  await expect(page.locator('.change ins')).toContainText('Ook in gewone taal.');
  await expectAccessible(page);
});

test('the manager writes a meeting down and types a card without internet; faults keep what was typed, and the source is there to read', async ({
  pageOf,
  page: visitor,
}) => {
  const manager = await pageOf('trajectmanager', { javaScriptEnabled: false });
  await manager.goto(`/trajecten/${SLUG}/bijeenkomsten/nieuw`);
  const day = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
  await manager.getByLabel('Naam van de bijeenkomst').fill('Keukentafelgesprek');
  await manager.getByLabel('Plaats').fill('Ringdijk 20');
  await manager.getByLabel('Dag', { exact: true }).fill(day);
  await manager.getByLabel('Begint om').fill('19:30');
  await manager.getByLabel('Eindigt om').fill('18:00');
  await manager.getByLabel('Hoeveel mensen kwamen er?').fill('-4');
  await manager.getByRole('button', { name: 'Bewaar de bijeenkomst' }).click();
  await expect(manager.getByRole('alert')).toContainText('eindigt voordat zij begint');
  await expect(manager.getByRole('alert')).toContainText('zonder min of komma');
  await expect(manager.getByLabel('Naam van de bijeenkomst')).toHaveValue('Keukentafelgesprek');
  await manager.getByLabel('Eindigt om').fill('21:00');
  await manager.getByLabel('Hoeveel mensen kwamen er?').fill('4');
  await manager.getByRole('button', { name: 'Bewaar de bijeenkomst' }).click();
  await expect(manager.getByRole('status')).toContainText('bewaard');
  const meeting = new URL(manager.url()).pathname;

  await manager.getByRole('link', { name: 'Voer in wat hier is gezegd' }).click();
  await manager.getByRole('link', { name: 'Vraag' }).click();
  await manager.getByLabel('Bij welk deel van de tekst?').selectOption('4.4');
  await manager.getByLabel('De vraag').fill('Wie ruimt de bladeren op?');
  await manager.getByLabel('Kenmerk van deze persoon').fill('Kaartje 1, keukentafel');
  await manager.getByLabel('Naam die iedereen mag lezen').fill('Mevrouw Prins');
  await manager.getByRole('button', { name: 'Voer dit in' }).click();
  await expect(manager.getByRole('alert')).toContainText('Vindt deze persoon het goed');
  await expect(manager.getByLabel('De vraag')).toHaveValue('Wie ruimt de bladeren op?');
  await manager.getByLabel('Deze persoon vindt goed').check();
  await manager.getByRole('button', { name: 'Voer dit in' }).click();
  await manager.getByRole('status').getByRole('link').click();

  await visitor.goto(meeting);
  await expect(visitor.locator('main')).toContainText('4 mensen');
  await visitor.getByRole('link', { name: 'Wie ruimt de bladeren op?' }).click();
  const comment = visitor.locator('.cm', { hasText: 'Wie ruimt de bladeren op?' });
  await expect(comment).toContainText(
    'tijdens de bijeenkomst Keukentafelgesprek, namens Mevrouw Prins. Ingevoerd door Noor Hamstra, gemeente.',
  );
  await expect(visitor.locator('main')).not.toContainText('Kaartje 1');
});

test('the same card does not support an idea twice', async ({ pageOf }) => {
  const official = await pageOf('ambtenaar', { javaScriptEnabled: false });
  for (const [round, outcome] of ['Ingevoerd', 'Steun telt één keer per persoon'].entries()) {
    await official.goto(`/trajecten/${SLUG}/bijeenkomsten/inbreng?soort=steun`);
    await official.getByLabel('Nummer van het idee').fill('3');
    await official.getByLabel('Kenmerk van deze persoon').fill(round === 0 ? 'Kaartje 40' : 'KAARTJE 40');
    await official.getByLabel('Dag waarop het binnenkwam').fill(new Date(Date.now() - 86_400_000).toISOString().slice(0, 10));
    await official.getByRole('button', { name: 'Voer dit in' }).click();
    await expect(official.locator('main')).toContainText(outcome);
  }
});

test('residents and visitors do not get the forms of the municipality', async ({ pageOf, page: visitor }) => {
  const resident = await pageOf('bewoner');
  for (const path of ['nieuw', 'inbreng', '1/wijzigen']) {
    expect((await resident.goto(`/trajecten/${SLUG}/bijeenkomsten/${path}`))?.status(), path).toBe(403);
    await visitor.goto(`/trajecten/${SLUG}/bijeenkomsten/${path}`);
    await expect(visitor, path).toHaveURL(/inloggen/);
  }
});

for (const [account, path] of [
  ['bewoner', `${PLAN}/5.1/voorstel/1`],
  ['bewoner', `${PLAN}/3.3`],
  ['ambtenaar', `${PLAN}/3.3/voorstel/1`],
  ['bewoner', `/trajecten/${SLUG}/bijeenkomsten`],
  ['trajectmanager', `/trajecten/${SLUG}/bijeenkomsten/1`],
  ['trajectmanager', `/trajecten/${SLUG}/bijeenkomsten/1/wijzigen`],
  ['ambtenaar', `/trajecten/${SLUG}/bijeenkomsten/inbreng?soort=voorstel`],
] as const) {
  test(`${path} for ${account} has no accessibility fault, at 360 px dark and 1440 px light`, async ({ pageOf }) => {
    const page = await pageOf(account, { width: 360 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(path);
    await expectAccessible(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1440, height: 900 });
    await expectAccessible(page);
  });
}
