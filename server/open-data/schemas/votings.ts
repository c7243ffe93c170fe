import { z } from 'zod';
import { address, count, moment, named, page, uuid } from './common.ts';

const optionSchema = named(
  'VotingOption',
  'Iets waarop mensen konden stemmen.',
  z.object({
    id: uuid,
    publicId: z.string().describe('De naam in het bestand met stembiljetten.'),
    title: z.string(),
    cost: count.nullable().describe('In hele euro’s.'),
    ideaNumber: z.int().nullable(),
  }),
);

export const votingResultSchema = named(
  'VotingResult',
  'De uitslag van een gesloten stemming.',
  z.object({
    votingId: uuid,
    title: z.string(),
    kind: z.enum(['approval', 'budget', 'ranked']),
    method: z.enum(['approval', 'greedy', 'equal_shares', 'instant_runoff', 'single_transferable_vote']).describe('Hoe er geteld is.'),
    completion: z.enum(['none', 'add1', 'add1_utilitarian']).nullable().describe('Hoe er verdeeld is wat overbleef.'),
    closedAt: moment,
    budget: count.nullable().describe('In hele euro’s.'),
    spent: count.nullable().describe('Wat de winnaars samen kosten, in hele euro’s.'),
    ballotCount: count,
    winners: z.array(uuid).describe('De winnaars, in de volgorde waarin ze wonnen.'),
    tally: z.array(z.object({ optionId: uuid, votes: z.number() })).describe('De stemmen per keuze, de meeste eerst.'),
    options: z.array(optionSchema),
    url: address,
  }),
);

export const ballotSchema = named(
  'Ballot',
  'Een stembiljet zonder naam. Niemand kan zien van wie het is.',
  z.object({
    ballotId: z
      .string()
      .describe('Het stembewijs van de stemmer, of een volgnummer. Met een stembewijs vindt een stemmer het eigen biljet.'),
    choices: z.array(uuid).describe('De gekozen `id`’s; bij een rangorde de eerste keus vooraan.'),
    points: z.array(z.number()).nullable().describe('De punten per keuze, als de stemming die kende.'),
  }),
);
export const ballotPageSchema = page('BallotPage', ballotSchema);
