import type { Db } from '../context.ts';
import { setPolicy } from '../responses/policies.ts';
import { setTeamLead } from '../responses/teams.ts';
import { acting, type Cast } from './cast.ts';

/** What the municipality promises where a trajectory says nothing, and who leads two of its departments. */
export async function agreeOnTerms({
  db,
  cast,
  teams,
  at,
}: {
  db: Db;
  cast: Cast;
  teams: ReadonlyMap<string, string>;
  at: Date;
}): Promise<void> {
  const admin = acting(db, cast.get('admin'), at);
  await setPolicy(admin, {
    trajectoryId: null,
    kind: 'complaint',
    policy: { term: { weeks: 6 }, basis: 'statutory', basisText: 'Algemene wet bestuursrecht, artikel 9:11' },
  });
  for (const kind of ['idea', 'question'] as const)
    await setPolicy(admin, {
      trajectoryId: null,
      kind,
      policy: { term: { workingDays: 15 }, basisText: 'Servicebelofte van de gemeente' },
    });
  for (const [team, person] of [
    ['Verkeer', 's3'],
    ['Waterbeheer', 's2'],
  ] as const) {
    const teamId = teams.get(team);
    if (teamId) await setTeamLead(admin, { teamId, personId: cast.get(person)?.id ?? null });
  }
}
