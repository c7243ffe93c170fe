/** Mails about a person's place on the site. Plain B1 Dutch, text only. */
import { amsterdamDay, dutchDayWithYear } from '../calendar/amsterdam.ts';

export type MailText = { subject: string; text: string };

export function blockedMail({ name, until, reason }: { name: string; until: Date; reason: string }): MailText {
  return {
    subject: 'U kunt een tijd niet meedoen op Oever',
    text: `Beste ${name},

U kunt tot en met ${dutchDayWithYear(amsterdamDay(new Date(until.getTime() - 1)))} niet meedoen op Oever. U kunt wel alles lezen.

Dit is de reden:
${reason}

Bent u het er niet mee eens? Antwoord dan op deze mail, of bel de gemeente. Iemand anders kijkt er dan opnieuw naar.`,
  };
}
