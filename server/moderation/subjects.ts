/** What moderation is about: nine kinds seen as one. */
import type { Db } from '../context.ts';
import type { SubjectKind } from './rules.ts';
import { SUBJECT_ROWS } from './subject-rows.ts';

export type ModeratedSubject = {
  kind: SubjectKind;
  id: string;
  /** Null for a name: it stands on the whole site. */
  trajectoryId: string | null;
  trajectorySlug: string | null;
  /** Null for the text of a section: many write it. */
  authorId: string | null;
  /** Only when the author chose to show it. */
  authorName: string | null;
  status: string;
  title: string;
  text: string;
  createdAt: Date;
  /** What a clock may run for; null for a comment that asks no answer. */
  contributionId: string | null;
  /** Number of the idea it is, or stands under; null for texts at a plan section. */
  ideaNumber: number | null;
  /** Number of the plan section it stands at. */
  sectionNumber: string | null;
  /** Number of the story or the challenge it is. */
  storyNumber: number | null;
  challengeNumber: number | null;
  meetingNumber: number | null;
  /** The photo of the idea it is, when there is one to be seen. */
  photoId: string | null;
};

export async function findSubject(db: Db, kind: SubjectKind, id: string): Promise<ModeratedSubject | null> {
  return (await findSubjects(db, kind, [id])).get(id) ?? null;
}

export async function findSubjects(db: Db, kind: SubjectKind, ids: string[]): Promise<Map<string, ModeratedSubject>> {
  if (ids.length === 0) return new Map();
  const rows = await SUBJECT_ROWS[kind](db, ids);
  return new Map(
    rows.map((row) => [row.id, { kind, storyNumber: null, challengeNumber: null, meetingNumber: null, photoId: null, ...row }]),
  );
}
