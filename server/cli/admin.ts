/**
 * `npm run admin -- EMAIL`: makes the first administrator of a new site, who then asks a second factor of staff, and prints a link to sign in with, once. With
 * `--tweede-stap-weg`, for an administrator who lost phone and paper: takes their second factor away as well.
 */
import { takeFactorsAway } from '../auth/app-codes.ts';
import { env } from '../env.ts';
import { isDomainError } from '../errors.ts';
import { inviteAdministrator } from '../people/first-administrator.ts';
import { emailSchema } from '../people/rules.ts';
import { operatorContext, UsageError, withDatabase } from './database.ts';

const LOSE = '--tweede-stap-weg';

await withDatabase(async (handle) => {
  const given = process.argv.slice(2);
  const loses = given.includes(LOSE);
  const [address, ...more] = given.filter((word) => word !== LOSE);
  const email = emailSchema.safeParse(address);
  if (!email.success || more.length > 0)
    throw new UsageError(`Zo werkt het:\n  npm run admin -- naam@gemeente.nl\n  npm run admin -- naam@gemeente.nl ${LOSE}`);
  const context = operatorContext(handle);
  const { publicUrl } = env;
  try {
    const { path, isNew, personId } = await inviteAdministrator(context, { email: email.data });
    if (loses) await takeFactorsAway(context, { personId, publicUrl });
    const told = [
      isNew
        ? `${email.data} is nu beheerder. Medewerkers laten voor publiceren en sluiten een tweede stap zien; dat staat op de pagina Beheer.`
        : `${email.data} is al beheerder; dit is een nieuwe link.`,
      ...(loses ? ['De tweede stap is weg. Maak na het inloggen meteen een nieuwe.'] : []),
      `Log in met deze link. Hij werkt één keer, een uur lang:\n\n  ${publicUrl}${path}\n`,
    ];
    return told.join('\n');
  } catch (error) {
    if (isDomainError(error) && error.code === 'not_allowed')
      throw new UsageError('Er is al een beheerder. Die geeft anderen een rol op de pagina Beheer.');
    if (isDomainError(error) && error.code === 'not_found') throw new UsageError(`${email.data} heeft geen tweede stap om weg te halen.`);
    throw error;
  }
});
