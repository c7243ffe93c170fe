import type { Page } from 'playwright/test';
import { expect, expectAccessible, SLUG, signIn, test } from './fixtures.ts';

const PASSWORD = 'een boot vol eenden';

/** The newest mail with these words in its subject: its text. */
async function mailText(page: Page, subject: string): Promise<string> {
  await page.goto('/dev/mail');
  const mail = page.locator('ol > li', { has: page.getByRole('heading', { name: subject }) }).first();
  return (await mail.locator('.mail-text').textContent()) ?? '';
}

/** The link in it, as a path on the site. */
async function linkFromMail(page: Page, subject: string): Promise<string> {
  const [link] = /https?:\/\/\S+code=\S+/.exec(await mailText(page, subject)) ?? [];
  const { pathname, search } = new URL(link ?? '');
  return pathname + search;
}

/** Somebody of their own, confirmed by the link that signs them in. */
async function newPerson(page: Page, name: string): Promise<string> {
  const email = `${name.toLowerCase()}-${Date.now()}@oever.example`;
  await page.goto('/registreren');
  await page.getByLabel('Uw naam').fill(name);
  await page.getByLabel('E-mailadres').fill(email);
  await page.getByLabel('Wachtwoord').fill(PASSWORD);
  await page.getByRole('button', { name: 'Maak account' }).click();
  return email;
}

