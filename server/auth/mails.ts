/** Mails about signing in. Plain B1 Dutch, text only. `publicUrl` comes from the environment, never from a request's Host header. */
import { amsterdamDay, dutchDay } from '../calendar/amsterdam.ts';

export type MailText = { subject: string; text: string };

const CLOSING = 'Met vriendelijke groet,\nOever';

export function confirmMail({ name, publicUrl, token }: { name: string; publicUrl: string; token: string }): MailText {
  return {
    subject: 'Bevestig uw e-mailadres',
    text: `Beste ${name},

Welkom bij Oever. Bevestig uw e-mailadres met deze link:
${publicUrl}/bevestigen?code=${token}

De link werkt 24 uur en één keer. Heeft u zich niet aangemeld? Dan hoeft u niets te doen.

${CLOSING}`,
  };
}

/** For who registers again: the page says the same to everybody, so only the owner of the mailbox learns that there is an account. */
export function knownAddressMail({ name, publicUrl }: { name: string; publicUrl: string }): MailText {
  return {
    subject: 'U heeft al een account',
    text: `Beste ${name},

Iemand wilde zich bij Oever aanmelden met dit e-mailadres. U heeft al een account. Er is niets veranderd.

Inloggen: ${publicUrl}/inloggen
Wachtwoord vergeten: ${publicUrl}/wachtwoord-vergeten

Was u dit niet? Dan hoeft u niets te doen.

${CLOSING}`,
  };
}

export function resetMail({ name, publicUrl, token }: { name: string; publicUrl: string; token: string }): MailText {
  return {
    subject: 'Kies een nieuw wachtwoord',
    text: `Beste ${name},

Kies een nieuw wachtwoord met deze link:
${publicUrl}/wachtwoord-nieuw?code=${token}

De link werkt 30 minuten en één keer. Heeft u hier niet om gevraagd? Dan hoeft u niets te doen. Uw wachtwoord blijft zoals het is.

${CLOSING}`,
  };
}

export function passwordChangedMail({ name, publicUrl, now }: { name: string; publicUrl: string; now: Date }): MailText {
  return {
    subject: 'Uw wachtwoord is veranderd',
    text: `Beste ${name},

Uw wachtwoord voor Oever is op ${dutchDay(amsterdamDay(now))} veranderd. U bent op alle apparaten uitgelogd.

Was u dit niet? Kies dan meteen een nieuw wachtwoord: ${publicUrl}/wachtwoord-vergeten

${CLOSING}`,
  };
}

export function signInLinkMail({
  name,
  publicUrl,
  token,
  redirectTo,
}: {
  name: string;
  publicUrl: string;
  token: string;
  /** Where on the site they wanted to be. */
  redirectTo?: string;
}): MailText {
  const to = redirectTo ? `&naar=${encodeURIComponent(redirectTo)}` : '';
  return {
    subject: 'Uw link om in te loggen',
    text: `Beste ${name},

Log in met deze link:
${publicUrl}/inloggen/link?code=${token}${to}

De link werkt 15 minuten en één keer. Heeft u hier niet om gevraagd? Dan hoeft u niets te doen. Geef de link aan niemand.

${CLOSING}`,
  };
}

export function proofCodeMail({ name, code }: { name: string; code: string }): MailText {
  return {
    subject: 'Uw code',
    text: `Beste ${name},

Uw code is ${code}

Vul de code in op de pagina waar u was. De code werkt 15 minuten. Geef hem aan niemand, ook niet aan de gemeente.

Vroeg u niet om een code? Dan is iemand ingelogd met uw account. Log overal uit en kies een nieuw wachtwoord.

${CLOSING}`,
  };
}

export function newAddressMail({ name, publicUrl, token }: { name: string; publicUrl: string; token: string }): MailText {
  return {
    subject: 'Bevestig uw nieuwe e-mailadres',
    text: `Beste ${name},

U wilt dit e-mailadres gebruiken bij Oever. Bevestig het met deze link:
${publicUrl}/mijn/veiligheid/e-mailadres?code=${token}

De link werkt 24 uur en één keer. Vroeg u dit niet? Dan hoeft u niets te doen.

${CLOSING}`,
  };
}

/** To the old address: so that a change somebody else made does not go unseen. `change`: what is different now, as a sentence. */
export function accountChangedMail({ name, change, publicUrl }: { name: string; change: string; publicUrl: string }): MailText {
  return {
    subject: 'Uw account is gewijzigd',
    text: `Beste ${name},

${change}

Was u dit niet? Kies dan meteen een nieuw wachtwoord: ${publicUrl}/wachtwoord-vergeten
En bel de gemeente.

${CLOSING}`,
  };
}
