import { amsterdamMidnight, endOfAmsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';

type Dates = { startsOn: string; endsOn: string };

/**
 * A phase may last longer while people vote in it, never shorter: who voted did so on the promise of that phase. It is about votings that close in the phase.
 * @throws DomainError `invalid` with the day at fault
 */
export async function refuseShortening(
  tx: Tx,
  { now }: Pick<Context, 'now'>,
  { trajectoryId, from, to }: { trajectoryId: string; from: Dates; to: Dates },
): Promise<void> {
  if (to.endsOn >= from.endsOn && to.startsOn <= from.startsOn) return;
  const voting = await tx
    .selectFrom('voting')
    .where('trajectory_id', '=', trajectoryId)
    .where('opens_at', '<=', now)
    .where('sealed_at', 'is', null)
    .where('closes_at', '>=', amsterdamMidnight(from.startsOn))
    .where('closes_at', '<=', endOfAmsterdamDay(from.endsOn))
    .where((eb) => eb.exists(eb.selectFrom('ballot').whereRef('ballot.voting_id', '=', 'voting.id').select('ballot.id')))
    .select('id')
    .limit(1)
    .executeTakeFirst();
  if (!voting) return;
  throw new DomainError('invalid', { fields: { [to.endsOn < from.endsOn ? 'endsOn' : 'startsOn']: 'trajectories:error.votes_in' } });
}
