/** What the demo votes on. */
import { amsterdamMidnight } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';
import { castBallot, createVoting } from '../votings/commands.ts';
import { acting, type Cast } from './cast.ts';
import type { Act, Moments } from './moments.ts';
import { OEVERBUDGET, PONTNAAM } from './story/trajectories.ts';

/** Two votings that are open now, with ballots in them. */
export function votingActs(
  { db, cast, moments, trajectoryId }: { db: Db; cast: Cast; moments: Moments; trajectoryId: string },
  ideaIds: Map<string, string>,
  now: Date,
): Act[] {
  const budget: { id: string; optionIds: string[] } = { id: '', optionIds: [] };
  const ranking: { id: string; optionIds: string[] } = { id: '', optionIds: [] };
  const midnight = (days: number) => amsterdamMidnight(moments.day(days));
  return [
    {
      at: midnight(-OEVERBUDGET.opensDaysAgo),
      run: async (at) => {
        const { title, question, budget: purse, options } = OEVERBUDGET;
        Object.assign(
          budget,
          await createVoting(acting(db, cast.get('s4'), at), {
            trajectoryId,
            title,
            question,
            kind: 'budget',
            budget: purse,
            method: 'equal_shares',
            completion: 'add1_utilitarian',
            opensAt: at,
            closesAt: midnight(OEVERBUDGET.closesInDays),
            options: options.map(({ idea, ...option }) => ({
              ...option,
              ...(ideaIds.has(idea) ? { ideaId: ideaIds.get(idea) ?? '' } : {}),
            })),
          }),
        );
      },
    },
    {
      at: midnight(-PONTNAAM.opensDaysAgo),
      run: async (at) => {
        const { title, question, options } = PONTNAAM;
        Object.assign(
          ranking,
          await createVoting(acting(db, cast.get('s4'), at), {
            trajectoryId,
            title,
            question,
            kind: 'ranked',
            opensAt: at,
            closesAt: midnight(PONTNAAM.closesInDays),
            options: options.map((option) => ({ ...option })),
          }),
        );
      },
    },
    {
      at: new Date(now.getTime() - 30 * 60_000),
      run: async (at) => {
        for (const [index, voter] of cast.neighbours.slice(0, 17).entries()) {
          await castBallot(acting(db, voter, at), {
            votingId: ranking.id,
            choices: pick(ranking.optionIds, [(index * 3) % 4, (index * 5 + 1) % 4, (index + 2) % 4].slice(0, 1 + (index % 3))),
          });
        }
        for (const [index, voter] of cast.neighbours.slice(0, 31).entries()) {
          await castBallot(acting(db, voter, at), {
            votingId: budget.id,
            choices: pick(budget.optionIds, [index % 8, (index * 3 + 1) % 8, (index * 5 + 3) % 8].slice(0, 1 + (index % 3))),
          });
        }
      },
    },
  ];
}

function pick(optionIds: readonly string[], indexes: readonly number[]): string[] {
  return [...new Set(indexes.map((index) => optionIds[index]).filter((id): id is string => id !== undefined))];
}
