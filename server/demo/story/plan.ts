/** The plan text of the demo: five chapters, what residents changed in them, proposed about them and asked of them. */

export type DemoSection = {
  number: string;
  level: 1 | 2;
  title: string;
  policy: 'fixed' | 'open' | 'suggest';
  policyReason?: string;
  /** One string a paragraph; a string that starts with `- ` is an item of a list. */
  paragraphs: string[];
};

export const DEMO_PLAN: readonly DemoSection[] = [
  {
    number: '1',
    level: 1,
    title: 'Waarom dit plan',
    policy: 'fixed',
    policyReason: 'Raadsbesluit over de uitgangspunten',
    paragraphs: [
      'De rivier is ouder dan de stad. Zij was weg, werkplaats en grens. Nu is zij vooral een plek waar we wonen, lopen en tot rust komen. Dit plan gaat over de vraag hoe dat over dertig jaar is.',
    ],
  },
  {
    number: '1.1',
    level: 2,
    title: 'De vraag',
    policy: 'fixed',
    policyReason: 'Raadsbesluit over de uitgangspunten',
    paragraphs: [
      'Hoe moet het gebied rond de rivier de Amstel er over dertig jaar uitzien? Die vraag stelt de raad aan iedereen die er woont, werkt of graag komt.',
      'Bewoners en gemeente schrijven het antwoord samen, in deze tekst. De raad beslist daarna over de hele tekst.',
    ],
  },
  {
    number: '1.2',
    level: 2,
    title: 'Wat al vaststaat',
    policy: 'fixed',
    policyReason: 'Raadsbesluit over de uitgangspunten',
    paragraphs: [
      'Over drie dingen besloot de raad al. Daar schrijven we niet meer aan:',
      '- De oever blijft openbaar: iedereen kan over de hele lengte langs het water lopen.',
      '- De dijk blijft 1,40 meter boven NAP. Binnen twaalf meter van de waterlijn wordt niet gebouwd.',
      '- Er is € 4,2 miljoen voor dit gebied. Wie iets toevoegt, zegt ook wat er dan minder kan.',
    ],
  },
  {
    number: '1.3',
    level: 2,
    title: 'Hoe we schrijven',
    policy: 'suggest',
    policyReason: 'De spelregels wijzigen we alleen samen',
    paragraphs: [
      'Alles wat u typt, is openbaar. Wie iets verandert, is te zien. Niets gaat verloren: elke versie blijft te lezen.',
      'Zijn we het niet eens, dan praten we erover in een Amstelgesprek. Wat daar is afgesproken, staat bij het onderdeel.',
    ],
  },

  {
    number: '2',
    level: 1,
    title: 'De oever',
    policy: 'open',
    paragraphs: [
      'De oever is van iedereen. Wie er woont, deelt haar met wie er loopt. Dat vraagt om een pad dat breed genoeg is en om plekken waar u kunt blijven.',
    ],
  },
  {
    number: '2.1',
    level: 2,
    title: 'Het pad langs de westoever',
    policy: 'open',
    paragraphs: [
      'Langs de westoever komt een doorlopend pad van ten minste vier meter breed. Het pad is ook bij hoogwater te gebruiken en ligt daarom dertig centimeter hoger dan nu.',
      'Wie loopt, heeft voorrang. Fietsers zijn te gast en passen hun snelheid aan. Brommers horen er niet.',
      'Tussen de Bochtbrug en het gemaal is het pad verlicht. Het licht is amberkleurig en schijnt omlaag, zodat vleermuizen er geen last van hebben.',
    ],
  },
  {
    number: '2.2',
    level: 2,
    title: 'Zitten en kijken',
    policy: 'open',
    paragraphs: [
      'Om de tweehonderd meter staat een bankje met een rugleuning en armleuningen. Ernaast is plek voor een rolstoel of een kinderwagen.',
      'De helft van de bankjes staat in de schaduw van een boom. Bestaande bomen blijven staan, tenzij een boom ziek is.',
    ],
  },
  {
    number: '2.3',
    level: 2,
    title: 'De oude veren',
    policy: 'open',
    paragraphs: [
      'Langs de rivier voeren zeven veren. Op elke plek komt een steen met de naam en het jaar waarin het veer stopte.',
      'De gemeente onderzoekt of er in de zomer weer een pontje kan varen tussen de Zuiderweide en het park.',
    ],
  },
  {
    number: '2.4',
    level: 2,
    title: 'Onder de bruggen',
    policy: 'open',
    paragraphs: [
      'Het pad loopt onder de bruggen door. Daar is het nu donker en nat. We maken het er licht en droog, en hoog genoeg om rechtop te lopen.',
    ],
  },

  {
    number: '3',
    level: 1,
    title: 'Wonen op het water',
    policy: 'open',
    paragraphs: [
      'Langs de Noordkade liggen tweeënveertig woonboten. Sommige bewoners liggen er al veertig jaar. Wie op de wal woont, ziet daardoor weinig water. In dit hoofdstuk zoeken we een evenwicht.',
    ],
  },
  {
    number: '3.1',
    level: 2,
    title: 'Aantal en plek',
    policy: 'suggest',
    policyReason: 'Vergunningen vragen om een jurist',
    paragraphs: [
      'Er komen geen nieuwe ligplaatsen bij. Vergunde ligplaatsen blijven.',
      'Komt een plek vrij tussen nummer 20 en 60, dan wordt die plek open water.',
    ],
  },
  {
    number: '3.2',
    level: 2,
    title: 'Steigers',
    policy: 'open',
    paragraphs: [
      'Op twee rechte stukken van de kade kunnen boten met vier bij elkaar aan een steiger liggen. Tussen de steigers blijft ten minste dertig meter open water.',
      'De gemeente betaalt de aansluiting van water, riool en stroom tot op de steiger. De bewoners van de boten beslissen mee over de tekening.',
    ],
  },
  {
    number: '3.3',
    level: 2,
    title: 'Maat en zicht',
    policy: 'open',
    paragraphs: [
      'Een boot is niet hoger dan vier meter boven het water. Tussen twee boten is ten minste drie meter ruimte, zodat u de rivier kunt zien.',
      'Bewoners kiezen zelf de kleur van hun boot. Op de kade voor een boot staan geen schuttingen.',
    ],
  },

  {
    number: '4',
    level: 1,
    title: 'Groen, dieren en zwemmen',
    policy: 'open',
    paragraphs: [
      'De rivier leeft. Er zwemmen bittervoorns, er jagen vleermuizen en in de zomer zwemmen wij er zelf. Dat gaat samen als we ruimte maken.',
    ],
  },
  {
    number: '4.1',
    level: 2,
    title: 'Een zachte oever',
    policy: 'open',
    paragraphs: [
      'Langs de Zuiderweide gaat de stalen wand over driehonderd meter weg. Er komt een flauwe oever met riet, waar een dier zelf uit het water kan klimmen.',
      'Waar de wand moet blijven, leggen we vlotten met riet. Die gaan mee omhoog als het water stijgt.',
    ],
  },
  {
    number: '4.2',
    level: 2,
    title: 'Het Bochtpark en de Zuiderweide',
    policy: 'open',
    paragraphs: [
      'De buurt onderhoudt de plantvakken van het Bochtpark, met het budget dat daarbij hoort. De gemeente zorgt voor de bomen.',
      'Op de zuidpunt van de weide blijft de plek waar honden los mogen. Een laag hek beschermt het riet.',
    ],
  },
  {
    number: '4.3',
    level: 2,
    title: 'Zwemmen',
    policy: 'open',
    paragraphs: [
      'In de luwte van het gemaal komt een steiger van twaalf meter met twee trappen. Een van de trappen is geschikt voor mensen die slecht ter been zijn.',
      'Van mei tot en met september meten we elke week of het water schoon genoeg is. De uitslag hangt bij de steiger.',
    ],
  },
  {
    number: '4.4',
    level: 2,
    title: 'Bomen',
    policy: 'open',
    paragraphs: ['Voor elke boom die weg moet, komen er twee terug. De lijst met zieke bomen is openbaar.'],
  },

  {
    number: '5',
    level: 1,
    title: 'Rust, verkeer en geld',
    policy: 'open',
    paragraphs: ['Een plek is pas prettig als het er ook stil kan zijn. En een plan is pas een plan als we weten wat het kost.'],
  },
  {
    number: '5.1',
    level: 2,
    title: 'Stille uren',
    policy: 'open',
    paragraphs: [
      'Na elf uur ’s avonds is er geen versterkte muziek op het water. Praten en varen mag altijd.',
      'Motorboten varen niet harder dan zes kilometer per uur. In de zomer is er van vrijdag tot en met zondag toezicht.',
    ],
  },
  {
    number: '5.2',
    level: 2,
    title: 'Auto’s en fietsen',
    policy: 'suggest',
    policyReason: 'Een verkeerskundige verwerkt de voorstellen',
    paragraphs: [
      'Van de tachtig parkeerplaatsen op de Noordkade gaan er veertig weg. Plekken voor mensen met een gehandicaptenkaart blijven.',
      'Bij het gemaal komt een stalling voor veertig fietsen.',
    ],
  },
  {
    number: '5.3',
    level: 2,
    title: 'Iets drinken',
    policy: 'open',
    paragraphs: ['Op de Noordkade is plek voor één kiosk zonder muziek. In het Bochtpark komt geen horeca.'],
  },
  {
    number: '5.4',
    level: 2,
    title: 'Geld en volgorde',
    policy: 'fixed',
    policyReason: 'De begroting is van de raad',
    paragraphs: [
      'De oever en het pad gaan voor. Daarna komen de steigers en het zwemmen. Wat overblijft, verdelen bewoners zelf met het oeverbudget.',
    ],
  },
];

