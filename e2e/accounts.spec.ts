import type { Page } from 'playwright/test';
import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

/** Shown as it was typed, wherever it stands. */
const NAME = 'Wandelaar <b>& "Proef"</b> $&';

/** The link in the newest mail with these words in its subject, as a path on the site. */
async function linkFromMail(page: Page, subject: string): Promise<string> {
  await page.goto('/dev/mail');
  const mail = page.locator('ol > li', { has: page.getByRole('heading', { name: subject }) }).first();
  const { pathname, search } = new URL((await mail.locator('a[href*="code="]').first().getAttribute('href')) ?? '');
  return pathname + search;
}

test('somebody makes an account, confirms the address, forgets the password and chooses a new one, without JavaScript', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  const email = `wandelaar-${Date.now()}@oever.example`;
  await page.goto('/registreren');
  await page.getByLabel('Uw naam').fill(NAME);
  await page.getByLabel('E-mailadres').fill(email);
  await page.getByLabel('Wachtwoord').fill('welkom01');
  await page.getByRole('button', { name: 'Maak account' }).click();
  await expect(page.getByRole('alert')).toContainText('te vaak gebruikt');
  await expect(page.getByLabel('Uw naam')).toHaveValue(NAME);
  await page.getByLabel('Wachtwoord').fill('een boot vol eenden');
  await page.getByRole('button', { name: 'Maak account' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kijk in uw mail');

  const confirmation = await linkFromMail(page, 'Bevestig uw e-mailadres');
  await page.goto(confirmation);
  await page.getByRole('button', { name: 'Bevestig mijn e-mailadres' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Uw e-mailadres is bevestigd');
  await page.goto(confirmation);
  await page.getByRole('button', { name: 'Bevestig mijn e-mailadres' }).click();
  await expect(page.getByRole('alert')).toContainText('gebruikt of verlopen');

  await page.goto('/wachtwoord-vergeten');
  await page.getByLabel('E-mailadres').fill(email);
  await page.getByRole('button', { name: 'Stuur mij een link' }).click();
  await page.goto(await linkFromMail(page, 'Kies een nieuw wachtwoord'));
  await page.getByLabel('Nieuw wachtwoord').fill('een vlot vol ganzen');
  await page.getByRole('button', { name: 'Bewaar wachtwoord' }).click();
  await expect(page.getByRole('status')).toContainText('Uw nieuwe wachtwoord werkt');

  await page.getByLabel('E-mailadres').fill(email);
  await page.getByLabel('Wachtwoord').fill('een boot vol eenden');
  await page.getByRole('button', { name: 'Log in', exact: true }).first().click();
  await expect(page.getByRole('alert')).toContainText('klopt niet');
  await page.getByLabel('Wachtwoord').fill('een vlot vol ganzen');
  await page.getByRole('button', { name: 'Log in', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Dag ${NAME}`);
  await expect(page.getByText('Bevestigd', { exact: true })).toBeVisible();
  await page.goto('/trajecten');
  await expect(page.locator('.top-act .me')).toHaveText(NAME);
  await context.close();
});

test('a reported comment is hidden, its author objects, and another moderator decides', async ({ pageOf }) => {
  const [author, neighbour, moderator, admin] = [
    await pageOf('bewoner'),
    await pageOf('bewoner2'),
    await pageOf('moderator'),
    await pageOf('beheer'),
  ];
  for (const page of [author, moderator]) await page.goto('/toegankelijkheid');
  const call = (page: typeof author, path: string, input: unknown) =>
    page.evaluate(
      async ([url, body]) => {
        const answer = await fetch(`/api/trpc/${url}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
        return answer.json();
      },
      [path, JSON.stringify(input)] as const,
    );
  const words = `Dit is een onbeschofte reactie ${Date.now()}.`;
  const ideas = await author.evaluate(async (slug) => {
    const input = encodeURIComponent(JSON.stringify({ trajectory: slug, sort: 'newest', limit: 1 }));
    return (await fetch(`/api/trpc/ideas.list?input=${input}`)).json();
  }, SLUG);
  const idea = ideas.result.data.items[0];
  const comment = await call(author, 'comments.create', { ideaId: idea.id, body: words });
  const commentId: string = comment.result.data.id;

  await neighbour.goto(`/melden?soort=reactie&id=${commentId}`);
  await expectAccessible(neighbour);
  await neighbour.getByLabel('Hier wordt iemand uitgescholden').check();
  await neighbour.getByRole('button', { name: 'Verstuur melding' }).click();
  await expect(neighbour.getByRole('heading', { level: 1 })).toHaveText('Uw melding is verstuurd');

  await moderator.goto('/moderatie');
  const row = moderator.getByRole('listitem').filter({ hasText: words });
  await row.getByText('Beslis').click();
  await expectAccessible(moderator);
  await row.getByRole('button', { name: 'Verberg' }).click();
  await expect(moderator.getByRole('alert')).toContainText('minstens 10 tekens');
  await moderator.getByRole('listitem').filter({ hasText: words }).getByLabel('Reden').fill('U scheldt een andere bewoner uit.');
  await moderator.getByRole('listitem').filter({ hasText: words }).getByRole('button', { name: 'Verberg' }).click();
  await expect(moderator.getByRole('status')).toContainText('bewaard');
  await neighbour.goto(`/trajecten/${SLUG}/ideeen/${idea.number}`);
  await expect(neighbour.getByText(words)).toHaveCount(0);

  await author.goto('/mijn');
  await author.getByRole('link', { name: 'Lees waarom, of maak bezwaar' }).first().click();
  await expect(author.getByText('U scheldt een andere bewoner uit.')).toBeVisible();
  await expectAccessible(author);
  await author.getByLabel('Waarom klopt het besluit niet?').fill('Ik had het over mijzelf, niet over een ander.');
  await author.getByRole('button', { name: 'Maak bezwaar' }).click();
  await expect(author.getByRole('status')).toContainText('uiterlijk');

  await moderator.goto('/moderatie');
  await expect(moderator.getByRole('listitem').filter({ hasText: words })).toContainText('Een collega beslist');
  await admin.goto('/moderatie');
  const appeal = admin.getByRole('listitem').filter({ hasText: words });
  await appeal.getByText('Beslis', { exact: true }).click();
  await appeal.getByLabel('De schrijver krijgt gelijk').check();
  await appeal.getByLabel('Reden').fill('De schrijver bedoelt zichzelf. Dat mag.');
  await appeal.getByRole('button', { name: 'Beslis op bezwaar' }).click();
  await expect(admin.getByRole('status')).toContainText('bewaard');
  await neighbour.goto(`/trajecten/${SLUG}/ideeen/${idea.number}`);
  await expect(neighbour.getByText(words)).toBeVisible();
});

test('an administrator gives a role and takes it away; that person is signed out at once', async ({ browser, baseURL, pageOf }) => {
  const admin = await pageOf('beheer');
  await admin.goto('/beheer');
  // Somebody of their own: taking a role ends sessions, and other journeys use the demo accounts.
  const name = `kandidaat-${Date.now()}`;
  const password = 'een boot vol eenden';
  await admin.evaluate(
    (body) => fetch('/api/trpc/auth.register', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }),
    JSON.stringify({ name, email: `${name}@oever.example`, password }),
  );
  const context = await browser.newContext({ baseURL });
  const person = await context.newPage();
  const enter = async () => {
    await person.goto('/inloggen');
    await person.getByLabel('E-mailadres').fill(`${name}@oever.example`);
    await person.getByLabel('Wachtwoord').fill(password);
    await person.getByRole('button', { name: 'Log in', exact: true }).first().click();
    await expect(person).toHaveURL(/mijn/);
  };
  await enter();
  await admin.goto(`/beheer?zoek=${name}`);
  const row = admin.getByRole('listitem').filter({ hasText: `${name}@oever.example` });
  await row.getByText('Wijzig').click();
  await expectAccessible(admin);
  await row.getByLabel('Rol').selectOption({ label: 'Moderator' });
  await row.getByRole('button', { name: 'Geef deze rol' }).click();
  await expect(admin.getByRole('status')).toContainText('bewaard');
  await person.goto('/moderatie');
  await expect(person).toHaveURL(/moderatie/);
  await admin.goto(`/beheer?zoek=${name}`);
  await admin.getByRole('button', { name: 'Neem weg' }).click();
  await expect(admin.getByRole('status')).toContainText('bewaard');
  await person.goto('/moderatie');
  await expect(person).toHaveURL(/inloggen/);
  await enter();
  const answer = await person.goto('/moderatie');
  expect(answer?.status()).toBe(403);
  await context.close();
});

test('the last administrator keeps the role', async ({ pageOf }) => {
  const admin = await pageOf('beheer');
  await admin.goto('/beheer');
  await admin.getByRole('listitem').filter({ hasText: 'beheer@oever.example' }).getByRole('button', { name: 'Neem weg' }).click();
  await expect(admin.getByRole('alert')).toContainText('eerst iemand anders');
});

test('signing in never leads to another site', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL });
  for (const target of ['//elders.example', '/\\elders.example', 'https://elders.example', '/.//elders.example']) {
    const answer = await context.request.post('/inloggen', {
      form: { email: 'bewoner@oever.example', password: 'oever-demo-2026', redirectTo: target },
      headers: { Origin: new URL(baseURL ?? '').origin },
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(302);
    expect(new URL(answer.headers().location ?? '', baseURL).origin).toBe(new URL(baseURL ?? '').origin);
  }
  await context.close();
});
