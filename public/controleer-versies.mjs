#!/usr/bin/env node
/*
 * Rekent de ketting van versies na van een deel van een plan in Oever.
 *
 *   node controleer-versies.mjs versies.json
 *
 * Het bestand haalt u op bij "Controleer deze versies". U hebt alleen Node.js nodig; er gaat niets over internet.
 *
 * Voor elke versie maakt dit programma de tekst die erin staat op één vaste manier op (sleutels op volgorde, geen spaties),
 * samen met de code van de versie ervoor, en neemt daarvan de SHA-256. Die moet gelijk zijn aan de code bij de versie.
 *
 * Uit een versie kan een moderator woorden hebben weggehaald, zoals een telefoonnummer. De code van die versie hoort bij de
 * tekst van ervoor en is niet meer na te rekenen; de versie erna gebruikt hem nog. Wat er nu staat heeft een tweede code.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** JSON met één schrijfwijze: sleutels op volgorde van hun letters, geen spaties. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}

const file = process.argv[2];
if (!file) {
  console.error('Zo werkt het: node controleer-versies.mjs versies.json');
  process.exit(2);
}
const { section, versions } = JSON.parse(readFileSync(file, 'utf8'));

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

let previous = null;
let withoutWords = 0;
for (const [index, version] of versions.entries()) {
  const { content, createdAt, note, number, title } = version;
  if (number !== index + 1) {
    console.error(`Versie ${index + 1} ontbreekt.`);
    process.exit(1);
  }
  const { redacted } = version;
  const said = { content, createdAt, note, number, previous, section, title };
  const code = sha256(
    canonical(redacted ? { ...said, original: version.sha256, redacted: { at: redacted.at, rule: redacted.rule } } : said),
  );
  const given = redacted ? redacted.sha256 : version.sha256;
  if (code !== given) {
    console.error(`Versie ${number} klopt niet.\n  in het bestand: ${given}\n  uitgerekend:    ${code}`);
    process.exit(1);
  }
  if (redacted) {
    withoutWords += 1;
    console.log(`versie ${number}: woorden weggehaald op ${redacted.at.slice(0, 10)}; de code hoort bij de tekst van ervoor: ${version.sha256}`);
    console.log(`  wat er nu staat klopt met zijn tweede code: ${code}`);
  } else console.log(`versie ${number} klopt: ${code}`);
  previous = version.sha256;
}
console.log(
  withoutWords === 0
    ? `Alles klopt: ${versions.length} versies.`
    : `Alles klopt: ${versions.length} versies, waarvan ${withoutWords} zonder woorden die een moderator weghaalde.`,
);