export type DemoEdit = { section: string; by: string; find: string; replace: string; workingDaysAgo: number };

/** What residents changed in the text, in order. `find` stands in the text exactly once at that moment. */
export const DEMO_EDITS: readonly DemoEdit[] = [
  {
    section: '2.1',
    by: 'b3',
    find: 'van ten minste vier meter breed',
    replace: 'van ten minste drieënhalve meter breed',
    workingDaysAgo: 24,
  },
  {
    section: '2.1',
    by: 'b5',
    find: 'Brommers horen er niet.',
    replace: 'Brommers horen er niet. Rolstoelen en scootmobielen wel.',
    workingDaysAgo: 23,
  },
  {
    section: '4.1',
    by: 'b7',
    find: 'waar een dier zelf uit het water kan klimmen.',
    replace: 'waar een ree, een egel of een jonge eend zelf uit het water kan klimmen.',
    workingDaysAgo: 21,
  },
  {
    section: '3.3',
    by: 'b4',
    find: 'Op de kade voor een boot staan geen schuttingen.',
    replace: 'Op de kade voor een boot staan geen schuttingen. Een bank en potten met planten mogen wel.',
    workingDaysAgo: 19,
  },
  {
    section: '3.2',
    by: 'b1',
    find: 'De bewoners van de boten beslissen mee over de tekening.',
    replace: 'De bewoners van de boten beslissen mee over de tekening, ook over de plek van hun eigen boot.',
    workingDaysAgo: 16,
  },
  { section: '5.1', by: 'b11', find: 'Praten en varen mag altijd.', replace: 'Praten, zingen en varen mag altijd.', workingDaysAgo: 12 },
  {
    section: '2.2',
    by: 'b12',
    find: 'Bestaande bomen blijven staan, tenzij een boom ziek is.',
    replace: 'Bestaande bomen blijven staan, tenzij een boom ziek is. Wie dat bepaalt, is een erkende boomverzorger.',
    workingDaysAgo: 9,
  },
  {
    section: '4.3',
    by: 'b5',
    find: 'De uitslag hangt bij de steiger.',
    replace: 'De uitslag hangt bij de steiger en staat op de website.',
    workingDaysAgo: 5,
  },
  {
    section: '2.1',
    by: 'b2',
    find: 'Fietsers zijn te gast en passen hun snelheid aan.',
    replace: 'Fietsers zijn te gast en passen hun snelheid aan. Dat staat op borden bij elke ingang.',
    workingDaysAgo: 2,
  },
];

