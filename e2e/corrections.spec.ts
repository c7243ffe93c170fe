import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

/** Answered in the demo, and used by no other journey. */
const IDEA = 'De losloopplek';

test('an official corrects an answer past a colleague; everybody reads what changed and why, and nothing deletes the old one', async ({
  pageOf,
  page,
  request,
}) => {
  await page.goto(`/trajecten/${SLUG}/reacties`);
  const title = page.getByRole('link', { name: 'Hondenlosloopplek aan de zuidkant laten' }).first();
  const path = (await title.getAttribute('href')) ?? '';
  await title.click();
  const answer = page.locator('.ans').first();
  await expect(answer).toContainText(IDEA.slice(3));
  const report = (await answer.getByRole('link', { name: 'Meld het' }).getAttribute('href')) ?? '';

  const writer = await pageOf('ambtenaar', { javaScriptEnabled: false });
  await writer.goto(path);
  await writer.getByRole('link', { name: 'Naar het antwoord' }).click();
  await writer.getByText('Corrigeer dit antwoord').click();
  await writer.getByRole('button', { name: 'Vraag een collega om mee te lezen' }).click();
  // Without a reason nothing begins, and what stood there is still in the form.
  await expect(writer.getByRole('alert')).toContainText('wat er niet klopte');
  await writer.getByLabel('Wat klopte er niet?').fill('Het hek komt niet tegelijk met de oever, maar een jaar eerder.');
  await writer.getByLabel('Wat gebeurt er nu en wanneer?').fill('Het hek komt een jaar voor de nieuwe oever.');
  await writer.getByRole('button', { name: 'Vraag een collega om mee te lezen' }).click();
  await expect(writer.getByRole('status')).toContainText('Een collega kan nu tegenlezen');
  await page.reload();
  await expect(answer).not.toContainText('Gecorrigeerd');

  const reader = await pageOf('collega', { javaScriptEnabled: false });
  await reader.goto('/werkvoorraad');
  await reader.locator('section', { hasText: 'Correcties van antwoorden' }).getByRole('link').first().click();
  await expect(reader.locator('.correction-draft')).toContainText('Het hek komt niet tegelijk');
  await reader.getByRole('button', { name: 'Keur goed' }).click();
  await reader
    .getByRole('button', { name: /Publiceer/ })
    .first()
    .click();
  await expect(reader.getByRole('status')).toContainText('staat op de site');

  await page.reload();
  await expect(answer.locator('.corrected')).toContainText('een jaar eerder');
  await answer.getByText('Lees wat er eerst stond').click();
  await expect(answer.locator('.former del').first()).toBeVisible();
  await expect(answer.locator('.former del').filter({ hasText: 'tegelijk' })).toBeVisible();
  await expectAccessible(page);

  // The old one is not to be had away, by anybody, by any door.
  const api = await (await request.get(`/api/v1/trajectories/${SLUG}/responses?limit=100`)).json();
  const items: { id: string; correctedAt: string | null; versions: unknown[]; url: string }[] = api.items ?? api.results ?? api;
  const corrected = items.find(({ url, correctedAt }) => url.endsWith(path) && correctedAt !== null);
  expect(corrected?.versions).toHaveLength(1);
  const doors = [`/api/v1/trajectories/${SLUG}/responses`, `/api/v1/trajectories/${SLUG}/responses/${corrected?.id}`, path];
  for (const door of doors) {
    for (const staff of [request, writer.request]) {
      const status = (await staff.delete(door, { headers: { Origin: new URL(page.url()).origin } })).status();
      expect(door.startsWith('/api') ? [404, 405] : [405], `${door}: ${status}`).toContain(status);
    }
  }

  const moderator = await pageOf('moderator');
  await moderator.goto(report);
  await expect(moderator.locator('main')).toContainText('Het hek komt een jaar voor de nieuwe oever');
});

test('a phase that runs gets other dates with a reason that everybody reads', async ({ pageOf, page }) => {
  await page.goto(`/trajecten/${SLUG}`);
  const moves = page.locator('.phase-moves');
  await expect(moves).toContainText('Samen schrijven: verlengd van');
  await expect(moves).toContainText('De brieven over het meeschrijven kwamen een week te laat.');
  const manager = await pageOf('trajectmanager', { javaScriptEnabled: false });
  await manager.goto('/beheer');
  await manager.getByText('De Amstel verandert').first().click();
  const phase = manager.locator('form', { has: manager.locator('legend', { hasText: 'Samen schrijven' }) }).first();
  const last = await phase.getByLabel('Laatste dag').inputValue();
  const earlier = new Date(Date.parse(last) - 86_400_000).toISOString().slice(0, 10);
  await phase.getByLabel('Laatste dag').fill(earlier);
  await phase.getByRole('button', { name: 'Bewaar' }).click();
  await expect(manager.getByRole('alert').first()).toContainText('iedereen leest de reden');
});
