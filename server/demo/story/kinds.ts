/** Stories, a challenge, an early formal view, and ideas that are being carried out. All of it is made up. */
import type { ToldAs } from '../../stories/rules.ts';

export const DEMO_STORIES: readonly { by: string; title: string; body: string; toldAs: ToldAs; workingDaysAgo: number }[] = [
  {
    by: 'b9',
    title: 'Mijn man kon nergens zitten',
    body: 'Vorig jaar liep ik elke dag met mijn man langs het water. Na tien minuten moest hij rusten. Er was geen bank, dus gingen wij terug. De laatste maanden kwamen wij niet meer bij de rivier.',
    toldAs: 'resident',
    workingDaysAgo: 96,
  },
  {
    by: 'b6',
    title: 'Roeien in het donker',
    body: 'Wij roeien om zes uur ’s ochtends. Bij de bocht ligt een boot zonder licht. Twee keer voeren wij er bijna tegenaan. Sindsdien gaan wij later, en dan is het druk.',
    toldAs: 'user',
    workingDaysAgo: 91,
  },
  {
    by: 'b7',
    title: 'De ringslang is terug, en weer weg',
    body: 'In mei zag ik drie jonge ringslangen in het riet aan de Zuiderweide. In juni werd het riet gemaaid. Daarna heb ik er geen meer gezien.',
    toldAs: 'resident',
    workingDaysAgo: 88,
  },
];

export const DEMO_CHALLENGE = {
  by: 'b8',
  workingDaysAgo: 9,
  title: 'De buurt maait de Zuiderweide zelf',
  groupName: 'Stichting Zuiderweide',
  task: 'De gemeente maait de Zuiderweide nu vier keer per jaar, alles tegelijk. Wij willen dat werk overnemen.',
  plan: 'Wij maaien om de beurt een derde, met de hand en met schapen. Acht mensen doen mee. Een ecoloog loopt elk jaar een dag met ons mee. De gemeente krijgt elk najaar een verslag.',
  budget: '6500',
  budgetText: 'Voor het hek van de schapen, gereedschap en een verzekering. Dat is minder dan het maaien nu kost.',
} as const;

export const DEMO_FORMAL_VIEW = {
  by: 'b12',
  workingDaysAgo: 4,
  body: 'In het ontwerp staat dat de kade vier meter breed blijft. Dan past er geen fietspad naast de boten. Ik vraag u de breedte opnieuw te bekijken voordat het plan ter inzage gaat.',
  name: 'N. Schut',
  address: 'Noordkade 41',
} as const;

type Step = { title: string; daysFromNow: number; moved?: { days: number; reason: string }; doneDaysAgo?: number };

export const DEMO_CARRIED_OUT: readonly { idea: string; workingDaysAgo: number; done: boolean; milestones: readonly Step[] }[] = [
  {
    idea: 'zwemtrap',
    workingDaysAgo: 6,
    done: false,
    milestones: [
      { title: 'Meting van de waterdiepte', daysFromNow: -20, doneDaysAgo: 18 },
      {
        title: 'Tekening klaar en besproken met de buurt',
        daysFromNow: 45,
        moved: { days: 21, reason: 'De ontwerper wacht op de meting van de stroming.' },
      },
      { title: 'De trap ligt in het water', daysFromNow: 160 },
    ],
  },
  {
    idea: 'bankjes',
    workingDaysAgo: 3,
    done: true,
    milestones: [
      { title: 'Plekken gekozen met de ouderenraad', daysFromNow: -40, doneDaysAgo: 42 },
      { title: 'Veertien bankjes geplaatst', daysFromNow: -6, doneDaysAgo: 6 },
    ],
  },
];

/** Told the municipality alone: only its writer and the desk see it. */
export const DEMO_STAFF_ONLY = {
  by: 'b1',
  workingDaysAgo: 3,
  title: 'De trap achter ons huis is gevaarlijk voor mijn moeder',
  body: 'Mijn moeder loopt slecht en is vorige week bijna gevallen op de trap naar de steiger. Ik wil niet dat de hele buurt weet hoe het met haar gaat. Kan er een leuning komen?',
};
