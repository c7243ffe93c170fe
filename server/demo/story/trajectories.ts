import type { PhaseFeature } from '../../permissions.ts';

export type DemoPhase = {
  kind: 'agreements' | 'problem' | 'ideas' | 'writing' | 'answering' | 'inspection' | 'voting' | 'decision' | 'carrying_out' | 'evaluation';
  title: string;
  summary: string;
  /** Calendar days from today; negative is past. */
  from: number;
  until: number;
  /** It was to end sooner, until somebody gave it more time; days counted as those above. */
  extended?: { firstUntil: number; on: number; reason: string };
  influenceLevel: 'inform' | 'consult' | 'advise' | 'coproduce' | 'codecide';
  promise: string;
  features: PhaseFeature[];
};

const PROMISES = {
  inform: 'U leest hier wat we gaan doen. U kunt vragen stellen. U kunt het plan niet meer veranderen.',
  consult: 'We vragen uw mening. We beslissen zelf, en leggen uit wat we met uw mening doen.',
  advise: 'U geeft advies. Nemen we het niet over? Dan leggen we uit waarom.',
  coproduce: 'We schrijven het plan samen. De raad neemt het besluit.',
} as const;

export const DEMO_TEAMS = ['Waterbeheer', 'Groen', 'Wonen', 'Verkeer', 'Erfgoed'] as const;

export const AMSTEL = {
  slug: 'de-amstel-verandert',
  title: 'De Amstel verandert',
  question: 'Hoe moet het gebied rond de rivier de Amstel er over dertig jaar uitzien?',
  lead: 'Hoe ziet het gebied rond de Amstel er over dertig jaar uit? Bewoners schrijven mee aan de tekst van het plan. De raad beslist daarna.',
  areaName: 'Noordkade, Bochtpark, Zuiderweide en Ringdijkhoek',
  decisionMaker: 'De gemeenteraad',
  influenceSubject: 'De tekst van het plan',
  fixedPoints: ['De oever blijft openbaar.', 'De dijk blijft op 1,40 meter boven NAP.', 'Er is € 4,2 miljoen voor dit gebied.'],
  contactName: 'Noor Hamstra',
  supportThreshold: 40,
  areas: ['Noordkade', 'Bochtpark', 'Zuiderweide', 'Ringdijkhoek'],
  themes: [
    { slug: 'natuur-en-oevers', name: 'Natuur en oevers', team: 'Groen' },
    { slug: 'recreatie-en-zwemmen', name: 'Recreatie en zwemmen', team: 'Waterbeheer' },
    { slug: 'woonboten', name: 'Woonboten', team: 'Wonen' },
    { slug: 'wandelen-en-fietsen', name: 'Wandelen en fietsen', team: 'Verkeer' },
    { slug: 'rust-en-geluid', name: 'Rust en geluid', team: 'Waterbeheer' },
    { slug: 'wonen-en-werken', name: 'Wonen en werken', team: 'Erfgoed' },
  ],
  phases: [
    {
      kind: 'agreements',
      title: 'Afspraken vooraf',
      summary: 'De raad zegt wat vaststaat en wat we gaan meten.',
      from: -190,
      until: -151,
      influenceLevel: 'inform',
      promise: PROMISES.inform,
      features: ['read'],
    },
    {
      kind: 'ideas',
      title: 'Verkennen',
      summary: 'Bewoners vertellen wat er speelt en sturen ideeën in.',
      from: -150,
      until: -66,
      influenceLevel: 'advise',
      promise: PROMISES.advise,
      features: ['read', 'comment', 'tell', 'propose', 'support', 'vote'],
    },
    {
      kind: 'answering',
      title: 'Uitgangspunten',
      summary: 'De gemeente antwoordt. De raad stelt het kader vast.',
      from: -65,
      until: -40,
      influenceLevel: 'consult',
      promise: PROMISES.consult,
      features: ['read', 'comment', 'propose', 'support'],
    },
    {
      kind: 'writing',
      title: 'Samen schrijven',
      summary: 'Iedereen schrijft mee aan de tekst van het plan.',
      from: -39,
      until: 24,
      extended: {
        firstUntil: 10,
        on: -38,
        reason: 'De brieven over het meeschrijven kwamen een week te laat. Daarom kan iedereen twee weken langer meeschrijven.',
      },
      influenceLevel: 'coproduce',
      promise: PROMISES.coproduce,
      features: ['read', 'comment', 'write', 'suggest', 'propose', 'support', 'challenge', 'vote'],
    },
    {
      kind: 'answering',
      title: 'Antwoord',
      summary: 'Elke bijdrage krijgt antwoord.',
      from: 25,
      until: 52,
      influenceLevel: 'inform',
      promise: PROMISES.inform,
      features: ['read'],
    },
    {
      kind: 'inspection',
      title: 'Ter inzage',
      summary: 'De tekst ligt zes weken klaar. Iedereen kan reageren.',
      from: 53,
      until: 97,
      influenceLevel: 'consult',
      promise: PROMISES.consult,
      features: ['read', 'comment', 'formal_view'],
    },
    {
      kind: 'decision',
      title: 'Besluit',
      summary: 'De raad stelt het plan vast.',
      from: 98,
      until: 140,
      influenceLevel: 'inform',
      promise: PROMISES.inform,
      features: ['read'],
    },
    {
      kind: 'evaluation',
      title: 'Volgen',
      summary: 'Ieder jaar: doen we wat we beloofden?',
      from: 141,
      until: 505,
      influenceLevel: 'consult',
      promise: PROMISES.consult,
      features: ['read', 'comment'],
    },
  ] satisfies DemoPhase[],
} as const;

