import type { JSONContent } from '@tiptap/core';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context } from '../context.ts';
import { DomainError, type ErrorCode } from '../errors.ts';
import type { VerificationLevel } from '../people/levels.ts';
import { type ActiveFeatures, askedLevel, type PhaseFeature, type SectionPolicy, whyNot } from '../permissions.ts';
import { promiseFor } from '../responses/queries.ts';
import { getReadableTrajectory, listPhases } from '../trajectories/queries.ts';
import { activeFeatures, activePhases } from '../trajectories/rules.ts';
import { readContents } from './content-cache.ts';
import { chapterPolicy, policyNow, sectionHeading } from './rules.ts';
import { listSectionRows, type SectionRow } from './section-rows.ts';
import { listWritersNow } from './writing-now.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

export type SectionView = {
  id: string;
  documentId: string;
  number: string;
  title: string;
  /** Number and title as readers see them. */
  heading: string;
  /** 1 for a chapter. */
  level: number;
  /** What holds now. */
  policy: SectionPolicy;
  /** As it was set; the phase may allow less. */
  ownPolicy: SectionPolicy;
  policyReason: string | null;
  text: string;
  content: JSONContent;
  /** The newest saved version; 0 when none was saved. */
  version: number;
  versionAt: string | null;
  /** Something was written since that version. */
  changedSince: boolean;
  /** There is text that nobody gave a version yet: new, or only kept by itself. */
  canBeKept: boolean;
  openProposals: number;
  decidedProposals: number;
  comments: number;
  /** People who write in it at this moment. */
  writersNow: number;
  /** Why the viewer may not, or null. */
  /** How sure we must be of who takes part. */
  asks: Record<'write' | 'suggest' | 'comment', VerificationLevel>;
  why: Record<'write' | 'suggest' | 'comment' | 'saveVersion' | 'setPolicy' | 'decide', ErrorCode | null>;
};

/** A section without its text, for tables of contents. */
export type SectionEntry = Pick<SectionView, 'number' | 'title' | 'heading' | 'level' | 'policy' | 'writersNow'>;

/** A chapter with what is possible in any of its sections. */
export type ChapterEntry = SectionEntry & { sections: SectionEntry[] };

export type PlanText = {
  trajectory: {
    id: string;
    slug: string;
    title: string;
    /** Last day (YYYY-MM-DD) on which the phases of now allow it; null when they do not. */
    openUntil: { write: string | null; suggest: string | null };
  };
  sections: SectionView[];
  chapters: ChapterEntry[];
};

export type SectionPage = {
  trajectory: PlanText['trajectory'];
  section: SectionView;
  /** The sections under it, when it is a chapter. */
  children: SectionView[];
  chapters: ChapterEntry[];
  /** Number of the chapter it is in, or of itself. */
  chapter: string | null;
  previous: SectionEntry | null;
  next: SectionEntry | null;
  /** When the municipality answers a change proposal, if it promises anything. */
  promise: Awaited<ReturnType<typeof promiseFor>>;
};

/**
 * The whole plan text as it is now: four queries, one more for who writes now (remembered for seconds), and one for texts not read before.
 * @throws DomainError `not_found`
 */
export async function getPlanText(context: Viewer, { trajectory: slug }: { trajectory: string }): Promise<PlanText> {
  const { trajectory, rows, ...now } = await readPlan(context, slug);
  return {
    trajectory,
    sections: await withContent(context, { rows, now, trajectoryId: trajectory.id }),
    chapters: chaptersOf(rows, now),
  };
}

/**
 * One section, with the sections under it when it is a chapter.
 * @throws DomainError `not_found`
 */
export async function getSection(
  context: Viewer,
  { trajectory: slug, number }: { trajectory: string; number: string },
): Promise<SectionPage> {
  const { trajectory, rows, ...now } = await readPlan(context, slug);
  const index = rows.findIndex((row) => row.number === number);
  const row = rows[index];
  if (!row) throw new DomainError('not_found');
  const after = rows.slice(index + 1);
  const end = after.findIndex((other) => other.level <= row.level);
  const under = row.level === 1 ? after.slice(0, end < 0 ? after.length : end) : [];
  const [section, ...children] = await withContent(context, { rows: [row, ...under], now, trajectoryId: trajectory.id });
  if (!section) throw new DomainError('not_found');
  const next = rows[index + 1 + under.length];
  const previous = row.level === 1 ? rows.slice(0, index).findLast((other) => other.level === 1) : rows[index - 1];
  return {
    trajectory,
    section,
    children,
    chapters: chaptersOf(rows, now),
    chapter: rows.slice(0, index + 1).findLast((other) => other.level === 1)?.number ?? null,
    previous: previous ? entryOf(previous, now) : null,
    next: next ? entryOf(next, now) : null,
    promise: await promiseFor(context.db, trajectory.id, 'change_proposal', context.now),
  };
}

