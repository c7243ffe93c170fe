/** What was agreed beforehand, what was decided after each phase, and what the council did with it. Days count from today; negative is past. */
import type { DecisionWords } from '../../council/rules.ts';

export type DemoMetric = {
  name: string;
  unit: string;
  target: string;
  baseline: string;
  source: string;
  owner: string;
  /** The day it is judged by. */
  measureIn: number;
  derived?: 'participants' | 'on_time_percent' | 'copies';
  values?: { by: string; in: number; value: string; note: string }[];
};

/** Agreed before the first phase. One was missed, and says why. */
export const AMSTEL_METRICS: readonly DemoMetric[] = [
  {
    name: 'Mensen die meedoen',
    unit: 'mensen',
    target: '600',
    baseline: '210',
    source: 'Geteld door Oever; uitgangspunt: het vorige traject in dit gebied',
    owner: 'Trajectmanager',
    measureIn: 140,
    derived: 'participants',
  },
  {
    name: 'Nieuwe gezichten',
    unit: 'procent',
    target: '30',
    baseline: '12',
    source: 'Vragenlijst na elke bijeenkomst',
    owner: 'Team Participatie',
    measureIn: -66,
    values: [{ by: 's2', in: -66, value: '34', note: 'Van de 118 mensen die de lijst invulden, deden er 40 voor het eerst mee.' }],
  },
  {
    name: 'Antwoord op tijd',
    unit: 'procent',
    target: '90',
    baseline: '',
    source: 'Geteld door Oever: antwoorden binnen de beloofde termijn',
    owner: 'Teamleiders',
    measureIn: 52,
    derived: 'on_time_percent',
  },
  {
    name: 'Cijfer van deelnemers',
    unit: 'punten',
    target: '7',
    baseline: '6,1',
    source: 'Vragenlijst na elke fase',
    owner: 'Team Participatie',
    measureIn: -40,
    values: [
      { by: 's2', in: -64, value: '6,8', note: 'Van 84 ingevulde lijsten. Vooral het wachten op antwoord kostte punten.' },
      { by: 's2', in: -38, value: '7,4', note: 'Van 91 ingevulde lijsten.' },
    ],
  },
  {
    name: 'Bijdragen van bewoners van woonboten',
    unit: 'procent',
    target: '25',
    baseline: '9',
    source: 'Ideeën en reacties met een plek aan een ligplaats',
    owner: 'Team Wonen',
    measureIn: -40,
    values: [
      {
        by: 's3',
        in: -41,
        value: '17',
        note: 'Niet gehaald. Wij belden pas in de laatste maand aan op de boten. Veel schippers lagen toen al op hun winterplek. Een volgende keer beginnen wij op het water.',
      },
    ],
  },
  {
    name: 'Overgenomen in een ander gebied',
    unit: 'keer',
    target: '1',
    baseline: '0',
    source: 'Geteld door Oever: trajecten die van dit traject zijn gekopieerd',
    owner: 'Trajectmanager',
    measureIn: 505,
    derived: 'copies',
  },
];

/** A public change of what was agreed. */
export const AMSTEL_AMENDMENT = {
  on: -100,
  metric: 'Cijfer van deelnemers',
  measureIn: 52,
  reason: 'Wij vragen het eindcijfer pas als iedereen antwoord heeft. Wie nog wacht op antwoord, kan ons nog geen eerlijk cijfer geven.',
} as const;

export const AMSTEL_OBSERVATIONS = [
  {
    by: 's4',
    on: -128,
    body: 'De meeste verhalen kwamen niet op de avond zelf, maar de dag erna bij de bakker. Sindsdien ligt daar een stapel kaartjes.',
  },
  {
    by: 's3',
    on: -84,
    body: 'Schippers en wandelaars waren het eens over het licht onder de Ringdijk. Dat hadden wij niet verwacht: in de brieven leek dat de grote ruzie.',
  },
  {
    by: 's2',
    on: -12,
    body: 'Wie samen aan een alinea schreef, stuurde daarna minder losse reacties. Het schrijven kost meer tijd, en scheelt ons later werk.',
  },
] as const;

export type DemoGate = { phase: string; on: number; verdict: 'go_on' | 'stop'; reason: string; owner: string; nextIn: number };

export const AMSTEL_GATES: readonly DemoGate[] = [
  {
    phase: 'Afspraken vooraf',
    on: -152,
    verdict: 'go_on',
    reason: 'De raad zei wat vaststaat, en wij spraken zes dingen af om te meten. Bewoners kunnen beginnen met verkennen.',
    owner: 'Trajectmanager',
    nextIn: -66,
  },
  {
    phase: 'Verkennen',
    on: -67,
    verdict: 'go_on',
    reason:
      'Er kwamen ideeën uit alle vier de buurten, en een op de drie mensen deed voor het eerst mee. Dat is genoeg om verder te gaan. Van de woonboten hoorden wij nog te weinig: daar gaan wij langs.',
    owner: 'Trajectmanager',
    nextIn: -40,
  },
  {
    phase: 'Uitgangspunten',
    on: -42,
    verdict: 'go_on',
    reason:
      'De raad stelde het kader vast en de meeste ideeën hebben antwoord. Het doel voor de woonboten haalden wij niet. Wij gaan toch door: de waterbewoners schrijven vanaf nu mee aan hun eigen hoofdstuk.',
    owner: 'Trajectmanager',
    nextIn: 24,
  },
];

