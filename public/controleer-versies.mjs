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

let previous = null;
for (const [index, version] of versions.entries()) {
  const { content, createdAt, note, number, title } = version;
  if (number !== index + 1) {
    console.error(`Versie ${index + 1} ontbreekt.`);
    process.exit(1);
  }
  const said = canonical({ content, createdAt, note, number, previous, section, title });
  const code = createHash('sha256').update(said).digest('hex');
  if (code !== version.sha256) {
    console.error(`Versie ${number} klopt niet.\n  in het bestand: ${version.sha256}\n  uitgerekend:    ${code}`);
    process.exit(1);
  }
  console.log(`versie ${number} klopt: ${code}`);
  previous = code;
}
console.log(`Alles klopt: ${versions.length} versies.`);
