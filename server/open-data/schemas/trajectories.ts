import { z } from 'zod';
import { address, count, day, moment, named, page, slug, uuid } from './common.ts';

const phaseSchema = named(
  'Phase',
  'Een fase van een traject. Een fase loopt van de eerste dag tot en met de laatste.',
  z.object({
    id: uuid,
    position: z.int().min(1).describe('De hoeveelste fase.'),
    kind: z
      .enum(['agreements', 'problem', 'ideas', 'writing', 'answering', 'inspection', 'voting', 'decision', 'carrying_out', 'evaluation'])
      .describe('Het soort fase.'),
    title: z.string(),
    summary: z.string(),
    startsOn: day,
    endsOn: day.describe('De laatste dag; die hoort erbij.'),
    active: z.boolean().describe('De fase loopt vandaag.'),
    turn: z.enum(['residents', 'government', 'council']).describe('Wie aan de beurt is.'),
    influenceLevel: z.enum(['inform', 'consult', 'advise', 'coproduce', 'codecide']).describe('De trede van de participatieladder.'),
    promise: z.string().describe('Wat de gemeente belooft te doen met wat bewoners zeggen.'),
    features: z.array(z.string()).describe('Wat mensen in deze fase kunnen doen.'),
    minimumLevel: z
      .enum(['none', 'email', 'address', 'oidc'])
      .describe('Wat de fase vraagt van wie meedoet: een account, een bevestigd e-mailadres, een bevestigd adres of een landelijke inlog.'),
  }),
);

const basics = {
  slug,
  title: z.string(),
  question: z.string().describe('Wat de gemeente aan bewoners vraagt.'),
  lead: z.string(),
  areaName: z.string().describe('Het gebied.'),
  state: z.enum(['announced', 'running', 'deciding', 'carrying_out', 'evaluated', 'stopped']),
  stoppedOn: day.nullable().describe('De dag waarop het traject eerder dan gepland stopte.'),
  participants: count.describe('Hoeveel mensen meededen; ieder telt een keer.'),
  url: address.describe('De pagina van het traject.'),
};

export const trajectoryItemSchema = named(
  'TrajectorySummary',
  'Een traject in het kort.',
  z.object({ ...basics, firstDay: day.nullable(), lastDay: day.nullable() }),
);
export const trajectoryPageSchema = page('TrajectoryPage', trajectoryItemSchema);

const related = z.object({ slug, title: z.string(), url: address });

export const trajectorySchema = named(
  'Trajectory',
  'Een traject met zijn fasen, thema’s, bijeenkomsten en stemmingen.',
  z.object({
    ...basics,
    decisionMaker: z.string().describe('Wie uiteindelijk besluit.'),
    influenceSubject: z.string().describe('Waar bewoners invloed op hebben.'),
    fixedPoints: z.array(z.string()).describe('Wat al vaststaat.'),
    supportThreshold: z.int().nullable().describe('Bij zoveel steun komt een idee op de agenda.'),
    stopAccount: z.string().nullable().describe('Waarom de gemeente stopte.'),
    phases: z.array(phaseSchema),
    themes: z.array(z.object({ slug: z.string(), name: z.string() })),
    areas: z.array(z.object({ name: z.string() })),
    meetings: z.array(
      z.object({
        number: z.int().min(1),
        title: z.string(),
        place: z.string(),
        startsAt: moment,
        endsAt: moment,
        attendance: count.nullable().describe('Hoeveel mensen kwamen; leeg zolang niemand telde.'),
        url: address,
      }),
    ),
    votings: z.array(
      z.object({
        id: uuid,
        kind: z.enum(['approval', 'budget', 'ranked']),
        title: z.string(),
        question: z.string(),
        opensAt: moment,
        closesAt: moment.describe('Vanaf dit moment telt een stem niet meer.'),
        state: z.enum(['planned', 'open', 'closed']),
        url: address,
      }),
    ),
    copiedFrom: related.nullable().describe('Het traject waarvan dit een kopie is.'),
    copies: z.array(related).describe('Trajecten die hiervan een kopie zijn.'),
  }),
);

export const sectionSchema = named(
  'PlanSection',
  'Een onderdeel van de plantekst, zoals die nu is.',
  z.object({
    id: uuid,
    number: z.string().describe('Zoals lezers het zien: `2.1`.'),
    title: z.string(),
    level: z.int().min(1).describe('1 is een hoofdstuk.'),
    policy: z.enum(['fixed', 'open', 'suggest', 'closed']).describe('Wat bewoners nu met de tekst kunnen doen.'),
    policyReason: z.string().nullable().describe('Waarom de tekst vaststaat of dicht is.'),
    text: z.string().describe('De tekst zonder opmaak.'),
    version: count.describe('Het nummer van de nieuwste bewaarde versie; 0 als er nog geen is.'),
    versionAt: moment.nullable(),
    changedSinceVersion: z.boolean().describe('Na die versie is verder geschreven.'),
    openProposals: count,
    decidedProposals: count,
    comments: count,
    url: address,
  }),
);
export const sectionPageSchema = page('PlanSectionPage', sectionSchema);