/** Somebody puts the paragraphs of a section in another order. */
export const DEMO_MOVE = { section: '2.3', by: 'b13', workingDaysAgo: 14 } as const;

/** Somebody wipes the second paragraph by accident, and it is put back. */
export const DEMO_MISHAP = {
  section: '4.2',
  by: 'b14',
  restoredBy: 's4',
  workingDaysAgo: 11,
  reason: 'de tweede alinea was per ongeluk gewist',
} as const;

/** Moments at which a version of the whole text was kept. */
export const DEMO_VERSIONS: readonly { note: string; workingDaysAgo: number; by: string }[] = [
  { note: 'Eerste tekst, na de vier Amstelgesprekken', workingDaysAgo: 27, by: 's4' },
  { note: 'Na twee weken samen schrijven', workingDaysAgo: 15, by: 's4' },
  { note: 'Voor de tweede schrijfavond', workingDaysAgo: 4, by: 's4' },
];

export type DemoProposal = {
  section: string;
  by: string;
  quote: string;
  proposed: string;
  reason: string;
  workingDaysAgo: number;
  agrees: number;
  disagrees: number;
  /** `adopted`: what was put in the text instead, when only a part was taken over. */
  decision?: { accept: boolean; adopted?: string; reason: string; by: string; afterWorkingDays: number };
};

