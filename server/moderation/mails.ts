/** Mails to the author of a text: what was decided, why, and what they can do. */
import type { Words } from '../i18n/words.ts';
import { letter } from '../mail/letter.ts';
import type { MailText } from '../mail/outbox.ts';
import type { HoldCode } from './hold-rules.ts';
import { type HouseRule, type ModerationAction, mayBeObjectedTo, type SubjectKind } from './rules.ts';

export type Write = (words: Words) => MailText;

type Text = { kind: SubjectKind; title: string; text: string };

type Decided = { rule: HouseRule | null; reason: string; decisionId: string; publicUrl: string };

/** What the author reads of a decision; null when nothing changed for them. */
export function decisionMail(subject: Text, { action, ...decided }: Decided & { action: ModerationAction }): Write | null {
  switch (action) {
    case 'hide':
      return hiddenMail(subject, decided);
    case 'restore':
      return restoredMail(subject, decided);
    case 'keep':
      return null;
    case 'ask':
      return askedMail(subject, decided);
    case 'redact':
      return redactedMail(subject, decided);
    case 'put_back':
      return putBackMail(subject, decided);
  }
}

/** What the text is called in the mail to its author: at the beginning of a sentence, and inside one. */
function named({ t }: Words, { kind }: Text) {
  return { yours: t(`mails:moderation.yours.${kind}`), your: t(`mails:moderation.your.${kind}`) };
}

function toAuthor({ t }: Words, ...paragraphs: (string | null)[]): string {
  return letter(t('mails:moderation.dear_author'), ...paragraphs);
}

/** Which rule, and why, in the words of the moderator. */
function reasons({ t }: Words, { rule, reason }: Pick<Decided, 'rule' | 'reason'>): string {
  const says = t('mails:moderation.says', { reason });
  return rule ? `${t(`mails:moderation.rule.${rule}`)}\n${says}` : says;
}

function objecting({ t }: Words, { decisionId, publicUrl }: Decided): string {
  return t('mails:moderation.object', { url: `${publicUrl}/bezwaar/${decisionId}` });
}

function askedMail(subject: Text, decided: Decided): Write {
  const isName = subject.kind === 'name';
  const url = isName ? `${decided.publicUrl}/mijn` : `${decided.publicUrl}/bezwaar/${decided.decisionId}/aanpassen`;
  return (words) => ({
    subject: words.t('mails:moderation.asked.subject', named(words, subject)),
    text: toAuthor(
      words,
      words.t(isName ? 'mails:moderation.asked.lead_name' : 'mails:moderation.asked.lead'),
      quoted(subject),
      reasons(words, decided),
      words.t(isName ? 'mails:moderation.asked.change_name' : 'mails:moderation.asked.change', { url }),
    ),
  });
}

function redactedMail(subject: Text, decided: Decided): Write {
  return (words) => ({
    subject: words.t('mails:moderation.redacted.subject', named(words, subject)),
    text: toAuthor(
      words,
      words.t('mails:moderation.redacted.lead', named(words, subject)),
      subject.title ? `> ${subject.title}` : null,
      reasons(words, decided),
      mayBeObjectedTo(subject.kind) ? objecting(words, decided) : words.t('mails:moderation.redacted.correct'),
    ),
  });
}

function putBackMail({ title }: Text, decided: Decided): Write {
  return (words) => ({
    subject: words.t('mails:moderation.put_back.subject'),
    text: toAuthor(words, words.t('mails:moderation.put_back.lead', { title }), reasons(words, decided), objecting(words, decided)),
  });
}

/** A plain rule holds the text. */
export function heldMail(subject: Text, { code, dueOn }: { code: HoldCode; dueOn: string }): Write {
  return (words) => ({
    subject: words.t('mails:moderation.held.subject', named(words, subject)),
    text: toAuthor(
      words,
      words.t('mails:moderation.held.lead'),
      quoted(subject),
      words.t(`mails:moderation.held.reason.${code}`),
      words.t('mails:moderation.held.when', { day: words.day(dueOn) }),
    ),
  });
}

/** To who reported a text. */
export function reporterMail(subject: Text, { action, reason }: { action: ModerationAction; reason: string }): Write {
  return ({ t }) => {
    const what = t(`mails:moderation.reporter.${action}`, { this: t(`mails:moderation.this.${subject.kind}`) });
    return {
      subject: t('mails:moderation.reporter.subject'),
      text: letter(
        t('mails:moderation.dear_reporter'),
        `${t('mails:moderation.reporter.looked')} ${what}`,
        t('mails:moderation.says', { reason }),
        t('mails:moderation.reporter.thanks'),
      ),
    };
  };
}

function hiddenMail(subject: Text, decided: Decided): Write {
  return (words) => ({
    subject: words.t('mails:moderation.hidden.subject', named(words, subject)),
    text: toAuthor(
      words,
      words.t('mails:moderation.hidden.lead', named(words, subject)),
      quoted(subject),
      reasons(words, decided),
      objecting(words, decided),
    ),
  });
}

function restoredMail(subject: Text, { reason }: { reason: string }): Write {
  return (words) => ({
    subject: words.t('mails:moderation.restored.subject', named(words, subject)),
    text: toAuthor(
      words,
      words.t('mails:moderation.restored.lead', named(words, subject)),
      quoted(subject),
      words.t('mails:moderation.says', { reason }),
    ),
  });
}

export function appealReceivedMail(subject: Text, { dueOn }: { dueOn: string }): Write {
  return (words) => ({
    subject: words.t('mails:moderation.appeal.received.subject'),
    text: toAuthor(
      words,
      words.t('mails:moderation.appeal.received.lead'),
      quoted(subject),
      words.t('mails:moderation.appeal.received.when', { day: words.day(dueOn) }),
    ),
  });
}

export function appealOverturnedMail(subject: Text, { reason }: { reason: string }): Write {
  return (words) => ({ ...restoredMail(subject, { reason })(words), subject: words.t('mails:moderation.appeal.overturned.subject') });
}

export function appealUpheldMail(subject: Text, { reason }: { reason: string }): Write {
  return (words) => ({
    subject: words.t('mails:moderation.appeal.upheld.subject'),
    text: toAuthor(
      words,
      words.t('mails:moderation.appeal.upheld.lead'),
      quoted(subject),
      words.t('mails:moderation.says', { reason }),
      words.t('mails:moderation.appeal.upheld.next'),
    ),
  });
}

function quoted({ title, text }: Text): string {
  return [title, text]
    .filter(Boolean)
    .join('\n')
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}
