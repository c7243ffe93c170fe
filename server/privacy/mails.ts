/** Plain B1 Dutch, text only. */
import type { MailText } from '../people/mails.ts';

/** The last mail there is: it is removed once it was sent. */
export function erasedMail({ name }: { name: string }): MailText {
  return {
    subject: 'Uw account is verwijderd',
    text: `Beste ${name},

Uw account bij Oever is verwijderd. Uw naam, uw e-mailadres en uw wachtwoord zijn weg. Dit is de laatste mail die u van ons krijgt.

Wat u openbaar schreef, staat er nog. Er staat nu "een bewoner" bij. Waar u stemde of steun gaf, telt uw stem nog mee.

Was u dit niet? Bel dan de gemeente.`,
  };
}
