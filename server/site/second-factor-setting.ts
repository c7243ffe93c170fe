import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';

/** `staff`: people with a role today; `without`: those of them who have neither a passkey, nor codes from an app, nor an account at the municipality's own sign-in. */
export type SecondFactorSetting = { on: boolean; staff: number; without: number };

export async function getSecondFactorSetting(db: Db, now: Date): Promise<SecondFactorSetting> {
  const site = await db.selectFrom('site').select('staff_second_factor').executeTakeFirst();
  const people = await db
    .selectFrom('person')
    .where('person.erased_at', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('role_grant')
          .whereRef('role_grant.person_id', '=', 'person.id')
          .where((grant) => grant.or([grant('ends_on', 'is', null), grant('ends_on', '>=', amsterdamDay(now))]))
          .select('role_grant.id'),
      ),
    )
    .select((eb) =>
      eb
        .or([
          eb.exists(eb.selectFrom('passkey').whereRef('passkey.person_id', '=', 'person.id').select('passkey.id')),
          eb.exists(
            eb
              .selectFrom('code_key')
              .whereRef('code_key.person_id', '=', 'person.id')
              .where('confirmed_at', 'is not', null)
              .select('code_key.person_id'),
          ),
          eb.exists(
            eb
              .selectFrom('identity_link')
              .whereRef('identity_link.person_id', '=', 'person.id')
              .where('provider', '=', 'staff')
              .select('identity_link.id'),
          ),
        ])
        .as('has_one'),
    )
    .execute();
  return { on: site?.staff_second_factor ?? false, staff: people.length, without: people.filter(({ has_one }) => !has_one).length };
}
