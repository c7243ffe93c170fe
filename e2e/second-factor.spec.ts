import { codeOf, stepAt } from '../server/auth/one-time-codes.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** What the app makes of the characters that were typed over. */
function secretIn(typed: string): Buffer {
  const bits = [...typed.replaceAll('-', '')].map((sign) => BASE32.indexOf(sign).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

test('an official sets codes from an app up, keeps the codes on paper, and takes them away, without JavaScript', async ({ pageOf }) => {
  const page = await pageOf('collega', { javaScriptEnabled: false });
  await page.goto('/mijn/veiligheid');
  await page.getByRole('link', { name: 'Gebruik codes uit een app' }).click();
  await page.getByRole('button', { name: 'Begin' }).click();
  const secret = secretIn((await page.locator('.app-secret').textContent()) ?? '');
  await expect(page.getByRole('link', { name: 'Of open de app op dit apparaat' })).toHaveAttribute(
    'href',
    /^otpauth:\/\/totp\/Oever%20Amstelboog:/,
  );
  await page.getByLabel('Code van zes cijfers').fill('12');
  await page.getByRole('button', { name: 'Controleer en zet aan' }).click();
  await expect(page.getByRole('alert')).toContainText('Deze code klopt niet');
  await page.getByLabel('Code van zes cijfers').fill(codeOf(secret, stepAt(new Date())));
  await page.getByRole('button', { name: 'Controleer en zet aan' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bewaar deze tien codes op papier');
  await expect(page.locator('.paper-codes li')).toHaveCount(10);
  await page.getByRole('link', { name: 'Ik heb ze bewaard' }).click();
  await expect(page.getByRole('status')).toHaveText('U kunt nu codes uit de app gebruiken.');

  await page.goto('/dev/mail');
  await expect(page.locator('.mail-text').filter({ hasText: 'codes uit een app gebruiken als tweede stap' }).first()).toBeVisible();

  await page.goto('/mijn/veiligheid/codes');
  await expect(page.getByText('U heeft nog 10 codes op papier.')).toBeVisible();
  await page.getByRole('button', { name: 'Maak nieuwe codes voor op papier' }).click();
  await expect(page.locator('.paper-codes li')).toHaveCount(10);
  await page.goto('/mijn/veiligheid/codes');
  await page.getByRole('button', { name: 'Haal weg' }).click();
  await expect(page.getByRole('status')).toContainText('De codes zijn weg.');
  await expect(page.getByText('U gebruikt geen codes uit een app.')).toBeVisible();
});

test('the pages of it can be used by everybody', async ({ pageOf }) => {
  const page = await pageOf('griffie');
  await page.goto('/mijn/veiligheid/codes');
  await page.getByRole('button', { name: 'Begin' }).click();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
});