export const PLEINENPLAN = {
  slug: 'pleinenplan-ringdijkhoek',
  title: 'Pleinenplan Ringdijkhoek',
  question: 'Wat doen we met de drie kleine pleinen in Ringdijkhoek?',
  lead: 'Drie pleinen vol tegels, en een buurt met plannen. We namen de aanpak van De Amstel verandert over, en stopten na de eerste fase. Hier leest u waarom.',
  areaName: 'Ringdijkhoek',
  decisionMaker: 'Het college',
  influenceSubject: 'De inrichting van de pleinen',
  fixedPoints: ['De bomen op het Kompasplein blijven.'],
  contactName: 'Noor Hamstra',
  supportThreshold: 25,
  areas: ['Kompasplein', 'Ankerplein', 'Boeiplein'],
  themes: [{ slug: 'inrichting', name: 'Inrichting', team: 'Groen' }],
  phases: [
    {
      kind: 'problem',
      title: 'Verkennen',
      summary: 'Wat is er mis met de pleinen?',
      from: -160,
      until: -110,
      influenceLevel: 'consult',
      promise: PROMISES.consult,
      features: ['read', 'comment', 'propose', 'support'],
    },
    {
      kind: 'ideas',
      title: 'Ideeën',
      summary: 'Wat moet er komen?',
      from: -109,
      until: -60,
      influenceLevel: 'advise',
      promise: PROMISES.advise,
      features: ['read', 'comment', 'propose', 'support'],
    },
    {
      kind: 'decision',
      title: 'Besluit',
      summary: 'Het college kiest.',
      from: -59,
      until: -30,
      influenceLevel: 'inform',
      promise: PROMISES.inform,
      features: ['read'],
    },
  ] satisfies DemoPhase[],
  budgetDaysAgo: 108,
  stop: {
    daysAgo: 105,
    account:
      'Wij stoppen met dit traject. Onder alle drie de pleinen ligt een riool dat binnen vier jaar open moet. Dat wisten wij niet toen wij begonnen, en dat hadden wij moeten weten. Nu inrichten en straks weer openbreken vinden wij niet eerlijk. De zeventien verhalen die bewoners instuurden, bewaren wij. Zodra de planning van het riool vaststaat, beginnen wij daarmee opnieuw. Wat wij leerden: vraag eerst wat er onder de grond gebeurt.',
  },
} as const;

