import { describe, expect, test } from 'vitest';
import { displayNameOf, posesAsOfficial } from './names.ts';

const site = { municipality: 'Amstelboog' };

describe('the name others read', () => {
  test.each([
    [{ own: 'Fatima el Idrissi', pen: null, shown: 'own' }, 'Fatima el Idrissi'],
    [{ own: 'Fatima el Idrissi', pen: null, shown: 'first' }, 'Fatima'],
    [{ own: 'Fatima el Idrissi', pen: 'Kadekat', shown: 'pen' }, 'Kadekat'],
    [{ own: 'Fatima el Idrissi', pen: 'Kadekat', shown: 'own' }, 'Fatima el Idrissi'],
    [{ own: 'Cor', pen: null, shown: 'first' }, 'Cor'],
  ] as const)('of %j is %s', (names, shown) => {
    expect(displayNameOf(names)).toBe(shown);
  });
});

describe('a name may not pass for the municipality', () => {
  test.each([
    'Gemeente Amstelboog',
    'gemeentewerken',
    'De Gemeente',
    'G.e.m.e.e.n.t.e',
    'Moderator',
    'moderat0r Piet',
    'm o d e r a t o r',
    'Jan de ambtenaar',
    'Mоderatоr',
    'Wethóuder Jansen',
    'Team Amstelboog',
    'Amstelboog',
    'College van Amstelboog',
    'ADMIN',
    'Oever',
    'Een bewoner',
    'Een medewerker',
  ])('%s is refused', (name) => {
    expect(posesAsOfficial(name, site)).toBe(true);
  });

  test.each([
    'Fatima el Idrissi',
    'Jan Beheerman',
    'Raadsheer',
    'Kadekat',
    'Bewoner Noordkade',
    'Piet uit Amstelboog',
    'Een bewoner van de kade',
    'Jo Oeverman',
    'Wandelaar <b>& "Proef"</b> $&',
    'Admiraal Klaas',
    '王小明',
    'Αθηνά',
    'Мария',
  ])('%s is fine', (name) => {
    expect(posesAsOfficial(name, site)).toBe(false);
  });
});
