/** A mail of each kind in each language: whole, with what was filled in, and without a word of the other language. */
import { describe, expect, test } from 'vitest';
import {
  accountChangedMail,
  confirmMail,
  knownAddressMail,
  newAddressMail,
  passwordChangedMail,
  passwordGoneMail,
  proofCodeMail,
  resetMail,
  signInLinkMail,
} from '../auth/mails.ts';
import { reminderMail as commitmentMail } from '../commitments/reminders.ts';
import { decisionMail as councilMail } from '../council/tell-participants.ts';
import { digestMail } from '../following/digest-mail.ts';
import type { NewsItem } from '../following/news-items.ts';
import { NEWS_KINDS } from '../following/news-rules.ts';
import { newsSentence } from '../following/news-words.ts';
import { viewReceiptMail } from '../formal-views/receipt-mail.ts';
import { mergeMail } from '../ideas/merge-mails.ts';
import { photoRemovedMail, receiptMail } from '../ideas/receipt-mail.ts';
import type { MailText } from '../mail/outbox.ts';
import { HOLD_REASONS, type HoldCode } from '../moderation/hold-rules.ts';
import { appealOverturnedMail, appealReceivedMail, appealUpheldMail, decisionMail, heldMail, reporterMail } from '../moderation/mails.ts';
import { ACTIONS_FOR, HOUSE_RULES, MODERATION_ACTIONS, SUBJECT_KINDS } from '../moderation/rules.ts';
import { onceMail } from '../once/mails.ts';
import { blockedMail } from '../people/mails.ts';
import { proposalMail } from '../plan-texts/change-proposal-mail.ts';
import { erasedMail } from '../privacy/mails.ts';
import { submitterMail } from '../reply-notes/mails.ts';
import { noticeMail } from '../responses/notices.ts';
import { dailyMail, reminderMail } from '../responses/staff-mails.ts';
import { LOCALES, type Locale } from '../web/locale.ts';
import { readLocale, type Words, wordsIn } from './words.ts';

const publicUrl = 'https://oever.example';
const now = new Date('2026-11-18T10:00:00Z');
// What people type means nothing to the texts around it.
const name = 'Bo {{day}} $t(mails:dear) $&';
const token = 'abc';
const municipality = 'Amstelboog';
const reason = 'Zo is het.';
const dueOn = '2026-12-02';
const idea = { title: 'Trap', url: publicUrl, dueOn, municipality };
const merging = { own: 'Trap', from: 'Trap', into: 'Steiger', reason, fromUrl: 'a', intoUrl: 'b', ownUrl: 'c', municipality };
const text = { kind: 'idea' as const, title: 'Trap', text: 'Een trap naar het water.' };
const decided = { rule: 'insult' as const, reason, decisionId: 'd', publicUrl };
const view = { number: 3, trajectory: 'Oever', body: 'Nee.', name, day: dueOn, time: '10.00', sha256: 'ff', url: publicUrl, municipality };
const council = { outcome: 'adopted' as const, decided_on: dueOn, summary: 'Goed plan.', deviates: false, correction: '' };
const dossier = { number: 1, title: 'Plan', slug: 'plan', trajectory: 'Oever' };
const pledge = { title: 'Bank', promised_on: dueOn, slug: 'plan', number: 1, display_name: name };
const reader = { id: 'p', name, email: 'p@oever.example' };
const waits = { contributionId: 'c', title: 'Trap', dueOn, percent: 50, kind: 'idea', paused: false, handler: null };
const note = { number: 1, title: 'Nota', slug: 'plan', trajectory_title: 'Oever', period_from: dueOn, period_until: dueOn };
const item = (kind: NewsItem['kind'], data: Record<string, unknown> = {}): NewsItem => ({
  eventId: 1,
  kind,
  at: now,
  trajectory: { slug: 'plan', title: 'Oever' },
  idea: { number: 1, title: 'Trap' },
  data,
  words: null,
  subject: { id: 's', number: 1, title: 'Bank' },
  contributionTitle: null,
});
const digest = { name, total: 2, rhythm: 'weekly' as const, publicUrl, unsubscribeUrl: `${publicUrl}/afmelden/x`, municipality };

