import type { Actor, Context, Tx } from '../context.ts';
import { writeMail } from '../mail/write-mail.ts';
import { type AccountChange, accountChangedMail } from './mails.ts';

/** So that a change somebody else made does not go unseen. Who has no e-mail address reads it on the page. */
export async function tellChange(
  tx: Tx,
  { now }: Pick<Context, 'now'>,
  { person, change, publicUrl }: { person: Pick<Actor, 'name' | 'email'>; change: AccountChange; publicUrl: string },
): Promise<void> {
  if (person.email) await writeMail(tx, { to: person.email, write: accountChangedMail({ name: person.name, change, publicUrl }) }, now);
}
