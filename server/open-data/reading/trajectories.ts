import { z } from 'zod';
import { listTrajectories, type TrajectoryRow } from '../../trajectories/queries.ts';
import { getTrajectory } from '../../trajectories/view.ts';
import { pageAfter, readCursor } from '../cursor.ts';
import type { trajectoryItemSchema, trajectorySchema } from '../schemas/trajectories.ts';
import { pageUrl, type Reader } from './reader.ts';

type Item = z.output<typeof trajectoryItemSchema>;
export type ListInput = { limit: number; cursor?: string | undefined };

/** Published trajectories by slug, so that a page stays the same whatever is added. */
export async function readTrajectories(
  reader: Reader,
  { limit, cursor }: ListInput,
): Promise<{ items: Item[]; nextCursor: string | null }> {
  const place = readCursor(cursor, z.strictObject({ after: z.string().max(100) }));
  const rows = await listTrajectories(reader.db, { actor: null, now: reader.now });
  const { items, nextCursor } = pageAfter(
    [...rows].sort((a, b) => (a.slug < b.slug ? -1 : 1)),
    { limit, cursor: place?.after ?? null, key: ({ slug }) => slug },
  );
  return { items: items.map((row) => item(row, reader)), nextCursor };
}

function item(row: TrajectoryRow, reader: Reader): Item {
  const days = row.phases.flatMap(({ startsOn, endsOn }) => [startsOn, endsOn]).sort();
  return {
    ...basics(row, reader),
    stoppedOn: row.stoppedOn,
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
  };
}

/** @throws DomainError `not_found` */
export async function readTrajectory(reader: Reader, slug: string): Promise<z.output<typeof trajectorySchema>> {
  const view = await getTrajectory({ ...reader, actor: null }, slug);
  const url = (below = '') => pageUrl(reader, slug, below);
  const relative = (other: { slug: string; title: string }) => ({
    slug: other.slug,
    title: other.title,
    url: pageUrl(reader, other.slug),
  });
  return {
    ...basics(view, reader),
    stoppedOn: view.stop?.on ?? null,
    stopAccount: view.stop?.account ?? null,
    decisionMaker: view.decisionMaker,
    influenceSubject: view.influenceSubject,
    fixedPoints: view.fixedPoints,
    supportThreshold: view.supportThreshold,
    phases: view.phases.map((phase) => ({
      id: phase.id,
      position: phase.position,
      kind: phase.kind,
      title: phase.title,
      summary: phase.summary,
      startsOn: phase.startsOn,
      endsOn: phase.endsOn,
      active: phase.active,
      turn: phase.turn,
      influenceLevel: phase.influenceLevel,
      promise: phase.promise,
      features: phase.features,
      minimumLevel: phase.minimumLevel,
    })),
    themes: view.themes.map((theme) => ({ slug: theme.slug, name: theme.name })),
    areas: view.areas.map(({ name }) => ({ name })),
    meetings: [...view.meetings.past]
      .reverse()
      .concat(view.meetings.coming)
      .map((meeting) => ({
        number: meeting.number,
        title: meeting.title,
        place: meeting.place,
        startsAt: meeting.startsAt,
        endsAt: meeting.endsAt,
        attendance: meeting.attendance,
        url: url(`/bijeenkomsten/${meeting.number}`),
      })),
    votings: view.votings.map((voting) => ({ ...voting, url: url(`/stemmingen/${voting.id}`) })),
    copiedFrom: view.copiedFrom ? relative(view.copiedFrom) : null,
    copies: view.copies.map(relative),
  };
}

type Basic = Pick<TrajectoryRow, 'slug' | 'title' | 'question' | 'lead' | 'areaName' | 'state' | 'participants'>;

function basics({ slug, title, question, lead, areaName, state, participants }: Basic, reader: Reader) {
  // A concept is not there for who has no account.
  if (state === 'concept') throw new Error('a concept reached the open API');
  return { slug, title, question, lead, areaName, state, participants, url: pageUrl(reader, slug) };
}
