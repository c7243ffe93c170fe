/** Mails about signing in. `publicUrl` comes from the environment, never from a request's Host header. */
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Words } from '../i18n/words.ts';
import { personalLetter } from '../mail/letter.ts';
import type { MailText } from '../mail/outbox.ts';

type Write = (words: Words) => MailText;
type To = { name: string; publicUrl: string };

/** A mail that is its subject and its paragraphs, with these values filled in. */
function plainMail(key: string, { name, ...values }: { name: string } & Record<string, string>): Write {
  return (words) => ({
    subject: words.t(`mails:auth.${key}.subject`),
    text: personalLetter(words, name, words.t(`mails:auth.${key}.text`, values)),
  });
}

export function confirmMail({ name, publicUrl, token }: To & { token: string }): Write {
  return plainMail('confirm', { name, url: `${publicUrl}/bevestigen?code=${token}` });
}

/** For who registers again: the page says the same to everybody, so only the owner of the mailbox learns that there is an account. */
export function knownAddressMail({ name, publicUrl }: To): Write {
  return plainMail('known', { name, signIn: `${publicUrl}/inloggen`, forgotten: `${publicUrl}/wachtwoord-vergeten` });
}

export function resetMail({ name, publicUrl, token }: To & { token: string }): Write {
  return plainMail('reset', { name, url: `${publicUrl}/wachtwoord-nieuw?code=${token}` });
}

export function passwordChangedMail({ name, publicUrl, now }: To & { now: Date }): Write {
  return (words) =>
    plainMail('password_changed', { name, day: words.dayShort(amsterdamDay(now)), url: `${publicUrl}/wachtwoord-vergeten` })(words);
}

/** For who showed that an address is theirs after an account was made with it (`claim-address.ts`). */
export function passwordGoneMail({ name }: { name: string }): Write {
  return plainMail('password_gone', { name });
}

/** `redirectTo`: where on the site they wanted to be. */
export function signInLinkMail({ name, publicUrl, token, redirectTo }: To & { token: string; redirectTo?: string }): Write {
  const to = redirectTo ? `&naar=${encodeURIComponent(redirectTo)}` : '';
  return plainMail('sign_in', { name, url: `${publicUrl}/inloggen/link?code=${token}${to}` });
}

export function proofCodeMail({ name, code }: { name: string; code: string }): Write {
  return plainMail('code', { name, code });
}

export function newAddressMail({ name, publicUrl, token }: To & { token: string }): Write {
  return plainMail('new_address', { name, url: `${publicUrl}/mijn/veiligheid/e-mailadres?code=${token}` });
}

export type AccountChange =
  | 'email'
  | 'passkey_added'
  | 'passkey_removed'
  | 'app_added'
  | 'app_removed'
  | 'recovery_renewed'
  | 'recovery_used'
  | 'factors_taken';

/** To the old address: so that a change somebody else made does not go unseen. */
export function accountChangedMail({ name, change, publicUrl }: To & { change: AccountChange }): Write {
  return (words) => ({
    subject: words.t('mails:auth.changed.subject'),
    text: personalLetter(
      words,
      name,
      words.t(`mails:auth.changed.${change}`),
      words.t('mails:auth.changed.not_you', { url: `${publicUrl}/wachtwoord-vergeten` }),
    ),
  });
}
