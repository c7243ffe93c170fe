import { expect, SLUG, test } from './fixtures.ts';

/** Each would run, or make the element it carries, in a page that gave back what its address says as it came. */
const PAYLOADS = [
  '<script>alert(1)</script><b data-out>',
  '"><img src=x onerror=alert(1) data-out>',
  "'><svg onload=alert(1) data-out>",
  '</title></textarea><iframe srcdoc="<script>alert(1)</script>" data-out>',
  'javascript:alert(1)',
];
const PLACES: [path: string, names: string[]][] = [
  ['/inloggen', ['redirectTo']],
  ['/registreren', ['redirectTo']],
  ['/ideeen', ['zoek', 'sorteer', 'na']],
  [`/trajecten/${SLUG}/ideeen`, ['zoek', 'thema', 'gebied', 'status', 'na']],
  [`/trajecten/${SLUG}/ideeen/nieuw`, ['titel']],
  ['/antwoordtijden', ['jaar', 'team', 'soort']],
];

test('what stands in an address does nothing in a browser', async ({ page, baseURL }) => {
  const happened: string[] = [];
  page.on('dialog', async (dialog) => {
    happened.push(`a dialog on ${page.url()}`);
    await dialog.dismiss();
  });
  let shown = 0;
  for (const [path, names] of PLACES) {
    for (const payload of PAYLOADS) {
      const query = new URLSearchParams(names.map((name) => [name, payload]));
      await page.goto(`${path}?${query}`);
      if ((await page.content()).includes('alert(1)')) shown++;
      expect(await page.locator('[data-out]').count(), `${path} ${payload}`).toBe(0);
      expect(await page.locator('a[href^="javascript:" i], form[action^="javascript:" i]').count(), `${path} ${payload}`).toBe(0);
      expect(new URL(page.url()).origin).toBe(new URL(baseURL ?? '').origin);
    }
  }
  // Given back as words on some, or this would be about nothing.
  expect(shown).toBeGreaterThanOrEqual(5);
  expect(happened).toEqual([]);
});
