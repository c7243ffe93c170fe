/** States of the whole plan: every moment at which a version of one or more sections was kept is one, numbered from the first. */
import type { JSONContent } from '@tiptap/core';
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { can } from '../permissions.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { cleanContent } from './content.ts';
import { sectionHeading } from './rules.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

export type PlanVersionEntry = {
  number: number;
  createdAt: string;
  notes: string[];
  /** Numbers of the sections that changed. */
  sections: string[];
  /** Nobody made it: quiet after writing did. */
  automatic: boolean;
  /** Titles of the phases that ended with this text. */
  phaseEnds: string[];
  /** This is the text that was adopted. */
  adopted: boolean;
};

export type PlanVersion = {
  trajectory: { id: string; slug: string; title: string };
  version: PlanVersionEntry;
  versions: number;
  sections: (PlanSection & { changed: boolean })[];
};

/** A section as it stood in a state of the plan. */
export type PlanSection = {
  sectionId: string;
  number: string;
  heading: string;
  level: number;
  position: number;
  title: string;
  content: JSONContent;
  /** 0 for the text of now. */
  version: number;
};

/** The numbered states of a plan, the newest first. @throws DomainError `not_found` */
export async function listPlanVersions(
  context: Viewer,
  { trajectory: slug }: { trajectory: string },
): Promise<{ items: PlanVersionEntry[]; nextCursor: null; may: { markAdopted: boolean } }> {
  const { id } = await getReadableTrajectory(context.db, { slug, actor: context.actor, now: context.now });
  return {
    items: (await readPlanStates(context.db, id)).reverse(),
    nextCursor: null,
    may: { markAdopted: can(context.actor, 'plan_text.mark_adopted', { trajectoryId: id }, context) },
  };
}

/** The plan as it stood at one of its numbered states. @throws DomainError `not_found` */
export async function getPlanVersion(
  context: Viewer,
  { trajectory: slug, number }: { trajectory: string; number: number },
): Promise<PlanVersion> {
  const { id, title } = await getReadableTrajectory(context.db, { slug, actor: context.actor, now: context.now });
  const versions = await readPlanStates(context.db, id);
  const version = versions[number - 1];
  if (!version) throw new DomainError('not_found');
  const sections = await readPlanAt(context.db, id, { until: new Date(version.createdAt) });
  return {
    trajectory: { id, slug, title },
    version,
    versions: versions.length,
    sections: sections.map(({ keptAt, ...section }) => ({ ...section, changed: keptAt.toISOString() === version.createdAt })),
  };
}

/**
 * The newest version of each section at a moment, in the order of the plan.
 * @param when `until` a moment and including it, or `before` it
 */
export async function readPlanAt(
  db: Db,
  trajectoryId: string,
  when: { until: Date } | { before: Date },
): Promise<(PlanSection & { keptAt: Date })[]> {
  const [compare, moment] = 'until' in when ? (['<=', when.until] as const) : (['<', when.before] as const);
  const rows = await db
    .selectFrom('section')
    .innerJoin('section_version', 'section_version.section_id', 'section.id')
    .where('section.trajectory_id', '=', trajectoryId)
    .where('section_version.created_at', compare, moment)
    .where((eb) => eb.or([eb('section.removed_at', 'is', null), eb('section.removed_at', '>', moment)]))
    .distinctOn('section.id')
    .orderBy('section.id')
    .orderBy('section_version.number', 'desc')
    .select(['section.id as sectionId', 'section.number', 'section.level', 'section.position'])
    .select([
      'section_version.title',
      'section_version.content',
      'section_version.number as version',
      'section_version.created_at as keptAt',
    ])
    .execute();
  return rows
    .sort((one, other) => one.position - other.position)
    .map((row) => ({ ...row, heading: sectionHeading(row), content: cleanContent(row.content as JSONContent) }));
}

/** From the first to the newest. */
export async function readPlanStates(db: Db, trajectoryId: string): Promise<PlanVersionEntry[]> {
  const [rows, marks] = await Promise.all([
    db
      .selectFrom('section_version')
      .innerJoin('section', 'section.id', 'section_version.section_id')
      .where('section.trajectory_id', '=', trajectoryId)
      .orderBy('section_version.created_at')
      .orderBy('section.position')
      .orderBy('section_version.number')
      .select(['section_version.created_at as at', 'section_version.note', 'section_version.cause', 'section.number'])
      .execute(),
    db
      .selectFrom('plan_mark')
      .leftJoin('phase', 'phase.id', 'plan_mark.phase_id')
      .where('plan_mark.trajectory_id', '=', trajectoryId)
      .where('plan_mark.state_at', 'is not', null)
      .orderBy('plan_mark.ends_on')
      .select(['plan_mark.kind', 'plan_mark.state_at as at', 'phase.title'])
      .execute(),
  ]);
  const states = new Map<number, { notes: Set<string>; sections: Set<string>; automatic: boolean }>();
  for (const { at, note, cause, number } of rows) {
    const state = states.get(at.getTime()) ?? { notes: new Set(), sections: new Set(), automatic: true };
    states.set(at.getTime(), state);
    state.notes.add(note);
    state.sections.add(number);
    if (cause !== 'automatic') state.automatic = false;
  }
  return [...states].map(([at, { notes, sections, automatic }], index) => {
    const here = marks.filter((mark) => mark.at?.getTime() === at);
    return {
      number: index + 1,
      createdAt: new Date(at).toISOString(),
      notes: [...notes],
      sections: [...sections],
      automatic,
      phaseEnds: here.flatMap((mark) => (mark.kind === 'phase_end' && mark.title ? [mark.title] : [])),
      adopted: here.some((mark) => mark.kind === 'adopted'),
    };
  });
}
