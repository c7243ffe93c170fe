/** The days of a trajectory for a calendar program (iCalendar, RFC 5545): phases, meetings, votings, and the days by which answers are promised. */
import { createEvents, type EventAttributes } from 'ics';
import { sql } from 'kysely';
import { addDays, amsterdamDay } from '../calendar/amsterdam.ts';
import { wordsIn } from '../i18n/words.ts';
import { getTrajectory } from '../trajectories/view.ts';
import type { Locale } from '../web/locale.ts';
import { isConcealed } from './reading/concealed.ts';
import { findPublished, pageUrl, type Reader } from './reading/reader.ts';

/** Of the answers promised for one day, so many are named. */
const MOST_NAMED = 15;

/** `locale`: of the words that are not somebody's own. @throws DomainError `not_found` */
export async function trajectoryAgenda(reader: Reader, slug: string, locale: Locale = 'nl'): Promise<string> {
  const { t } = wordsIn(locale);
  const { id, title } = await findPublished(reader, slug);
  const view = await getTrajectory({ ...reader, actor: null }, slug);
  const host = new URL(reader.publicUrl).hostname;
  const url = pageUrl(reader, slug);
  const common = {
    // The same all day, so that the file only changes when something in it does.
    timestamp: toUtc(new Date(`${amsterdamDay(reader.now)}T00:00:00Z`)),
    startInputType: 'utc',
    startOutputType: 'utc',
    endInputType: 'utc',
    endOutputType: 'utc',
    calName: title,
    productId: `-//Oever//Trajectagenda//${locale.toUpperCase()}`,
  } as const;
  const allDay = (from: string, until: string) => ({ start: toDay(from), end: toDay(addDays(until, 1)), transp: 'TRANSPARENT' as const });
  const events: EventAttributes[] = [
    ...view.phases.map((phase) => ({
      ...common,
      ...allDay(phase.startsOn, phase.endsOn),
      uid: `fase-${phase.id}@${host}`,
      title: t('news:agenda.phase', { title: phase.title }),
      description: phase.summary,
      url,
    })),
    ...[...view.meetings.past, ...view.meetings.coming].map((meeting) => ({
      ...common,
      start: toUtc(new Date(meeting.startsAt)),
      end: toUtc(new Date(meeting.endsAt)),
      uid: `bijeenkomst-${meeting.id}@${host}`,
      title: meeting.title,
      description: meeting.description,
      location: meeting.place,
      url: pageUrl(reader, slug, `/bijeenkomsten/${meeting.number}`),
    })),
    ...view.votings.map((voting) => ({
      ...common,
      start: toUtc(new Date(voting.opensAt)),
      end: toUtc(new Date(voting.closesAt)),
      transp: 'TRANSPARENT' as const,
      uid: `stemming-${voting.id}@${host}`,
      title: t('news:agenda.voting', { title: voting.title }),
      description: voting.question,
      url: pageUrl(reader, slug, `/stemmingen/${voting.id}`),
    })),
    ...(await listDueDays(reader, id)).map(({ dueOn, answers, titles }) => ({
      ...common,
      ...allDay(dueOn, dueOn),
      uid: `antwoorden-${dueOn}-${id}@${host}`,
      title: t('news:agenda.promised', { count: answers }),
      description: [
        ...titles.slice(0, MOST_NAMED),
        ...(answers > MOST_NAMED ? [t('news:agenda.more', { n: answers - MOST_NAMED })] : []),
      ].join('\n'),
      url: pageUrl(reader, slug, '/reacties'),
    })),
  ];
  const { error, value } = createEvents(events);
  if (error || !value) throw error ?? new Error('the calendar could not be written');
  return value;
}

type DueDay = { dueOn: string; answers: number; titles: string[] };

/** Days by which answers that are not there yet are promised. Of what is hidden nothing is said; formal views are only counted. */
async function listDueDays({ db }: Reader, trajectoryId: string): Promise<DueDay[]> {
  return db
    .selectFrom('clock')
    .innerJoin('contribution', 'contribution.id', 'clock.contribution_id')
    .where('clock.trajectory_id', '=', trajectoryId)
    .where('clock.answered_on', 'is', null)
    .where('clock.stopped_on', 'is', null)
    .where('clock.paused_on', 'is', null)
    .where((eb) => eb.not(isConcealed(sql`clock.contribution_id`)))
    .groupBy('clock.due_on')
    .orderBy('clock.due_on')
    .select([
      'clock.due_on as dueOn',
      sql<number>`count(*)::integer`.as('answers'),
      sql<string[]>`array_agg(contribution.title order by contribution.title)`.as('titles'),
    ])
    .execute();
}

function toDay(day: string): [number, number, number] {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return [year, month, date];
}

function toUtc(moment: Date): [number, number, number, number, number] {
  return [moment.getUTCFullYear(), moment.getUTCMonth() + 1, moment.getUTCDate(), moment.getUTCHours(), moment.getUTCMinutes()];
}