export const DEMO_CHANGE_PROPOSALS: readonly DemoProposal[] = [
  {
    section: '3.1',
    by: 'b6',
    quote: 'tussen nummer 20 en 60',
    proposed: 'ergens langs de kade',
    reason: 'Waarom alleen daar? Elke vrije plek geeft uitzicht.',
    workingDaysAgo: 22,
    agrees: 14,
    disagrees: 9,
    decision: {
      accept: false,
      reason:
        'Buiten dit stuk liggen de boten al ver uit elkaar. Een lege plek daar geeft nauwelijks meer uitzicht, en er is een wachtlijst.',
      by: 's2',
      afterWorkingDays: 7,
    },
  },
  {
    section: '3.1',
    by: 'b4',
    quote: 'Vergunde ligplaatsen blijven.',
    proposed: 'Vergunde ligplaatsen blijven, ook als de boot wordt vervangen.',
    reason: 'Een nieuwe boot op dezelfde plek mag nu soms niet.',
    workingDaysAgo: 20,
    agrees: 18,
    disagrees: 2,
    decision: { accept: true, reason: 'Dit was altijd de bedoeling. Nu staat het er ook.', by: 's3', afterWorkingDays: 5 },
  },
  {
    section: '5.2',
    by: 'b1',
    quote: 'Plekken voor mensen met een gehandicaptenkaart blijven.',
    proposed: 'Plekken voor mensen met een gehandicaptenkaart blijven, en liggen het dichtst bij de voordeur.',
    reason: 'Een plek op honderd meter is voor mijn man geen plek.',
    workingDaysAgo: 18,
    agrees: 27,
    disagrees: 0,
    decision: { accept: true, reason: 'Eens. De verkeerskundige neemt dit mee in de tekening.', by: 's2', afterWorkingDays: 4 },
  },
  {
    section: '5.2',
    by: 'b12',
    quote: 'gaan er veertig weg',
    proposed: 'gaan er zestig weg',
    reason: 'Er is plek in de garage.',
    workingDaysAgo: 17,
    agrees: 11,
    disagrees: 16,
    decision: {
      accept: false,
      reason: 'In de garage is plek voor veertig auto’s, niet voor zestig. Dat is geteld op drie avonden.',
      by: 's3',
      afterWorkingDays: 8,
    },
  },
  {
    section: '2.1',
    by: 'b13',
    quote: 'Het pad is ook bij hoogwater te gebruiken',
    proposed: 'Het pad is het hele jaar te gebruiken, ook bij hoogwater',
    reason: 'Ook bij sneeuw en ijs graag.',
    workingDaysAgo: 14,
    agrees: 8,
    disagrees: 1,
    decision: {
      accept: false,
      reason: 'Strooien langs het water is slecht voor de vissen. Bij ijs blijft het pad open, maar we strooien niet.',
      by: 's2',
      afterWorkingDays: 6,
    },
  },
  {
    section: '4.4',
    by: 'b8',
    quote: 'komen er twee terug',
    proposed: 'komen er drie terug',
    reason: 'Een jonge boom geeft jaren lang weinig schaduw.',
    workingDaysAgo: 13,
    agrees: 19,
    disagrees: 3,
    decision: {
      accept: false,
      reason: 'Voor drie bomen is langs de oever geen plek. Wel planten we grotere bomen dan voorheen.',
      by: 's3',
      afterWorkingDays: 9,
    },
  },
  {
    section: '4.3',
    by: 'b9',
    quote: 'een steiger van twaalf meter met twee trappen',
    proposed: 'een steiger van twaalf meter met twee trappen en een hek dat om tien uur dicht gaat',
    reason: 'Geluid draagt ver over het water.',
    workingDaysAgo: 11,
    agrees: 6,
    disagrees: 12,
    decision: {
      accept: false,
      reason: 'De oever blijft overal openbaar. Dat besloot de raad. De stille uren in paragraaf 5.1 gelden ook hier.',
      by: 's2',
      afterWorkingDays: 5,
    },
  },
  {
    section: '5.3',
    by: 'b10',
    quote: 'plek voor één kiosk zonder muziek',
    proposed: 'plek voor één kiosk zonder muziek en met een openbaar toilet',
    reason: 'Er is nergens een toilet langs de rivier.',
    workingDaysAgo: 10,
    agrees: 31,
    disagrees: 0,
    decision: { accept: true, reason: 'Goed punt. Het toilet is open zolang de kiosk open is.', by: 's3', afterWorkingDays: 3 },
  },
  {
    section: '5.1',
    by: 'b6',
    quote: 'is er van vrijdag tot en met zondag toezicht',
    proposed: 'is er elke avond toezicht, ook door bewoners met een hesje',
    reason: 'Op dinsdag varen ze net zo hard.',
    workingDaysAgo: 10,
    agrees: 17,
    disagrees: 5,
    decision: {
      accept: true,
      adopted: 'is er elke avond toezicht',
      reason: 'Elke avond kan. Toezicht houden mag alleen iemand die daarvoor is opgeleid, dus geen bewoners met een hesje.',
      by: 's3',
      afterWorkingDays: 5,
    },
  },
  {
    section: '4.3',
    by: 'b2',
    quote: 'De uitslag hangt bij de steiger.',
    proposed: 'De uitslag hangt bij de steiger, ook in het Engels.',
    reason: 'In de zomer zwemmen hier veel mensen die geen Nederlands lezen.',
    workingDaysAgo: 7,
    agrees: 6,
    disagrees: 0,
  },
  {
    section: '2.4',
    by: 'b14',
    quote: 'We maken het er licht en droog',
    proposed: 'We maken het er licht en droog, met werk van kunstenaars uit de buurt',
    reason: 'De muren onder de brug zijn saai.',
    workingDaysAgo: 8,
    agrees: 9,
    disagrees: 4,
  },
  {
    section: '1.3',
    by: 'b2',
    quote: 'Wat daar is afgesproken, staat bij het onderdeel.',
    proposed: 'Wat daar is afgesproken, staat binnen een week bij het onderdeel.',
    reason: 'Een verslag van maanden terug helpt niemand.',
    workingDaysAgo: 6,
    agrees: 7,
    disagrees: 0,
  },
  {
    section: '5.2',
    by: 'b13',
    quote: 'een stalling voor veertig fietsen',
    proposed: 'een overdekte stalling voor zestig fietsen',
    reason: 'In de zomer staan er nu al vijftig.',
    workingDaysAgo: 3,
    agrees: 5,
    disagrees: 1,
  },
  {
    section: '3.3',
    by: 'b6',
    quote: 'ten minste drie meter ruimte',
    proposed: 'ten minste vijf meter ruimte',
    reason: 'Drie meter is te smal om iets te zien.',
    workingDaysAgo: 1,
    agrees: 3,
    disagrees: 2,
  },
];

