/** Everything that can be read under `/api/v1`. */
import { z } from 'zod';
import { COLUMNS } from './columns.ts';
import { operation, type ReadOperation, type Row } from './operation.ts';
import { readEvents } from './reading/events.ts';
import { readIdeas } from './reading/ideas.ts';
import { readPlanSections } from './reading/plan-sections.ts';
import { readResponses, readResponseTimes } from './reading/responses.ts';
import { readTrajectories, readTrajectory } from './reading/trajectories.ts';
import { readBallots, readResult } from './reading/votings.ts';
import { paging, slug, uuid } from './schemas/common.ts';
import { eventPageSchema, ideaPageSchema, ideaQuery, responsePageSchema, responseTimesSchema } from './schemas/contributions.ts';
import { sectionPageSchema, trajectoryPageSchema, trajectorySchema } from './schemas/trajectories.ts';
import { ballotPageSchema, votingResultSchema } from './schemas/votings.ts';

const ofTrajectory = z.object({ slug });
const ofVoting = z.object({ slug, votingId: uuid.describe('Het `id` van de stemming; het staat bij het traject.') });
const SECRET = { 403: 'De stemming is nog niet gesloten (`result_secret`).' };

export const OPERATIONS: readonly ReadOperation[] = [
  operation({
    operationId: 'listTrajectories',
    path: '/trajectories',
    tag: 'Trajecten',
    summary: 'Alle trajecten',
    description: 'De gepubliceerde trajecten van deze gemeente, op alfabet van hun naam in het adres.',
    pathParameters: z.object({}),
    query: z.object(paging),
    answer: trajectoryPageSchema,
    read: readTrajectories,
    table: { columns: COLUMNS.trajectories, rows: ({ items }) => items },
  }),
  operation({
    operationId: 'getTrajectory',
    path: '/trajectories/{slug}',
    tag: 'Trajecten',
    summary: 'Een traject',
    description: 'Een traject met zijn fasen, thema’s, bijeenkomsten en stemmingen.',
    pathParameters: ofTrajectory,
    query: z.object({}),
    answer: trajectorySchema,
    read: (reader, input) => readTrajectory(reader, input.slug),
  }),
  operation({
    operationId: 'listPlanSections',
    path: '/trajectories/{slug}/plan-sections',
    tag: 'Trajecten',
    summary: 'De plantekst',
    description: 'De onderdelen van de plantekst in volgorde, met de tekst zoals die nu is.',
    pathParameters: ofTrajectory,
    query: z.object(paging),
    answer: sectionPageSchema,
    read: readPlanSections,
    table: { columns: COLUMNS.sections, rows: ({ items }) => items },
  }),
  operation({
    operationId: 'listIdeas',
    path: '/trajectories/{slug}/ideas',
    tag: 'Inbreng',
    summary: 'Ideeën van bewoners',
    description: 'De ideeën die iedereen kan lezen. Wat een moderator verborg, staat er niet bij.',
    pathParameters: ofTrajectory,
    query: z.object({ ...paging, ...ideaQuery }),
    answer: ideaPageSchema,
    read: readIdeas,
    table: {
      columns: COLUMNS.ideas,
      rows: ({ items }) =>
        items.map(({ author, clock, photo, source, ...idea }) => ({
          ...idea,
          authorName: author.name,
          sourceName: source?.name ?? null,
          photoUrl: photo?.url ?? null,
          ...flatClock(clock),
        })),
    },
  }),
  operation({
    operationId: 'listResponses',
    path: '/trajectories/{slug}/responses',
    tag: 'Antwoorden',
    summary: 'Antwoorden van de gemeente',
    description:
      'De gepubliceerde antwoorden, nieuwste of laatst gecorrigeerde eerst. Een gecorrigeerd antwoord staat er één keer, met wat er eerder stond.',
    pathParameters: ofTrajectory,
    query: z.object(paging),
    answer: responsePageSchema,
    read: readResponses,
    table: {
      columns: COLUMNS.responses,
      rows: ({ items }) =>
        items.map(({ contribution, section, decision, authority, clock, versions, ...response }) => ({
          ...response,
          formerVersions: versions.length,
          contributionId: contribution.id,
          contributionKind: contribution.kind,
          contributionTitle: contribution.title,
          sectionNumber: section?.number ?? null,
          decisionTitle: decision?.title ?? null,
          decisionUrl: decision?.url ?? null,
          authorityName: authority?.name ?? null,
          ...flatClock(clock),
        })),
    },
  }),
  operation({
    operationId: 'getResponseTimes',
    path: '/trajectories/{slug}/response-times',
    tag: 'Antwoorden',
    summary: 'Antwoordtijden',
    description: 'Hoe snel de gemeente het afgelopen jaar antwoordde: per maand, per soort en per afdeling. Als CSV: per maand.',
    pathParameters: ofTrajectory,
    query: z.object({}),
    answer: responseTimesSchema,
    read: (reader, input) => readResponseTimes(reader, input.slug),
    table: { columns: COLUMNS.months, rows: ({ months }) => months },
  }),
  operation({
    operationId: 'getVotingResult',
    path: '/trajectories/{slug}/votings/{votingId}/result',
    tag: 'Stemmingen',
    summary: 'De uitslag van een stemming',
    description: 'De uitslag, zodra de stemming gesloten is. Daarvoor is alles geheim.',
    pathParameters: ofVoting,
    query: z.object({}),
    answer: votingResultSchema,
    refusals: SECRET,
    read: readResult,
    table: {
      columns: COLUMNS.tally,
      rows: ({ tally, options, winners }) =>
        tally.map(({ optionId, votes }) => {
          const option = options.find(({ id }) => id === optionId);
          return {
            optionId,
            publicId: option?.publicId ?? null,
            title: option?.title ?? null,
            cost: option?.cost ?? null,
            votes,
            won: winners.includes(optionId),
          };
        }),
    },
  }),
  operation({
    operationId: 'listBallots',
    path: '/trajectories/{slug}/votings/{votingId}/ballots',
    tag: 'Stemmingen',
    summary: 'De stembiljetten van een stemming',
    description: 'Alle stembiljetten zonder namen, zodra de stemming gesloten is. Hiermee kan iedereen de stemming natellen.',
    pathParameters: ofVoting,
    query: z.object(paging),
    answer: ballotPageSchema,
    refusals: SECRET,
    read: readBallots,
    table: {
      columns: COLUMNS.ballots,
      rows: ({ items }) =>
        items.map(({ ballotId, choices, points }) => ({ ballotId, choices: choices.join(' '), points: points?.join(' ') ?? null })),
    },
  }),
  operation({
    operationId: 'listEvents',
    path: '/trajectories/{slug}/events',
    tag: 'Trajecten',
    summary: 'Wat er gebeurde',
    description: 'Wat er op een traject gebeurde en iedereen mag weten, nieuwste eerst. Er staat nooit bij wie het deed.',
    pathParameters: ofTrajectory,
    query: z.object({
      ...paging,
      kind: z
        .string()
        .regex(/^[a-z_]{1,40}\.[a-z_]{1,40}$/)
        .optional()
        .describe('Alleen gebeurtenissen van deze soort, zoals `response.published`.'),
    }),
    answer: eventPageSchema,
    read: readEvents,
    table: { columns: COLUMNS.events, rows: ({ items }) => items },
  }),
];

function flatClock(
  clock: { state: string; firstDueOn: string; dueOn: string; answeredOn: string | null; team: string | null } | null,
): Row {
  return {
    clockState: clock?.state ?? null,
    clockFirstDueOn: clock?.firstDueOn ?? null,
    clockDueOn: clock?.dueOn ?? null,
    clockAnsweredOn: clock?.answeredOn ?? null,
    clockTeam: clock?.team ?? null,
  };
}