const MAILS: Record<string, (words: Words) => MailText> = {
  confirm: confirmMail({ name, publicUrl, token }),
  'address known': knownAddressMail({ name, publicUrl }),
  'new password': resetMail({ name, publicUrl, token }),
  'password changed': passwordChangedMail({ name, publicUrl, now }),
  'password gone': passwordGoneMail({ name }),
  'link to sign in': signInLinkMail({ name, publicUrl, token, redirectTo: '/mijn' }),
  code: proofCodeMail({ name, code: '123456' }),
  'new address': newAddressMail({ name, publicUrl, token }),
  'address changed': accountChangedMail({ name, change: 'email', publicUrl }),
  'passkey added': accountChangedMail({ name, change: 'passkey_added', publicUrl }),
  'app added': accountChangedMail({ name, change: 'app_added', publicUrl }),
  'app removed': accountChangedMail({ name, change: 'app_removed', publicUrl }),
  'recovery renewed': accountChangedMail({ name, change: 'recovery_renewed', publicUrl }),
  'recovery used': accountChangedMail({ name, change: 'recovery_used', publicUrl }),
  'factors taken': accountChangedMail({ name, change: 'factors_taken', publicUrl }),
  'passkey removed': accountChangedMail({ name, change: 'passkey_removed', publicUrl }),
  once: onceMail({ name, title: 'Trap', publicUrl, token }),
  erased: erasedMail({ name }),
  blocked: blockedMail({ name, until: now, reason }),
  'idea received': receiptMail(idea),
  'idea received, no date': receiptMail({ ...idea, dueOn: null }),
  'photo removed': photoRemovedMail({ title: 'Trap', reason, contact: 'p@oever.example' }),
  ...Object.fromEntries(
    (['merged', 'declined', 'undone', 'proposer', 'supporters', 'carriers'] as const).map((what) => [what, mergeMail(what, merging)]),
  ),
  ...Object.fromEntries(
    (['early', 'in_time', 'late'] as const).map((timing) => [`view ${timing}`, viewReceiptMail({ ...view, timing, dueOn })]),
  ),
  'view, no date': viewReceiptMail({ ...view, timing: 'in_time', dueOn: null }),
  council: councilMail({ name, municipality, decision: council, dossier }),
  'council corrected': councilMail({ name, municipality, decision: { ...council, deviates: true, correction: 'Datum.' }, dossier }),
  'commitment soon': commitmentMail(pledge, 'month'),
  'commitment this week': commitmentMail(pledge, 'week'),
  'commitment over': commitmentMail(pledge, 'over'),
  reminder: reminderMail({ to: reader, items: [waits], today: '2026-11-20' }),
  reminders: reminderMail({ to: reader, items: [waits, { ...waits, percent: 75 }], today: dueOn }),
  'reminder late': reminderMail({ to: reader, items: [waits], today: '2026-12-20' }),
  'list of the day': dailyMail({ to: reader, items: [waits], today: '2026-12-20', team: null }),
  'list of a team': dailyMail({ to: reader, items: [waits], today: dueOn, team: 'Water' }),
  'reply note': submitterMail(note, { name, own: [{ number: 1, title: 'Trap' }] }),
  'reply note, two': submitterMail(note, { name, own: [1, 2].map((number) => ({ number, title: 'Trap' })) }),
  answered: noticeMail({ name, title: 'Trap', url: publicUrl, notice: { kind: 'answered', summary: 'Ja.' } }),
  paused: noticeMail({ name, title: 'Trap', url: publicUrl, notice: { kind: 'paused', reason } }),
  resumed: noticeMail({ name, title: 'Trap', url: publicUrl, notice: { kind: 'resumed', dueOn } }),
  extended: noticeMail({ name, title: 'Trap', url: publicUrl, notice: { kind: 'extended', reason, dueOn } }),
  'free day': noticeMail({ name, title: 'Trap', url: publicUrl, notice: { kind: 'recalculated', days: [dueOn, dueOn], dueOn } }),
  ...Object.fromEntries(
    (['accept', 'partly', 'decline'] as const).flatMap((kind) =>
      ['', 'Vier meter'].map((proposed) => [
        `proposal ${kind} ${proposed}`,
        proposalMail({ name, heading: '5 Water', notice: { kind, reason, proposed, adopted: 'Drie meter' }, url: publicUrl }),
      ]),
    ),
  ),
  'proposal rebased': proposalMail({ name, heading: '5 Water', notice: { kind: 'rebased', proposed: 'Vier' }, url: publicUrl }),
  'news, one': digestMail({ ...digest, items: [item('idea.done')], total: 1 }),
  news: digestMail({ ...digest, items: [item('idea.done'), item('comment.created')], total: 5 }),
  'appeal received': appealReceivedMail(text, { dueOn }),
  'appeal granted': appealOverturnedMail(text, { reason }),
  'appeal refused': appealUpheldMail(text, { reason }),
  ...Object.fromEntries((Object.keys(HOLD_REASONS) as HoldCode[]).map((code) => [`held for ${code}`, heldMail(text, { code, dueOn })])),
  ...Object.fromEntries(HOUSE_RULES.map((rule) => [`rule ${rule}`, decisionMail(text, { action: 'hide', ...decided, rule })])),
  ...Object.fromEntries(
    SUBJECT_KINDS.flatMap((kind) =>
      ACTIONS_FOR[kind].flatMap((action) => {
        const mail = decisionMail({ ...text, kind }, { action, ...decided });
        return mail ? [[`${action} ${kind}`, mail]] : [];
      }),
    ),
  ),
  ...Object.fromEntries(
    SUBJECT_KINDS.flatMap((kind) =>
      MODERATION_ACTIONS.map((action) => [`report on ${kind}: ${action}`, reporterMail({ ...text, kind }, { action, reason })]),
    ),
  ),
};