test('somebody signs in with a link from the mail, looks where else they are, and signs out there, without JavaScript', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  const email = await newPerson(page, 'Linker');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kijk in uw mail');
  // A password that was chosen before the address was shown to be theirs would go with the link.
  await page.goto(await linkFromMail(page, 'Bevestig uw e-mailadres'));
  await page.getByRole('button', { name: 'Bevestig mijn e-mailadres' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Uw e-mailadres is bevestigd');
  await page.goto('/inloggen?redirectTo=/mijn/veiligheid');
  await expectAccessibleWithoutScript(page);
  await page.getByRole('link', { name: 'Stuur mij een link per mail' }).click();
  await page.getByLabel('E-mailadres').fill(email);
  await page.getByRole('button', { name: 'Stuur mij een link' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kijk in uw mail');
  const link = await linkFromMail(page, 'Uw link om in te loggen');
  // A mail program looks first: that uses nothing up.
  await context.request.get(link);
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Log in als ${email}`);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await expect(page).toHaveURL(/mijn\/veiligheid/);
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Deze link werkt niet meer');

  const other = await browser.newContext({
    baseURL,
    userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1',
  });
  const there = await other.newPage();
  await there.goto('/inloggen');
  await there.getByLabel('E-mailadres').fill(email);
  await there.getByLabel('Wachtwoord').fill(PASSWORD);
  await there.getByRole('button', { name: 'Log in', exact: true }).first().click();
  await expect(there).toHaveURL(/mijn/);
  await page.goto('/mijn/veiligheid');
  const row = page.getByRole('listitem').filter({ hasText: 'Safari op een iPhone' });
  await expect(row).toContainText('met wachtwoord');
  await row.getByRole('button', { name: 'Log hier uit' }).click();
  await expect(page.getByRole('status')).toContainText('uitgelogd');
  await there.goto('/mijn');
  await expect(there).toHaveURL(/inloggen/);
  await other.close();
  await context.close();
});

async function expectAccessibleWithoutScript(page: Page): Promise<void> {
  // Axe is a script: where there is none, at least each field has a name.
  for (const field of await page.locator('main input:not([type=hidden])').all()) await expect(field).toHaveAccessibleName(/.+/);
}

test('a passkey is made, named, used to sign in, and removed', async ({ page }) => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const email = await newPerson(page, 'Sleutelaar');
  await page.goto('/inloggen');
  await page.getByLabel('E-mailadres').fill(email);
  await page.getByLabel('Wachtwoord').fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in', exact: true }).first().click();
  await expect(page).toHaveURL(/mijn/);
  await page.goto('/mijn/veiligheid');
  await page.getByLabel('Naam van de sleutel').fill('Laptop thuis');
  await page.getByRole('button', { name: 'Maak een sleutel' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'bewaard' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Laptop thuis' })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await page.context().clearCookies();
  await page.goto('/inloggen?redirectTo=/mijn/veiligheid');
  await page.getByRole('button', { name: 'Log in met een sleutel' }).click();
  await expect(page).toHaveURL(/mijn\/veiligheid/);
  await expect(page.getByText(/^laatst gebruikt vandaag/)).toBeVisible();
  await page.getByRole('button', { name: 'Haal weg Laptop thuis' }).click();
  await expect(page.getByText('U heeft nog geen sleutel.')).toBeVisible();
});

test('somebody links a national sign-in, signs in with it, and a citizen service number is refused', async ({ page }) => {
  const email = await newPerson(page, 'Koppelaar');
  await page.goto('/inloggen');
  await page.getByLabel('E-mailadres').fill(email);
  await page.getByLabel('Wachtwoord').fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in', exact: true }).first().click();
  await expect(page).toHaveURL(/mijn/);
  await page.goto('/mijn/veiligheid');
  await page.getByRole('button', { name: 'Koppel Proef-ID' }).click();
  await page.getByRole('link', { name: 'Bo van de Kade' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'koppeling is gemaakt' })).toBeVisible();
  await expect(page.getByText('U bent bevestigd met een landelijke inlog.')).toBeVisible();
  await page.context().clearCookies();
  await page.goto('/inloggen');
  await page.getByRole('button', { name: 'Log in met Proef-ID' }).click();
  await page.getByRole('link', { name: 'Bo van de Kade' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dag Koppelaar');
  await page.context().clearCookies();
  await page.goto('/inloggen');
  await page.getByRole('button', { name: 'Log in met Proef-ID' }).click();
  await page.getByRole('link', { name: 'Met burgerservicenummer' }).click();
  await expect(page.getByRole('alert')).toContainText('burgerservicenummer');
  await page.goto('/mijn');
  await expect(page).toHaveURL(/inloggen/);
});

test('a visitor proposes an idea once without an account, and without JavaScript', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  const title = `Een bankje voor één keer ${Date.now()}`;
  await page.goto(`/trajecten/${SLUG}/ideeen/nieuw`);
  await page.locator('input[name=title]').fill(title);
  await page.locator('textarea[name=body]').fill('Daar kan iedereen even zitten en naar het water kijken.');
  await page.getByRole('button', { name: 'Doe één keer mee zonder account' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Doe één keer mee zonder account');
  await page.getByLabel('Uw naam').fill('Gemeente Amstelboog');
  await page.getByLabel('E-mailadres').fill(`eenmalig-${Date.now()}@oever.example`);
  await page.getByRole('button', { name: 'Stuur mij de mail' }).click();
  await expect(page.getByRole('alert')).toContainText('lijkt van de gemeente');
  await page.getByLabel('Uw naam').fill('Toos');
  await page.getByRole('button', { name: 'Stuur mij de mail' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kijk in uw mail');
  await page.goto(await linkFromMail(page, 'Plaats uw bijdrage'));
  await page.getByRole('button', { name: 'Zet het op de website' }).click();
  await page.getByRole('link', { name: 'Bekijk het' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(page.locator('main')).toContainText('Toos');
  await context.close();
});

test('a resident asks for a letter, the municipality prints and posts it, and the code confirms the address', async ({ page, pageOf }) => {
  const email = await newPerson(page, 'Briefwisselaar');
  await page.goto('/inloggen');
  await page.getByLabel('E-mailadres').fill(email);
  await page.getByLabel('Wachtwoord').fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in', exact: true }).first().click();
  await expect(page).toHaveURL(/mijn/);
  await page.goto('/mijn/adres');
  await expectAccessible(page);
  const addressee = `B. Brief ${Date.now()}`;
  await page.getByLabel('Naam op de brievenbus').fill(addressee);
  await page.getByLabel('Straat en huisnummer').fill('Noordkade 12');
  await page.getByLabel('Postcode').fill('1234ab');
  await page.getByLabel('Woonplaats').fill('Amstelboog');
  await page.getByRole('button', { name: 'Stuur mij een brief' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Uw brief wordt gemaakt');

  const admin = await pageOf('beheer');
  await admin.goto('/beheer/brieven');
  await expectAccessible(admin);
  await admin.getByRole('button', { name: 'Maak de brieven om te printen' }).click();
  const sheet = admin.getByRole('article').filter({ hasText: addressee });
  const code = (await sheet.locator('.sheet-code').textContent()) ?? '';
  await admin.goto('/beheer/brieven');
  await admin.getByRole('button', { name: 'Deze brieven zijn op de post' }).click();
  await expect(admin.getByRole('status')).toContainText('afgevinkt');

  await page.goto('/mijn/adres');
  await page.getByLabel('Code uit de brief').fill('ZZZZ-ZZZZ');
  await page.getByRole('button', { name: 'Bevestig mijn adres' }).click();
  await expect(page.getByRole('alert')).toContainText('klopt niet');
  await page.getByLabel('Code uit de brief').fill(code.toLowerCase());
  await page.getByRole('button', { name: 'Bevestig mijn adres' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Uw adres is bevestigd');
});

test('who chooses a pen name is called that everywhere, and cannot pass for the municipality', async ({ page }) => {
  const email = await newPerson(page, 'Schuilhout');
  await page.goto('/inloggen');
  await page.getByLabel('E-mailadres').fill(email);
  await page.getByLabel('Wachtwoord').fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in', exact: true }).first().click();
  await page.goto('/mijn/naam');
  await expectAccessible(page);
  await page.getByLabel('Een schuilnaam').check();
  await page.getByLabel('Schuilnaam (').fill('Moderator');
  await page.getByRole('button', { name: 'Bewaar' }).click();
  await expect(page.getByRole('alert')).toContainText('lijkt van de gemeente');
  await page.getByLabel('Schuilnaam (').fill('Kadekat');
  await page.getByRole('button', { name: 'Bewaar' }).click();
  await expect(page.locator('.top-act .me')).toHaveText('Kadekat');
});

test('after a quarter of an hour a dangerous act asks who it is, and goes on with what was asked', async ({ page }) => {
  await signIn(page, 'bewoner2');
  await page.goto('/mijn/veiligheid/bevestigen?naar=/mijn/gegevens/verwijderen');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Stuur mij een code' }).click();
  const mailbox = await page.context().newPage();
  const code = /code is (\d{6})/.exec(await mailText(mailbox, 'Uw code'))?.[1] ?? '';
  await mailbox.close();
  await page.getByLabel('Code van zes cijfers').fill(code);
  await page.getByRole('button', { name: 'Ga verder' }).last().click();
  await expect(page).toHaveURL(/gegevens\/verwijderen/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Weet u het zeker?');
});