/** A section by its id, with its trajectory, as far as the viewer may read it. @throws DomainError `not_found` */
export async function findReadableSection(
  { db, actor, now }: Viewer,
  sectionId: string,
): Promise<{ id: string; trajectoryId: string; slug: string; documentId: string }> {
  const section = await db
    .selectFrom('section')
    .innerJoin('trajectory', 'trajectory.id', 'section.trajectory_id')
    .where('section.id', '=', sectionId)
    .select(['section.id', 'section.trajectory_id as trajectoryId', 'section.document_id as documentId', 'trajectory.slug'])
    .executeTakeFirst();
  if (!section) throw new DomainError('not_found');
  await getReadableTrajectory(db, { slug: section.slug, actor, now });
  return section;
}

async function readPlan({ db, actor, now }: Viewer, slug: string) {
  const { id, title, stopped_at } = await getReadableTrajectory(db, { slug, actor, now });
  const today = amsterdamDay(now);
  const stopped = stopped_at !== null && stopped_at <= now;
  const phases = stopped ? [] : activePhases(await listPhases(db, [id]), today);
  const until = (feature: PhaseFeature) =>
    phases
      .filter((phase) => phase.features.includes(feature))
      .map((phase) => phase.endsOn)
      .sort()
      .at(-1) ?? null;
  return {
    trajectory: { id, slug, title, openUntil: { write: until('write'), suggest: until('suggest') } },
    features: activeFeatures(phases, today),
    rows: await listSectionRows(db, id),
    writers: await listWritersNow(db, id, now),
  };
}

/** What holds at this moment: what the phases allow, and who writes in which document. */
type Moment = { features: ActiveFeatures; writers: ReadonlyMap<string, ReadonlySet<string>> };

type Given = { rows: SectionRow[]; now: Moment; trajectoryId: string };

async function withContent(context: Viewer, { rows, now, trajectoryId }: Given): Promise<SectionView[]> {
  const contents = await readContents(context.db, rows);
  return rows.map((row) => {
    const { content, text } = contents.get(row.documentId) ?? { content: { type: 'doc' }, text: '' };
    return {
      ...entryOf(row, now),
      ...detailsOf(row),
      text,
      content,
      asks: {
        write: askedLevel(now.features, 'write'),
        suggest: askedLevel(now.features, 'suggest'),
        comment: askedLevel(now.features, 'comment'),
      },
      why: whyNots(context, { policy: row.policy, features: now.features, trajectoryId }),
    };
  });
}

function entryOf(row: SectionRow, { features, writers }: Moment): SectionEntry {
  return {
    number: row.number,
    title: row.title,
    heading: sectionHeading(row),
    level: row.level,
    policy: policyNow(row.policy, features),
    writersNow: writers.get(row.documentId)?.size ?? 0,
  };
}

function detailsOf(row: SectionRow) {
  return {
    id: row.id,
    documentId: row.documentId,
    ownPolicy: row.policy,
    policyReason: row.policyReason,
    version: row.version,
    versionAt: row.versionAt?.toISOString() ?? null,
    changedSince: row.seq > row.versionSeq,
    canBeKept: row.seq > row.versionSeq || row.versionCause === 'automatic',
    openProposals: row.openProposals,
    decidedProposals: row.decidedProposals,
    comments: row.comments,
  };
}

function whyNots(
  { actor, now }: Viewer,
  subject: { policy: SectionPolicy; features: ActiveFeatures; trajectoryId: string },
): SectionView['why'] {
  const when = { now };
  return {
    write: whyNot(actor, 'section.write', subject, when),
    suggest: whyNot(actor, 'change_proposal.create', subject, when),
    comment: whyNot(actor, 'comment.create', subject, when),
    saveVersion: whyNot(actor, 'section.save_version', subject, when),
    setPolicy: whyNot(actor, 'section.set_policy', subject, when),
    decide: whyNot(actor, 'change_proposal.decide', subject, when),
  };
}

function chaptersOf(rows: readonly SectionRow[], now: Moment): ChapterEntry[] {
  const chapters: (ChapterEntry & { people: Set<string> })[] = [];
  for (const row of rows) {
    const entry = entryOf(row, now);
    const people = now.writers.get(row.documentId) ?? [];
    const last = chapters.at(-1);
    if (row.level === 1 || !last) chapters.push({ ...entry, sections: [], people: new Set(people) });
    else {
      last.sections.push(entry);
      for (const person of people) last.people.add(person);
    }
  }
  return chapters.map(({ people, ...chapter }) => ({
    ...chapter,
    // Somebody who writes in two of its sections is one person.
    writersNow: people.size,
    policy: chapter.sections.length === 0 ? chapter.policy : chapterPolicy(chapter.sections.map((section) => section.policy)),
  }));
}
