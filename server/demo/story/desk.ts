/** Commitments, templates, notes and a reply note of the demo, as data. Working days are counted from the day of filling. */

export type DemoPledge = {
  idea: string;
  title: string;
  description: string;
  /** Working days ago it was made. */
  madeAgo: number;
  /** Calendar days from today. */
  promisedIn: number;
  owner: 's2' | 's3' | 's4';
  steps: { title: string; plannedIn: number; reachedAgo?: number }[];
  news: { ago: number; body: string; evidence?: 1 | 2 | 3 | 4 | 5 }[];
  moved?: { ago: number; promisedIn: number; body: string };
  end?: { ago: number; how: 'done' | 'stopped'; body: string; evidence?: 1 | 2 | 3 | 4 | 5 };
};

export const DEMO_PLEDGES: readonly DemoPledge[] = [
  {
    idea: 'zwemtrap',
    title: 'Een zwemsteiger met twee trappen in de luwte van het gemaal',
    description: 'Een steiger van twaalf meter. Een van de trappen is geschikt voor wie slecht ter been is.',
    madeAgo: 40,
    promisedIn: 130,
    owner: 's2',
    steps: [
      { title: 'Een jaar het water gemeten', plannedIn: -20, reachedAgo: 16 },
      { title: 'Ontwerp getekend met bewoners', plannedIn: 60 },
      { title: 'Vergunning', plannedIn: 110 },
    ],
    news: [
      { ago: 30, body: 'De aannemer bekeek de plek. De bodem is stevig genoeg voor palen.' },
      { ago: 16, body: 'Het water was in 49 van de 52 weken schoon genoeg om te zwemmen.', evidence: 2 },
    ],
    moved: { ago: 12, promisedIn: 160, body: 'De vergunning duurt een maand langer, want er broeden futen bij het gemaal.' },
  },
  {
    idea: 'honden',
    title: 'Borden bij de hondenlosloopplek',
    description: 'Op de borden staat wanneer honden los mogen.',
    madeAgo: 36,
    promisedIn: -20,
    owner: 's3',
    steps: [{ title: 'Tekst van de borden', plannedIn: -40, reachedAgo: 30 }],
    news: [],
    end: { ago: 18, how: 'done', body: 'De vier borden staan er. Handhaving kreeg daarna de helft minder klachten.', evidence: 2 },
  },
  {
    idea: 'parkeren-kade',
    title: 'Proef: de kade op zondag zonder auto\u2019s',
    description: 'Twee maanden lang, met een telling voor en na.',
    madeAgo: 34,
    promisedIn: -6,
    owner: 's4',
    steps: [
      { title: 'Telling vooraf', plannedIn: -28, reachedAgo: 20 },
      { title: 'Telling achteraf', plannedIn: -10 },
    ],
    news: [{ ago: 20, body: 'Op een gewone zondag staan er 34 auto\u2019s op de kade. Zes daarvan zijn van bewoners.', evidence: 1 }],
  },
];

export const DEMO_TEMPLATES = [
  {
    name: 'Hier gaat het waterschap over',
    outcome: 'referred' as const,
    summary: 'Hier gaat het waterschap over. Wij stuurden uw bijdrage door.',
    motivation:
      'De gemeente beheert de kade. Het waterschap beheert het water en de dijk. Daarom stuurden wij uw bijdrage door naar [naam]. Zij bellen u voor [datum].',
    nextStep: 'Het waterschap belt u voor [datum].',
  },
  {
    name: 'Staat al in het plan',
    outcome: 'already_arranged' as const,
    summary: 'Dit staat al in het plan.',
    motivation: 'U vindt het in paragraaf [nummer]. Daar staat: [tekst].',
    nextStep: '',
  },
  {
    name: 'Geen geld in de begroting',
    outcome: 'not_adopted' as const,
    summary: 'Nee, daar is nu geen geld voor.',
    motivation:
      'Dit kost ongeveer [bedrag]. Dat staat niet in de begroting van dit jaar. De raad kiest in november wat er volgend jaar kan.',
    nextStep: 'In november weet u of de raad er geld voor geeft.',
  },
];

/** Of the first days in which ideas came in: everything in it was answered. */
export const DEMO_NOTE = {
  title: 'Antwoorden op de eerste ideeën',
  introduction:
    'In de eerste week kwamen de eerste ideeën en vragen binnen. Hier staan ze bij elkaar, met ons antwoord. Wij noemen geen namen.',
  ownChanges: 'Wij zetten zelf de kaart van het gebied in hoofdstuk 1. Die stond er nog niet in.',
  kinds: ['idea', 'question'],
  fromAgo: 62,
  untilAgo: 60,
  begunAgo: 46,
  sentAgo: 44,
  publishedAgo: 40,
};

export const DEMO_INTERNAL_NOTE = 'Waterbeheer heeft de metingen van deze plek. Ik bel hen maandag.';
