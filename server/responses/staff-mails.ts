/** Mails to officials about what waits: short, with links. */
import type { Tx } from '../context.ts';
import { env } from '../env.ts';
import type { Words } from '../i18n/words.ts';
import { letter } from '../mail/letter.ts';
import type { MailText } from '../mail/outbox.ts';

export type Recipient = { id: string; name: string; email: string };
export type ReminderItem = { contributionId: string; title: string; kind: string; dueOn: string; percent: number };

/** Who leads the team; without a lead who manages the trajectory. Only people we can mail. */
export async function teamLeads(
  tx: Tx,
  { teamId, trajectoryId, today }: { teamId: string | null; trajectoryId: string; today: string },
): Promise<Recipient[]> {
  const lead = teamId
    ? await tx
        .selectFrom('team')
        .innerJoin('person', 'person.id', 'team.lead_id')
        .where('team.id', '=', teamId)
        .where('person.erased_at', 'is', null)
        .select(['person.id', 'person.display_name as name', 'person.email'])
        .executeTakeFirst()
    : undefined;
  if (lead?.email) return [{ ...lead, email: lead.email }];
  const managers = await tx
    .selectFrom('role_grant')
    .innerJoin('person', 'person.id', 'role_grant.person_id')
    .where('role_grant.role', '=', 'trajectory_manager')
    .where((eb) => eb.or([eb('role_grant.trajectory_id', '=', trajectoryId), eb('role_grant.trajectory_id', 'is', null)]))
    .where((eb) => eb.or([eb('role_grant.ends_on', 'is', null), eb('role_grant.ends_on', '>=', today)]))
    .where('person.erased_at', 'is', null)
    .select(['person.id', 'person.display_name as name', 'person.email'])
    .distinct()
    .orderBy('person.id')
    .execute();
  return managers.flatMap(({ email, ...person }) => (email ? [{ ...person, email }] : []));
}

/** What should be answered, by when: the first to end first. */
export function reminderMail({ to, items, today }: { to: Recipient; items: readonly ReminderItem[]; today: string }) {
  const sorted = [...items].sort((a, b) => a.dueOn.localeCompare(b.dueOn));
  return (words: Words): MailText => ({
    subject:
      sorted.length === 1
        ? words.t('mails:staff.reminder.subject', { title: sorted[0]?.title })
        : words.t('mails:staff.reminder.subject_many', { count: items.length }),
    text: letter(
      words.t('mails:dear', { name: to.name }),
      words.t('mails:staff.reminder.lead'),
      ...sorted.map((item) => `- ${item.title}\n  ${standing(words, item, today)}\n  ${queueUrl(item.contributionId)}`),
      words.t('mails:staff.queue', { url: queueUrl() }),
    ),
  });
}

function queueUrl(contributionId?: string): string {
  return `${env.publicUrl}/werkvoorraad${contributionId ? `/${contributionId}` : ''}`;
}

function standing({ t, day }: Words, { dueOn, percent }: ReminderItem, today: string): string {
  if (dueOn === today) return t('mails:staff.reminder.today');
  return t(`mails:staff.reminder.${dueOn < today ? 'late' : percent === 75 ? 'three_quarters' : 'half'}`, { day: day(dueOn) });
}

export type DailyItem = { contributionId: string; title: string; dueOn: string; paused: boolean; handler: string | null };

/** The list of the day: what is late, what is due today, and what comes soon. `team`: of whom this person leads. */
export function dailyMail({ to, items, today, team }: { to: Recipient; items: readonly DailyItem[]; today: string; team: string | null }) {
  const late = items.filter(({ dueOn }) => dueOn < today);
  const now = items.filter(({ dueOn }) => dueOn === today);
  const soon = items.filter(({ dueOn }) => dueOn > today);
  return (words: Words): MailText => {
    const part = (name: string, list: readonly DailyItem[]) =>
      list.length === 0 ? null : [words.t(`mails:staff.daily.${name}`), ...list.map((item) => line(words, item, team !== null))].join('\n');
    const counts = { day: words.day(today), late: late.length, now: now.length, soon: soon.length };
    return {
      subject: words.t(team ? 'mails:staff.daily.subject_team' : 'mails:staff.daily.subject_own', { ...counts, team }),
      text: letter(
        words.t('mails:dear', { name: to.name }),
        part('late', late),
        part('today', now),
        part('soon', soon),
        words.t('mails:staff.queue', { url: queueUrl() }),
      ),
    };
  };
}

function line({ t, day }: Words, { title, dueOn, handler, contributionId }: DailyItem, withHandler: boolean): string {
  const values = { title, day: day(dueOn), url: queueUrl(contributionId), handler: handler ?? t('mails:staff.daily.nobody') };
  return t(withHandler ? 'mails:staff.daily.line_team' : 'mails:staff.daily.line', values);
}
