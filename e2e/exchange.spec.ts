import { readFile } from 'node:fs/promises';
import mammoth from 'mammoth';
import type { Page } from 'playwright/test';
import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

/** A trajectory without a plan of its own: what is read in there is in nobody's way. */
const PLAN = '/trajecten/pleinenplan-ringdijkhoek/plan';
const FIRST =
  '# Pleinenplan\n\n## 1 Het plein\n\nHet plein is leeg.\n\n## 2 De bomen\n\nEr staan acht bomen.\n\n## 3 De fontein\n\nEr is een fontein.\n';
const SECOND =
  '# Pleinenplan\n\n## 1 Het plein\n\nHet plein is groen.\n\n## 2 De bomen\n\nEr staan acht bomen.\n\n## 4 De banken\n\nEr komen banken.\n';

async function send(page: Page, text: string, name = 'pleinenplan.md'): Promise<void> {
  await page.goto(`${PLAN}/inlezen`);
  await page.getByLabel('Bestand').setInputFiles({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: 'Laat zien wat er verandert' }).click();
}

const changeOf = (page: Page, heading: string) => page.getByRole('article').filter({ has: page.getByRole('heading', { name: heading }) });

test('a trajectory manager reads in a plan and a newer edition, without JavaScript, and sees first what changes', async ({ pageOf }) => {
  const page = await pageOf('trajectmanager', { javaScriptEnabled: false });
  await page.goto(PLAN);
  await page.getByRole('link', { name: 'Lees een nieuwe versie in' }).click();
  await send(page, FIRST);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Wat er verandert');
  await expect(changeOf(page, '1 Het plein')).toContainText('Nieuw');
  await page.getByRole('button', { name: 'Lees in' }).click();
  await expect(page.getByRole('status')).toContainText('3 nieuw, 0 gewijzigd');

  await send(page, SECOND);
  await expect(changeOf(page, '1 Het plein').locator('del')).toContainText('leeg');
  await expect(changeOf(page, '1 Het plein').locator('ins')).toContainText('groen');
  await expect(changeOf(page, '3 De fontein')).toContainText('Vervalt');
  await expect(changeOf(page, '4 De banken')).toContainText('Nieuw');
  await page.goto(PLAN);
  await expect(page.locator('main')).toContainText('Het plein is leeg.');

  await send(page, SECOND);
  await page.getByRole('button', { name: 'Lees in' }).click();
  await expect(page.getByRole('status')).toContainText('1 nieuw, 1 gewijzigd, 1 vervallen, 1 gelijk gebleven');
  await page.getByRole('link', { name: 'Lees het plan' }).click();
  await expect(page.locator('main')).toContainText('Het plein is groen.');

  await send(page, SECOND);
  await expect(page.locator('main')).toContainText('Dit bestand verandert niets.');
  await expect(page.getByRole('button', { name: 'Lees in' })).toHaveCount(0);
});

test('a file that cannot be read is refused with its line, a pasted text stays in the form', async ({ pageOf }) => {
  const page = await pageOf('trajectmanager');
  await send(page, 'Tekst zonder koppen.');
  await expect(page.getByRole('alert')).toContainText('Er staan geen koppen in het bestand.');
  await send(page, '%PDF-1.7', 'plan.docx');
  await expect(page.getByRole('alert')).toContainText('Dit is een pdf.');
  await page.getByText('Of plak de tekst').click();
  await page.getByLabel('Tekst met koppen').fill('Nog steeds geen kop.');
  await page.getByRole('button', { name: 'Laat zien wat er verandert' }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(page.getByLabel('Tekst met koppen')).toHaveValue('Nog steeds geen kop.');
  await expectAccessible(page);
  await send(page, FIRST.replace('leeg', 'vol'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Wat er verandert');
  await expectAccessible(page);
});

test('a resident is not offered to read anything in, and is refused', async ({ pageOf, page }) => {
  const resident = await pageOf('bewoner');
  await resident.goto(`/trajecten/${SLUG}/plan`);
  await expect(resident.getByRole('link', { name: 'Lees een nieuwe versie in' })).toHaveCount(0);
  expect((await resident.goto(`/trajecten/${SLUG}/plan/inlezen`))?.status()).toBe(403);
  const sent = await resident.request.post(`/trajecten/${SLUG}/plan/inlezen`, {
    headers: { origin: new URL(resident.url()).origin },
    multipart: { file: { name: 'x.md', mimeType: 'text/markdown', buffer: Buffer.from(FIRST) } },
  });
  expect(sent.status()).toBe(403);
  await page.goto(`/trajecten/${SLUG}/plan/inlezen`);
  await expect(page).toHaveURL(/inloggen/);
});

test('anybody takes the plan along as Word, web page and Markdown', async ({ page }) => {
  await page.goto(`/trajecten/${SLUG}/plan`);
  const fetched = async (name: string) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
    return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
  };
  const word = await fetched('Download de plantekst als Word (.docx)');
  expect(word.name).toBe(`plan-${SLUG}.docx`);
  const { value } = await mammoth.convertToHtml({ buffer: word.content });
  expect(value).toMatch(/<h1>.*1 Waarom dit plan<\/h1>/);
  expect(value).toMatch(/<h2>.*1\.1 De vraag<\/h2>/);
  const markdown = (await fetched('Download de plantekst als Markdown (.md)')).content.toString();
  expect(markdown).toContain('### 1.1 De vraag');
  const html = await fetched('Download de plantekst als Webpagina (.html)');
  // Not under our address, whose rules would take its style away.
  await page.goto('about:blank');
  await page.setContent(html.content.toString());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('De Amstel verandert');
  await expectAccessible(page);
});

test('on paper stands the text, without anything to click', async ({ page }) => {
  await page.emulateMedia({ media: 'print' });
  await page.goto(`/trajecten/${SLUG}/plan`);
  await expect(page.getByRole('heading', { name: '1.1 De vraag' })).toBeVisible();
  await expect(page.getByText(/^Gelezen op http/)).toBeVisible();
  for (const hidden of ['.top', '.foot', '.toc', '.file-links', '.sec-acts']) await expect(page.locator(hidden).first()).toBeHidden();
});
