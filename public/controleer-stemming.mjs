#!/usr/bin/env node
/*
 * Telt een gesloten stemming van Oever na.
 *
 *   node controleer-stemming.mjs stemming.json
 *
 * Het bestand haalt u op bij "Zelf natellen". U hebt alleen Node.js nodig; er gaat niets over internet.
 *
 * Elk stembiljet staat op één regel. De code van een regel is de SHA-256 over die regel en de code van de regel ervoor; de eerste begint bij de
 * code over de stemming zelf. Wie één regel verandert, maakt dat die code niet meer past. Daarna telt dit programma de stemmen, en bij
 * goedkeuren, voorkeur (één winnaar) en "meeste stemmen eerst" ook wie er wint.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const fail = (sentence) => {
  console.error(sentence);
  process.exit(1);
};
const sha256 = (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const file = process.argv[2] ?? fail('Zo werkt het: node controleer-stemming.mjs stemming.json');
const { voting, start, lines, sha256: last, sealedSha256, electorate, program, tally, winners } = JSON.parse(readFileSync(file, 'utf8'));

let code = sha256(voting);
if (code !== start) fail('De regels of keuzes van de stemming zijn veranderd.');
for (const [index, { line, ballot, choices, points, sha256: given }] of lines.entries()) {
  if (line !== index + 1) fail(`Regel ${index + 1} ontbreekt.`);
  code = sha256([code, line, ballot, choices, points]);
  if (code !== given) fail(`Regel ${line} (stembiljet ${ballot}) klopt niet.\n  in het bestand: ${given}\n  uitgerekend:    ${code}`);
}
if (code !== last) fail('Aan het einde ontbreken regels.');
if (sealedSha256 && sealedSha256 !== code) fail('De stembiljetten zijn veranderd nadat de stemming sloot.');

const ids = voting.options.map(({ id }) => id);
const runoff = ['instant_runoff', 'single_transferable_vote'].includes(voting.method);
const count = (among, only) => new Map(among.map((id) => [id, lines.filter(({ choices }) => (only ? choices.find((one) => among.includes(one)) === id : choices.includes(id))).length]));
const votes = count(ids, runoff);
if (voting.method !== 'single_transferable_vote')
  for (const { id, votes: given } of tally) if (votes.get(id) !== given) fail(`Keuze ${id} heeft ${votes.get(id)} stemmen, niet ${given}.`);

const most = Math.max(0, ...votes.values());
const before = (a, b) => votes.get(b.id) - votes.get(a.id) || a.cost - b.cost || (a.id < b.id ? -1 : 1);
const rounds = [];
const elect = {
  approval: () => ids.filter((id) => most > 0 && votes.get(id) === most),
  greedy: () => [...voting.options].sort(before).reduce(({ won, left }, { id, cost }) => (cost <= left && lines.length ? { won: [...won, id], left: left - cost } : { won, left }), { won: [], left: voting.budget }).won,
  instant_runoff: () => {
    for (let left = ids; left.length > 0; ) {
      const round = count(left, true);
      rounds.unshift(round);
      const counted = [...round.values()].reduce((sum, one) => sum + one, 0);
      const leader = left.find((id) => round.get(id) * 2 > counted) ?? (left.length === 1 && counted ? left[0] : null);
      if (leader || counted === 0) return leader ? [leader] : [];
      const out = rounds.reduce((lowest, one) => lowest.filter((id) => one.get(id) === Math.min(...lowest.map((other) => one.get(other)))), left).sort().at(-1);
      left = left.filter((id) => id !== out);
    }
    return [];
  },
}[voting.ballotType === 'cumulative' || voting.ballotType === 'scoring' ? '' : voting.method];
if (elect && elect().join() !== winners.join()) fail(`Gekozen zijn ${elect().join(', ') || 'geen'}, niet ${winners.join(', ') || 'geen'}.`);
console.log(`Alles klopt: ${lines.length} stembiljetten, code ${code}`);
if (typeof electorate === 'number') console.log(`Bij het sluiten konden ${electorate} mensen stemmen.`);
if (typeof program === 'string') console.log(`Gesloten door Oever, versie ${program}.`);
console.log(elect ? `Gekozen: ${winners.join(', ') || 'geen'}` : 'De stemmen per keuze kloppen. Wie er wint rekent de pagina "Zelf natellen" na.');
