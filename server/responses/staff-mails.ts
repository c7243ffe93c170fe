/** Mails to officials about what waits. Dutch, short, with links. */
import { dutchDayWithYear } from '../calendar/amsterdam.ts';
import type { Tx } from '../context.ts';
import { env } from '../env.ts';

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
export function reminderMail({ to, items, today }: { to: Recipient; items: readonly ReminderItem[]; today: string }): {
  subject: string;
  text: string;
} {
  const sorted = [...items].sort((a, b) => a.dueOn.localeCompare(b.dueOn));
  const lines = sorted.map((item) => `- ${item.title}\n  ${standing(item, today)}\n  ${env.publicUrl}/werkvoorraad/${item.contributionId}`);
  const subject = items.length === 1 ? `Herinnering: ${sorted[0]?.title}` : `Herinnering: ${items.length} bijdragen wachten op antwoord`;
  return {
    subject,
    text: `Beste ${to.name},\n\nDeze bijdragen wachten op antwoord:\n\n${lines.join('\n\n')}\n\nUw werkvoorraad: ${env.publicUrl}/werkvoorraad\n`,
  };
}

function standing({ dueOn, percent }: ReminderItem, today: string): string {
  if (dueOn < today) return `De termijn is voorbij: het antwoord had er ${dutchDayWithYear(dueOn)} moeten zijn.`;
  if (dueOn === today) return 'Vandaag is de laatste dag.';
  return `${percent === 75 ? 'Driekwart' : 'De helft'} van de tijd is om. Uiterlijk ${dutchDayWithYear(dueOn)}.`;
}

export type DailyItem = { contributionId: string; title: string; dueOn: string; paused: boolean; handler: string | null };

/** The list of the day: what is late, what is due today, and what comes soon. `isLead`: of a whole team. */
export function dailyMail({ to, items, today, team }: { to: Recipient; items: readonly DailyItem[]; today: string; team: string | null }): {
  subject: string;
  text: string;
} {
  const late = items.filter(({ dueOn }) => dueOn < today);
  const now = items.filter(({ dueOn }) => dueOn === today);
  const soon = items.filter(({ dueOn }) => dueOn > today);
  const part = (title: string, list: readonly DailyItem[]) =>
    list.length === 0 ? '' : `${title}\n${list.map((item) => line(item, team !== null)).join('\n')}\n\n`;
  const whose = team ? `van ${team}` : 'voor u';
  return {
    subject: `Lijst ${whose} van ${dutchDayWithYear(today)}: ${late.length} te laat, ${now.length} vandaag, ${soon.length} bijna`,
    text: `Beste ${to.name},\n\n${part('Te laat', late)}${part('Vandaag de laatste dag', now)}${part('Bijna', soon)}Uw werkvoorraad: ${env.publicUrl}/werkvoorraad\n`,
  };
}

function line({ title, dueOn, handler, contributionId }: DailyItem, withHandler: boolean): string {
  const who = withHandler ? ` (${handler ?? 'nog van niemand'})` : '';
  return `- ${title}${who}, uiterlijk ${dutchDayWithYear(dueOn)}\n  ${env.publicUrl}/werkvoorraad/${contributionId}`;
}