/** Of the neighbour: agreed and missed, and the gate at which it stopped. */
export const PLEINEN_METRIC: DemoMetric = {
  name: 'Verhalen van bewoners',
  unit: 'verhalen',
  target: '40',
  baseline: '',
  source: 'Verhalen die bewoners instuurden of vertelden',
  owner: 'Team Groen',
  measureIn: -110,
  values: [{ by: 's2', in: -111, value: '17', note: 'Uit twee van de drie pleinen. Op het Boeiplein was de straat opengebroken.' }],
};

export type DemoDossier = {
  key: string;
  /** Slug of its trajectory. */
  trajectory: 'amstel' | 'pleinen';
  title: string;
  summary: string;
  url: string;
  openedOn: number;
  meetings: { stage: 'forming' | 'judging' | 'deciding'; in: number; body: string; url: string }[];
  decision?: { on: number } & Omit<DecisionWords, 'decidedOn' | 'correction'>;
};

const RIS = 'https://raad.amstelboog.example';

export const DEMO_DOSSIERS: readonly DemoDossier[] = [
  {
    key: 'kader',
    trajectory: 'amstel',
    title: 'Uitgangspunten voor De Amstel verandert',
    summary: 'De raad stelt vast wat vaststaat en waarover bewoners meeschrijven.',
    url: `${RIS}/voorstellen/r-041`,
    openedOn: -64,
    meetings: [
      { stage: 'forming', in: -61, body: 'Raadscommissie Ruimte en Water', url: `${RIS}/agenda/c-17` },
      { stage: 'judging', in: -54, body: 'Raadscommissie Ruimte en Water', url: `${RIS}/agenda/c-18` },
      { stage: 'deciding', in: -44, body: 'Gemeenteraad', url: `${RIS}/agenda/r-09` },
    ],
    decision: {
      on: -44,
      outcome: 'amended',
      summary: 'De raad stelt de uitgangspunten vast. De oever blijft openbaar, en er komt een eigen hoofdstuk over wonen op het water.',
      votesFor: '21',
      votesAgainst: '6',
      url: `${RIS}/besluiten/r-041`,
      deviates: 'yes',
      deviations: [
        {
          subject: 'Bewoners vroegen om de dijk lager te maken, zodat het water beter te zien is',
          motivation:
            'De raad laat de dijk op 1,40 meter boven NAP. Het waterschap rekent met hogere standen in de winter. Wel komt er een zitrand op de kruin, zodat u over het water kijkt.',
        },
      ],
      motions: [
        {
          kind: 'amendment',
          title: 'Een eigen hoofdstuk over wonen op het water',
          outcome: 'adopted',
          votesFor: '19',
          votesAgainst: '8',
          url: `${RIS}/amendementen/a-12`,
        },
        {
          kind: 'motion',
          title: 'Geen terrassen aan de Noordkade',
          outcome: 'rejected',
          votesFor: '9',
          votesAgainst: '18',
          url: `${RIS}/moties/m-31`,
        },
      ],
    },
  },
  {
    key: 'plan',
    trajectory: 'amstel',
    title: 'Het plan De Amstel verandert',
    summary: 'De raad bespreekt de tekst die bewoners schreven, en stelt het plan vast.',
    url: `${RIS}/voorstellen/r-058`,
    openedOn: -20,
    meetings: [
      { stage: 'forming', in: 16, body: 'Raadscommissie Ruimte en Water', url: `${RIS}/agenda/c-24` },
      { stage: 'judging', in: 100, body: 'Raadscommissie Ruimte en Water', url: '' },
      { stage: 'deciding', in: 121, body: 'Gemeenteraad', url: '' },
    ],
  },
  {
    key: 'stoppen',
    trajectory: 'pleinen',
    title: 'Stoppen met het Pleinenplan Ringdijkhoek',
    summary: 'Het college legt uit waarom het traject stopt en wat er met de verhalen van bewoners gebeurt.',
    url: `${RIS}/brieven/b-077`,
    openedOn: -100,
    meetings: [{ stage: 'deciding', in: -88, body: 'Gemeenteraad', url: `${RIS}/agenda/r-07` }],
    decision: {
      on: -88,
      outcome: 'noted',
      summary: 'De raad neemt kennis van de brief. Het college begint opnieuw zodra de planning van het riool vaststaat.',
      votesFor: '',
      votesAgainst: '',
      url: '',
      deviates: 'no',
      deviations: [],
      motions: [],
    },
  },
];

export const DEMO_COUNCIL_QUESTIONS = [
  {
    askedOn: -34,
    title: 'Hoe bereikt het college de bewoners van woonboten?',
    body: 'Volgens de afspraken vooraf komt een kwart van de bijdragen van woonboten. Op dit moment is dat 17 procent. Wat doet het college om deze bewoners alsnog te bereiken, en wanneer?',
    answer: {
      on: -21,
      outcome: 'adopted',
      summary: 'Wij gaan zelf langs. Vóór het einde van deze maand zijn wij op alle 46 boten geweest.',
      motivation:
        'Wij vertrouwden te lang op brieven. Veel schippers lezen hun post pas als zij weer aan de wal komen. Twee medewerkers varen nu mee met de havendienst en schrijven op wat zij horen.',
      nextStep: 'In de volgende voortgangsbrief leest u hoeveel schippers meeschreven.',
    },
  },
  {
    askedOn: -5,
    title: 'Wat kost de dijk als die later toch lager wordt?',
    body: 'Bewoners vroegen om een lagere dijk. De raad koos voor 1,40 meter. Kan het college laten uitrekenen wat een lagere dijk met een wand in het water kost, zodat de raad dat weegt bij het vaststellen van het plan?',
    answer: null,
  },
] as const;