export const DEMO_SECTION_COMMENTS: readonly {
  section: string;
  by: string;
  /** The words it is about, as they stand then; left out: the whole section. */
  words?: string;
  body: string;
  question?: true;
  workingDaysAgo: number;
  reply?: { by: string; body: string; afterWorkingDays: number };
  /** Dealt with, by its author or the municipality. */
  closed?: { by: string; afterWorkingDays: number };
}[] = [
  {
    section: '2.1',
    by: 'b10',
    words: 'Het pad is ook bij hoogwater te gebruiken',
    body: 'Bij gemaal Zuid kan dit niet zonder de muur te verplaatsen. Is dat betaald?',
    question: true,
    workingDaysAgo: 7,
  },
  {
    section: '2.1',
    by: 'b9',
    words: 'Fietsers zijn te gast',
    body: 'Wie houdt de fietsers in de gaten? Bij ons op de dijk rijdt iedereen door.',
    workingDaysAgo: 6,
  },
  {
    section: '2.2',
    by: 'b12',
    words: 'tenzij een boom ziek is',
    body: 'Wie bepaalt of een boom ziek is? Ik mis dat de bomenlijst openbaar is.',
    workingDaysAgo: 10,
    reply: { by: 's2', body: 'De lijst staat vanaf deze week op de website. In 4.4 is dat nu ook opgeschreven.', afterWorkingDays: 2 },
  },
  {
    section: '3.2',
    by: 'b4',
    words: 'ten minste dertig meter open water',
    body: 'Dertig meter tussen de steigers: is dat gemeten? Mijn buurboot is al zesentwintig meter.',
    question: true,
    workingDaysAgo: 5,
  },
  {
    section: '3.3',
    by: 'b14',
    words: 'niet hoger dan vier meter',
    body: 'Vier meter hoog is een flat op het water. Waarom niet drie?',
    workingDaysAgo: 15,
    reply: {
      by: 's3',
      body: 'Een gewone woonark is drie meter zeventig. Bij drie meter kan bijna niemand vervangen.',
      afterWorkingDays: 3,
    },
    closed: { by: 'b14', afterWorkingDays: 4 },
  },
  { section: '4.1', by: 'b8', body: 'Prachtig. Kan er een uitkijkpunt bij, zonder dat mensen het riet in lopen?', workingDaysAgo: 12 },
  {
    section: '4.3',
    by: 'b11',
    words: 'een steiger van twaalf meter',
    body: 'Twaalf meter is kort als de hele school er in juni ligt.',
    workingDaysAgo: 9,
  },
  {
    section: '5.1',
    by: 'b2',
    words: 'Na elf uur ’s avonds',
    body: 'Elf uur is redelijk. Maar dan wel ook echt elf uur.',
    workingDaysAgo: 11,
  },
  {
    section: '5.3',
    by: 'b9',
    words: 'één kiosk zonder muziek',
    body: 'Tot hoe laat is die kiosk open?',
    question: true,
    workingDaysAgo: 1,
  },
];

