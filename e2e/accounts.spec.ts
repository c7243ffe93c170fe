import { expect, signIn, test } from './fixtures.ts';

test('somebody registers, confirms by mail, signs out and in, and sets a new password', async ({ page }) => {
  const email = 'nieuwe.buur@oever.example';
  await page.goto('/registreren');
  await page.locator('input[name=name]').fill('Nieuwe Buur');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill('een lang wachtwoord 7');
  await page.getByRole('button', { name: 'Maak account' }).click();
  await expect(page.locator('main')).toContainText(/mail/i);

  await openLinkInMail(page, /bevestigen\?code=/);
  await page.getByRole('button', { name: 'Bevestig mijn e-mailadres' }).click();
  await page.goto('/inloggen');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill('een lang wachtwoord 7');
  await page.locator('main button[type=submit]').first().click();
  await expect(page).not.toHaveURL(/inloggen/);
  await page.goto('/uitloggen');
  await page.locator('main button[type=submit]').first().click();
  await page.goto('/mijn');
  await expect(page).toHaveURL(/inloggen/);

  await page.goto('/wachtwoord-vergeten');
  await page.locator('input[name=email]').fill(email);
  await page.locator('main button[type=submit]').first().click();
  await openLinkInMail(page, /wachtwoord-nieuw\?code=/);
  await page.locator('input[name=password]').first().fill('een ander wachtwoord 8');
  await page.getByRole('button', { name: 'Bewaar wachtwoord' }).click();
  await page.goto('/inloggen');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill('een ander wachtwoord 8');
  await page.locator('main button[type=submit]').first().click();
  await page.goto('/mijn');
  await expect(page).toHaveURL(/mijn/);
});

test('a wrong password says so without telling whether the account exists, and keeps the address', async ({ page }) => {
  const texts: string[] = [];
  for (const email of ['bewoner@oever.example', 'niemand@oever.example']) {
    await page.goto('/inloggen');
    await page.locator('input[name=email]').fill(email);
    await page.locator('input[name=password]').fill('helemaal verkeerd');
    const [response] = await Promise.all([
      page.waitForResponse((answer) => answer.request().method() === 'POST'),
      page.locator('main button[type=submit]').first().click(),
    ]);
    expect(response.status()).toBe(400);
    await expect(page.locator('input[name=email]')).toHaveValue(email);
    texts.push(await page.getByRole('alert').innerText());
  }
  expect(texts[0]).toBe(texts[1]);
});

test('signing in never leads to another website', async ({ page, baseURL }) => {
  for (const target of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    await page.context().clearCookies();
    await page.goto(`/inloggen?redirectTo=${encodeURIComponent(target)}`);
    await page.locator('input[name=email]').fill('bewoner@oever.example');
    await page.locator('input[name=password]').fill('oever-demo-2026');
    await page.locator('main button[type=submit]').first().click();
    await page.waitForLoadState();
    expect(new URL(page.url()).origin).toBe(baseURL);
  }
});

test('the session cookie is out of reach of scripts, and pages for a session are not kept', async ({ page, context }) => {
  await signIn(page, 'bewoner');
  const cookie = (await context.cookies()).find(({ name }) => name === 'oever_session');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  const response = await page.goto('/mijn');
  expect(response?.headers()['cache-control']).toBe('private, no-store');
});

test('another website cannot post here', async ({ request }) => {
  for (const origin of ['https://evil.example', 'null', undefined]) {
    for (const path of ['/inloggen', '/uitloggen', '/api/trpc/auth.signOut']) {
      const response = await request.post(path, { headers: origin ? { Origin: origin } : {}, form: { email: 'a', password: 'b' } });
      expect(response.status(), `${path} from ${origin}`).toBe(403);
    }
  }
});

async function openLinkInMail(page: import('playwright/test').Page, pattern: RegExp): Promise<void> {
  await page.goto('/dev/mail');
  const text = await page.locator('main').innerText();
  const link = text.match(/https?:\/\/\S+/g)?.find((url) => pattern.test(url));
  expect(link, 'a mail with the link').toBeTruthy();
  const { pathname, search } = new URL(link ?? '');
  await page.goto(pathname + search);
}
