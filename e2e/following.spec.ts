import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

const IDEAS = `/trajecten/${SLUG}/ideeen`;

test('a resident follows an idea without JavaScript, chooses how often, and stops', async ({ pageOf }) => {
  const page = await pageOf('bewoner2', { javaScriptEnabled: false, width: 390 });
  await page.goto(`${IDEAS}/1`);
  await page.getByRole('button', { name: 'Volg dit idee' }).click();
  await expect(page).toHaveURL(/ideeen\/1#volgen$/);
  await expect(page.getByRole('button', { name: 'U volgt dit idee' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('link', { name: 'Wat u volgt en hoe vaak' }).click();
  await page.getByRole('radio', { name: 'Wekelijks' }).check();
  await page.getByRole('button', { name: 'Bewaar' }).click();
  await expect(page.getByRole('status')).toContainText('bewaard');
  await expect(page.getByRole('radio', { name: 'Wekelijks' })).toBeChecked();
  await page.goto(`${IDEAS}/1`);
  await page.getByRole('button', { name: 'U volgt dit idee' }).click();
  await expect(page.getByRole('button', { name: 'Volg dit idee' })).toBeVisible();
});

test('a link that stops mails and is not ours says so, and a stranger cannot post elsewhere without our origin', async ({ request }) => {
  expect((await request.get(`/afmelden/${'x'.repeat(43)}`)).status()).toBe(410);
  const options = { headers: { Origin: 'https://evil.example' }, form: { 'List-Unsubscribe': 'One-Click' } };
  expect((await request.post(`/afmelden/${'x'.repeat(43)}`, options)).status()).toBe(403);
  expect((await request.post('/volgen', { form: { doe: 'volg', trajectory: SLUG } })).status()).toBe(403);
});

test('feeds are found from their pages and are Atom', async ({ page, request }) => {
  for (const path of [`/trajecten/${SLUG}`, IDEAS, `${IDEAS}/1`]) {
    await page.goto(path);
    const href = await page.locator('link[rel=alternate][type="application/atom+xml"]').getAttribute('href');
    const feed = await request.get(href ?? '');
    expect(feed.headers()['content-type']).toContain('application/atom+xml');
    const wellFormed = await page.evaluate(
      (xml) => new DOMParser().parseFromString(xml, 'application/xml').querySelector('parsererror') === null,
      await feed.text(),
    );
    expect(wellFormed).toBe(true);
  }
});

test('two ideas go on as one when both authors agree, support goes along by an own press, and an official parts them again', async ({
  pageOf,
}) => {
  const propose = async (account: string, title: string) => {
    const page = await pageOf(account);
    await page.goto(`${IDEAS}/nieuw`);
    const sent = await page.request.post('/api/trpc/ideas.propose', {
      headers: { Origin: new URL(page.url()).origin },
      data: { trajectory: SLUG, title, body: 'Dan kan iedereen hier even uitrusten van het lopen.' },
    });
    return { page, number: (await sent.json()).result.data.number as number };
  };
  const one = await propose('bewoner', 'Een houten bank bij de oude sluis');
  const other = await propose('bewoner2', 'Rustplek naast de oude sluis');
  const supporter = await pageOf('raadslid', { javaScriptEnabled: false });
  await supporter.goto(`${IDEAS}/${one.number}`);
  await supporter.getByRole('button', { name: 'Steun dit idee' }).click();

  const official = await pageOf('ambtenaar', { javaScriptEnabled: false });
  await official.goto(`${IDEAS}/${one.number}`);
  await official.getByRole('link', { name: 'Stel samenvoegen voor' }).click();
  await official.getByLabel('Nummer van het andere idee').fill(String(other.number));
  await official.locator('textarea[name=reason]').fill('Beide gaan over zitten bij de oude sluis.');
  await official.getByRole('button', { name: 'Vraag het de indieners' }).click();
  await expect(official.locator('#samenvoegen')).toContainText('heeft nog niet gekozen');

  await one.page.goto(`${IDEAS}/${one.number}`);
  await one.page.getByRole('button', { name: 'Ja, ze gaan samen verder' }).click();
  await other.page.goto(`${IDEAS}/${other.number}`);
  await other.page.getByRole('button', { name: 'Ja, ze gaan samen verder' }).click();
  await expect(other.page.locator('#samenvoegen')).toContainText('In dit idee gaat verder');

  await supporter.goto(`${IDEAS}/${one.number}`);
  await expect(supporter.locator('main')).toContainText('Uw steun verhuist niet vanzelf');
  await supporter.getByRole('button', { name: 'Neem mijn steun mee' }).click();
  await expect(supporter).toHaveURL(new RegExp(`ideeen/${other.number}#steun$`));
  await expect(supporter.locator('.vote .big')).toHaveText('1');

  await official.goto(`${IDEAS}/${one.number}/samenvoegen`);
  await official.locator('textarea[name=reason]').fill('De ene plek is aan de andere kant van de sluis.');
  await official.getByRole('button', { name: 'Haal uit elkaar' }).click();
  await expect(official.locator('#samenvoegen')).toContainText('weer uit elkaar gehaald');
  await expect(official.locator('main')).toContainText('Antwoord uiterlijk');
});

test('a story, a challenge and an early formal view are sent without JavaScript; the view has a receipt and is nobody else’s to read', async ({
  pageOf,
  page: visitor,
}) => {
  const page = await pageOf('bewoner', { javaScriptEnabled: false, width: 390 });
  await page.goto(`/trajecten/${SLUG}/verhalen/nieuw`);
  await expect(page.locator('main .note')).toContainText('In deze fase kunt u geen verhaal vertellen');

  await page.goto(`/trajecten/${SLUG}/uitdagen/nieuw`);
  await page.getByRole('button', { name: 'Verstuur uw verzoek' }).click();
  await expect(page.getByRole('alert')).toContainText('Vul een heel bedrag in');
  await page.getByLabel('Uw verzoek in één zin').fill('De buurt opent het gemaal op zondag');
  await page.getByLabel('Wie bent u met elkaar?').fill('Vrienden van het gemaal');
  await page.getByLabel('Welke taak wilt u overnemen?').fill('Het gemaal openen en sluiten op zondag.');
  await page.getByLabel('Hoe gaat u het doen?').fill('Vier mensen doen het om de beurt, met een sleutelrooster.');
  await page.getByLabel('Geld per jaar').fill('€ 1.200');
  await page.getByLabel('Waar is dat voor?').fill('Voor koffie, stroom en een verzekering.');
  await page.getByRole('button', { name: 'Verstuur uw verzoek' }).click();
  await expect(page.getByRole('status')).toContainText('U krijgt uiterlijk');
  await expect(page.locator('main')).toContainText('€ 1.200 per jaar');

  await page.goto(`/trajecten/${SLUG}/zienswijzen/nieuw`);
  await page.getByLabel('Uw zienswijze').fill('Ik vind dat het pad langs het water breder moet blijven.');
  await page.getByLabel('Uw naam').fill('F. Eland');
  await page.getByRole('button', { name: 'Verstuur uw zienswijze' }).click();
  await expect(page.locator('.receipt')).toContainText('te vroeg');
  await expect(page.locator('main')).toContainText('het pad langs het water breder');
  const path = new URL(page.url()).pathname;
  await visitor.goto(path);
  await expect(visitor).toHaveURL(/inloggen/);
  const neighbour = await pageOf('bewoner2');
  expect((await neighbour.goto(path))?.status()).toBe(404);
  const official = await pageOf('ambtenaar');
  await official.goto(`/trajecten/${SLUG}/zienswijzen`);
  await expect(official.locator('main')).toContainText('F. Eland');
  await visitor.goto(`/trajecten/${SLUG}/zienswijzen`);
  await expect(visitor.locator('main')).not.toContainText('Eland');
});

test('who comments may say to be for or against, and the page counts people', async ({ pageOf }) => {
  const page = await pageOf('bewoner', { javaScriptEnabled: false });
  await page.goto(`${IDEAS}/25`);
  await page.locator('#uw-reactie textarea').fill('Hier ben ik het helemaal mee eens, doe dit.');
  await page.getByRole('radio', { name: 'Ik ben voor' }).check();
  await page.getByRole('button', { name: 'Plaats reactie' }).click();
  await expect(page.locator('.stances')).toContainText('voor');
});

test('the forms of officials are accessible', async ({ pageOf }) => {
  const page = await pageOf('ambtenaar');
  for (const path of ['ideeen/3/uitvoering', 'ideeen/25/samenvoegen', 'bijeenkomsten/inbreng?soort=zienswijze']) {
    await page.goto(`/trajecten/${SLUG}/${path}`);
    await expectAccessible(page);
  }
});

for (const path of [
  'verhalen',
  'verhalen/1',
  'uitdagen',
  'uitdagen/1',
  'uitdagen/nieuw',
  'zienswijzen',
  'zienswijzen/nieuw',
  'volgen',
  'ideeen/3',
])
  test(`${path} is accessible and fits a phone`, async ({ pageOf }) => {
    const page = await pageOf('bewoner', { width: 390 });
    await page.goto(`/trajecten/${SLUG}/${path}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    await expectAccessible(page);
  });
