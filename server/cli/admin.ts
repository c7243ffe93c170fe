/** `npm run admin -- EMAIL`: makes the first administrator of a new site and prints a link to sign in with, once. */
import { env } from '../env.ts';
import { isDomainError } from '../errors.ts';
import { inviteAdministrator } from '../people/first-administrator.ts';
import { emailSchema } from '../people/rules.ts';
import { operatorContext, UsageError, withDatabase } from './database.ts';

await withDatabase(async (handle) => {
  const [given, ...more] = process.argv.slice(2);
  const email = emailSchema.safeParse(given);
  if (!email.success || more.length > 0) throw new UsageError('Zo werkt het:\n  npm run admin -- naam@gemeente.nl');
  try {
    const { path, isNew } = await inviteAdministrator(operatorContext(handle), { email: email.data });
    const who = isNew ? `${email.data} is nu beheerder.` : `${email.data} is al beheerder; dit is een nieuwe link.`;
    return `${who}\nLog in met deze link. Hij werkt één keer, een uur lang:\n\n  ${env.publicUrl}${path}\n`;
  } catch (error) {
    if (isDomainError(error) && error.code === 'not_allowed')
      throw new UsageError('Er is al een beheerder. Die geeft anderen een rol op de pagina Beheer.');
    throw error;
  }
});
