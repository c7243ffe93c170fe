/** What people without internet brought in, and what was said about proposals. */
import type { Entry } from '../../meetings/enter.ts';

/** The meeting whose outcomes are in the story. */
export const WRITING_EVENING = 'Schrijfavond: wonen op het water';

export const DEMO_ENTRIES: readonly {
  by: string;
  /** `meeting`: said at the writing evening; else received so many working days ago. */
  channel: 'paper' | 'counter' | 'meeting';
  receivedWorkingDaysAgo: number;
  typedWorkingDaysAgo: number;
  reference: string;
  /** Only of who agreed. */
  name?: string;
  /** Asked for a letter about the decision. */
  post?: { name: string; address: string };
  entry: Entry;
}[] = [
  {
    by: 's3',
    channel: 'meeting',
    receivedWorkingDaysAgo: 9,
    typedWorkingDaysAgo: 8,
    reference: 'Kaartje 3',
    name: 'Mevrouw Dijkstra',
    post: { name: 'Mevrouw A. Dijkstra', address: 'Noordkade 12\n1234 AB Amstelboog' },
    entry: {
      kind: 'comment',
      section: '3.3',
      body: 'Vanaf mijn keukenraam zie ik nu alleen een muur van hout. Drie meter ertussen helpt al.',
    },
  },
  {
    by: 's3',
    channel: 'meeting',
    receivedWorkingDaysAgo: 9,
    typedWorkingDaysAgo: 8,
    reference: 'Kaartje 7',
    entry: { kind: 'question', section: '3.2', body: 'Kan de afvalwagen straks nog bij de steiger komen?' },
  },
  {
    by: 's3',
    channel: 'meeting',
    receivedWorkingDaysAgo: 9,
    typedWorkingDaysAgo: 8,
    reference: 'Kaartje 11',
    entry: {
      kind: 'change_proposal',
      section: '3.3',
      quote: 'Bewoners kiezen zelf de kleur van hun boot.',
      proposed: 'Bewoners kiezen zelf de kleur van hun boot, als die niet in de zon schittert.',
      reason: 'De witte boot tegenover ons verblindt de hele straat.',
    },
  },
  {
    by: 's2',
    channel: 'counter',
    receivedWorkingDaysAgo: 7,
    typedWorkingDaysAgo: 6,
    reference: 'De heer Blom, Ringdijk 14',
    name: 'De heer Blom',
    entry: {
      kind: 'idea',
      title: 'Een bank bij de pont',
      body: 'Ik ben 84 en wacht vaak een kwartier op de pont. Staan gaat niet meer zo goed. Een bank met een leuning is genoeg.',
      theme: 'wandelen-en-fietsen',
      place: 'Bij de aanlegplaats van de pont',
    },
  },
];

/** What people say about a proposal, by the start of the words it replaces. */
export const DEMO_PROPOSAL_COMMENTS: readonly { proposal: string; by: string; body: string; question?: true; workingDaysAgo: number }[] = [
  { proposal: 'De uitslag hangt', by: 'b10', body: 'Goed idee. Er komen veel toeristen zwemmen.', workingDaysAgo: 6 },
  {
    proposal: 'een stalling voor veertig',
    by: 'b9',
    body: 'Komt er dan ook een plek voor bakfietsen?',
    question: true,
    workingDaysAgo: 2,
  },
];