/** The open budget voting: what to do with the money for the bank. Amounts in whole euros. */
export const OEVERBUDGET = {
  title: 'Oeverbudget',
  question: 'Verdeel € 240.000 over plannen uit de buurt.',
  budget: 240_000,
  opensDaysAgo: 9,
  closesInDays: 11,
  options: [
    { title: 'Zwemtrap in de luwte van het gemaal', description: 'Een extra trap, naast de steiger.', cost: 48_000, idea: 'zwemtrap' },
    { title: 'Veertien bankjes met rugleuning', description: 'De helft in de schaduw.', cost: 35_000, idea: 'bankjes' },
    { title: 'Vlotten met riet bij het gemaal', description: 'Voor karekiet en waterhoen.', cost: 62_000, idea: 'drijvende-tuin' },
    { title: 'Zeven stenen voor zeven veren', description: 'Met naam en jaartal.', cost: 21_000, idea: 'namen-veren' },
    { title: 'Speelplek met water en zand', description: 'Voor kinderen onder de acht.', cost: 85_000, idea: 'speelplek-water' },
    { title: 'Stalling voor veertig fietsen', description: 'Ook voor bakfietsen.', cost: 40_000, idea: 'fietsenstalling-pont' },
    {
      title: 'Amberkleurig licht onder de Ringdijk',
      description: 'Veilig lopen, rustige vleermuizen.',
      cost: 56_000,
      idea: 'verlichting-vleermuis',
    },
    { title: 'Proef met een zomerpontje', description: 'Twintig zondagen, met vrijwilligers.', cost: 30_000, idea: 'veerpont' },
  ],
} as const;

/** A voting in order of liking, open beside the budget; it closes first. */
export const PONTNAAM = {
  title: 'Een naam voor het zomerpontje',
  question: 'Zet de namen in uw volgorde. De naam die u het liefst ziet, komt bovenaan.',
  opensDaysAgo: 4,
  closesInDays: 8,
  options: [
    { title: 'De Karekiet', description: 'Naar de vogel in het riet bij het gemaal.' },
    { title: 'Overhaal', description: 'Zo heette hier vroeger de plek waar schepen over de dijk gingen.' },
    { title: 'Jans', description: 'Naar Jans Tichelaar, die tot 1958 het veer voer.' },
    { title: 'Zondagskind', description: 'Omdat het pontje alleen op zondag vaart.' },
  ],
} as const;

/** The budget voting of the squares as a pabulib file: five plans, sixty-one ballots, dates as `YYYY-MM-DD`. */
export function pleinenBallots({ from, until }: { from: string; until: string }): string {
  const date = (day: string) => day.split('-').reverse().join('.');
  const projects = [
    { id: '1', cost: 9000, name: 'Geveltuinen rond het Kompasplein' },
    { id: '2', cost: 14_000, name: 'Waterpomp op het Ankerplein' },
    { id: '3', cost: 6000, name: 'Schaakbanken op het Boeiplein' },
    { id: '4', cost: 11_000, name: 'Schaduwdoek boven de zandbak' },
    { id: '5', cost: 4000, name: 'Bankjes die de buurt zelf maakt' },
  ];
  const ballots = Array.from({ length: 61 }, (_, index) => {
    const choices = [projects[index % 5], projects[(index * 2 + 1) % 5], projects[(index * 3 + 4) % 5]].slice(0, 1 + (index % 3));
    return [...new Set(choices.map((project) => project?.id ?? '1'))];
  });
  const votes = (id: string) => ballots.filter((choices) => choices.includes(id)).length;
  return [
    'META',
    'key;value',
    'description;Buurtbudget voor drie pleinen',
    'country;Netherlands',
    'unit;Amstelboog',
    'instance;pleinen',
    `num_projects;${projects.length}`,
    `num_votes;${ballots.length}`,
    'budget;24000',
    'vote_type;approval',
    'rule;greedy',
    `date_begin;${date(from)}`,
    `date_end;${date(until)}`,
    'language;nl',
    'currency;EUR',
    'PROJECTS',
    'project_id;cost;votes;name',
    ...projects.map(({ id, cost, name }) => `${id};${cost};${votes(id)};${name}`),
    'VOTES',
    'voter_id;vote',
    ...ballots.map((choices, index) => `${index + 1};${choices.join(',')}`),
    '',
  ].join('\n');
}