/** Meetings in working days from today; negative is past. Times are in Amsterdam. */
export const DEMO_MEETINGS: readonly {
  title: string;
  place: string;
  description: string;
  workingDaysFromNow: number;
  from: string;
  until: string;
  invited: string;
  attendance?: number;
  report?: string;
}[] = [
  {
    title: 'Eerste Amstelgesprek: wonen op het water',
    place: 'Buurthuis De Bocht',
    description: 'Bewoners van boot en wal aan één tafel.',
    workingDaysFromNow: -95,
    from: '19:30',
    until: '21:30',
    invited: 'Alle adressen aan de Noordkade en alle woonboten. De uitnodiging lag in de brievenbus.',
    attendance: 64,
    report: 'Boot en wal vonden elkaar in de regel dat er geen boten bij komen en dat een vrije plek open water wordt.',
  },
  {
    title: 'Tweede Amstelgesprek: groen en dieren',
    place: 'Kinderboerderij Zuiderweide',
    description: 'Een wandeling langs de oever met de stadsecoloog.',
    workingDaysFromNow: -80,
    from: '14:00',
    until: '16:30',
    invited: 'Iedereen die bij het eerste gesprek was, de school en de volkstuinen.',
    attendance: 41,
    report: 'Iedereen zag hoe steil de stalen wand is. De wens voor een zachte oever komt uit dit gesprek.',
  },
  {
    title: 'Derde Amstelgesprek: rust en geluid',
    place: 'Roeivereniging De Lage Brug',
    description: 'Hoe blijft het ’s avonds stil, en wie zorgt daarvoor?',
    workingDaysFromNow: -62,
    from: '20:00',
    until: '22:00',
    invited: 'Bewoners, de roeivereniging en jongeren van het Bochtpark.',
    attendance: 38,
    report: 'Er waren ook negen jongeren. Tien uur vonden zij te vroeg. Samen kwamen we op elf uur.',
  },
  {
    title: 'Vierde Amstelgesprek: geld en volgorde',
    place: 'Bibliotheek Ringdijk',
    description: 'Wat doen we eerst, en wat laten we?',
    workingDaysFromNow: -40,
    from: '19:30',
    until: '21:30',
    invited: 'Alle huishoudens in het gebied, met een brief en een poster in de bibliotheek.',
    attendance: 52,
    report: 'Het pad en de oever kregen de meeste stemmen. Tien mensen zonder internet gaven hun kaartje af bij de balie.',
  },
  {
    title: 'Schrijfavond: wonen op het water',
    place: 'Dorpskerk Ringdijkhoek',
    description: 'Samen schrijven aan hoofdstuk 3, op papier en op een groot scherm.',
    workingDaysFromNow: -9,
    from: '19:30',
    until: '21:30',
    invited: 'Alle woonboten en alle adressen aan de Noordkade. Wie geen internet heeft, kreeg een kaartje om in te vullen.',
    attendance: 27,
    report:
      'Twaalf mensen vulden een kaartje in. Het gesprek ging vooral over uitzicht. Bewoners van de wal willen zien dat er water is, bewoners van de boten willen rust voor hun raam.\n\nDe kaartjes staan bij de delen waar ze over gaan.',
  },
  {
    title: 'Schrijfavond: de oever',
    place: 'Buurthuis De Bocht',
    description: 'Samen schrijven aan hoofdstuk 2. Er is koffie, en hulp voor wie niet vaak typt.',
    workingDaysFromNow: 4,
    from: '19:30',
    until: '21:30',
    invited: 'Iedereen is welkom. Aanmelden hoeft niet.',
  },
];