/** Little words that stand in any sentence of the one language and in none of the other. */
const ONLY: Record<Locale, RegExp> = {
  nl: /\b(de|het|een|uw|wij|niet|voor|met|u|op|gemeente|staat|zijn)\b/i,
  en: /\b(the|your|you|we|not|with|for|this|and|municipality|has|are)\b/i,
};

/** What people and the place are called is the same in both. */
const OWN = /„Trap”|“Trap”|Zo is het\.|"een bewoner"|Een trap naar het water\.|Goed plan\.|Datum\.|https?:\S+/g;

describe.each(Object.keys(LOCALES) as Locale[])('in %s', (locale) => {
  test.each(Object.keys(MAILS))('%s', (kind) => {
    const mail = MAILS[kind]?.(wordsIn(locale));
    const words = `${mail?.subject}\n${mail?.text}`.replaceAll(name, 'Bo').replace(OWN, '');
    expect(words).not.toMatch(/\{\{|undefined|null|\bmails:/);
    expect(words).toMatch(ONLY[locale]);
    for (const other of Object.keys(ONLY) as Locale[]) if (other !== locale) expect(words).not.toMatch(ONLY[other]);
    expect(mail?.subject).not.toContain('\n');
  });

  test.each(Object.keys(NEWS_KINDS) as NewsItem['kind'][])('the news %s', (kind) => {
    for (const data of [{}, { plannedOn: dueOn }, { verdict: 'finish', paper: 'motivation', outcome: 'held' }]) {
      const sentence = newsSentence(wordsIn(locale), item(kind, { phase: 'Horen', subjectNumber: 2, ...data }));
      expect(sentence).not.toMatch(/\{\{|undefined|news:/);
      for (const other of Object.keys(ONLY) as Locale[]) if (other !== locale) expect(sentence).not.toMatch(ONLY[other]);
    }
  });
});

test('what somebody is called stands in a mail as they typed it', () => {
  expect(confirmMail({ name, publicUrl, token })(wordsIn('en')).text).toBe(
    [
      `Dear ${name},`,
      `Welcome to Oever. Confirm your e-mail address with this link:\n${publicUrl}/bevestigen?code=abc`,
      'The link works for 24 hours, and once. Did you not register? Then you need not do anything.',
      'Kind regards,\nOever',
    ].join('\n\n'),
  );
});

test('days are written as each language has them', () => {
  expect(wordsIn('nl').day('2026-04-01')).toBe('1 april 2026');
  expect(wordsIn('en').day('2026-05-01')).toBe('1 May 2026');
  expect(wordsIn('nl').dayShort('2026-05-01')).toBe('1 mei');
});

test('a text that is not there is a fault, never a key in somebody’s mail box', () => {
  expect(() => wordsIn('en').t('mails:nowhere')).toThrow('nowhere');
});

test('a language the site no longer speaks is Dutch', () => {
  expect([readLocale('en'), readLocale('fy'), readLocale(null), readLocale('toString')]).toEqual(['en', 'nl', 'nl', 'nl']);
});
