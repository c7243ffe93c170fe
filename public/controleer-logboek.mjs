#!/usr/bin/env node
/*
 * Rekent de dagcodes van het logboek van Oever na.
 *
 *   node controleer-logboek.mjs logboek-2026-11-20.json logboek-2026-11-21.json …
 *
 * De bestanden haalt u op bij "Controleer het logboek". U hebt alleen Node.js nodig; er gaat niets over internet.
 *
 * Elke gebeurtenis heeft een nummer en een afdruk. Dit programma schrijft de afdruk, het nummer en de code ervoor op één vaste
 * manier op en neemt daarvan de SHA-256: dat is de code van de gebeurtenis. De code van de laatste gebeurtenis is de dagcode.
 * Vergelijk die met wat u of een ander eerder opschreef. Met meer dagen controleert het ook of zij op elkaar aansluiten.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('Zo werkt het: node controleer-logboek.mjs logboek-2026-11-21.json …');
  process.exit(2);
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

const days = files.map((file) => JSON.parse(readFileSync(file, 'utf8'))).sort((one, other) => (one.day < other.day ? -1 : 1));
let before = null;
for (const { day, previous, anchor, links } of days) {
  if (before && previous?.day === before.day && previous.sha256 !== before.sha256) fail(`${day} sluit niet aan op ${before.day}.`);
  let code = previous?.sha256 ?? null;
  let number = previous?.seq ?? 0;
  for (const link of links) {
    number += 1;
    if (link.seq !== number) fail(`${day}: nummer ${number} ontbreekt.`);
    code = createHash('sha256')
      .update(JSON.stringify({ digest: link.digest, previous: code, seq: number }))
      .digest('hex');
    if (code !== link.sha256) fail(`${day}: nummer ${number} klopt niet.\n  in het bestand: ${link.sha256}\n  uitgerekend:    ${code}`);
  }
  if (anchor.seq !== number || anchor.sha256 !== code) fail(`${day}: de dagcode klopt niet.\n  in het bestand: ${anchor.sha256}\n  uitgerekend:    ${code}`);
  console.log(`${day} klopt: ${links.length} gebeurtenissen, dagcode ${code}`);
  before = anchor;
}
console.log(`Alles klopt: ${days.length} ${days.length === 1 ? 'dag' : 'dagen'}.`);
