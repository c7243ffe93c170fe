/** What the municipality began with, what residents made of it, and what was adopted: beside each other, section by section. */
import type { JSONContent } from '@tiptap/core';
import type { Context } from '../context.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { type ComparedBlock, compareContents, isUnchanged } from './compare.ts';
import { readPlanNow } from './compare-queries.ts';
import { cleanContent } from './content.ts';
import { type PlanSection, readPlanAt, readPlanStates } from './plan-states.ts';
import { sectionHeading } from './rules.ts';

/** What became of the words of residents in a section. */
export type Fate = 'untouched' | 'adopted' | 'partly' | 'reverted' | 'changed_by_municipality' | 'removed' | 'open';

export type ThreeTextsSection = {
  sectionId: string;
  number: string;
  heading: string;
  level: number;
  start: JSONContent | null;
  /** From the start text to the one of residents. */
  residents: ComparedBlock[] | null;
  /** From the text of residents to the adopted one; null while nothing is adopted, or when the section left the plan. */
  adopted: ComparedBlock[] | null;
  fate: Fate;
};

export type ThreeTexts = {
  trajectory: { id: string; slug: string; title: string };
  /** Moments (ISO 8601); the text of residents is the last one before adoption, or the one of now (null). */
  startAt: string | null;
  residentsAt: string | null;
  adopted: { number: number; createdAt: string; notes: string[] } | null;
  sections: ThreeTextsSection[];
};

/**
 * The three texts of a plan. The start text of a section is its first version; the adopted one is the state the trajectory manager marked.
 * @throws DomainError `not_found`
 */
export async function getThreeTexts(
  { db, actor, now }: Pick<Context, 'db' | 'actor' | 'now'>,
  { trajectory: slug }: { trajectory: string },
): Promise<ThreeTexts> {
  const { id, title } = await getReadableTrajectory(db, { slug, actor, now });
  const states = await readPlanStates(db, id);
  const adopted = states.find((state) => state.adopted) ?? null;
  const first = await db
    .selectFrom('section_version')
    .innerJoin('section', 'section.id', 'section_version.section_id')
    .where('section.trajectory_id', '=', id)
    .where('section_version.number', '=', 1)
    .select([
      'section.id as sectionId',
      'section.number',
      'section.level',
      'section.position',
      'section_version.title',
      'section_version.content',
    ])
    .execute();
  const starts = first.map((row) => ({
    ...row,
    version: 1,
    heading: sectionHeading(row),
    content: cleanContent(row.content as JSONContent),
  }));
  const adoptedAt = adopted && new Date(adopted.createdAt);
  const residents = adoptedAt ? await readPlanAt(db, id, { before: adoptedAt }) : await readPlanNow(db, id);
  const decided = adoptedAt ? await readPlanAt(db, id, { until: adoptedAt }) : null;
  const before = adopted ? states[adopted.number - 2] : null;
  return {
    trajectory: { id, slug, title },
    startAt: states[0]?.createdAt ?? null,
    residentsAt: before?.createdAt ?? null,
    adopted: adopted && { number: adopted.number, createdAt: adopted.createdAt, notes: adopted.notes },
    sections: layBeside({ starts, residents, decided }),
  };
}

type Three = { starts: readonly PlanSection[]; residents: readonly PlanSection[]; decided: readonly PlanSection[] | null };

function layBeside({ starts, residents, decided }: Three): ThreeTextsSection[] {
  const byId = (sections: readonly PlanSection[]) => new Map(sections.map((section) => [section.sectionId, section]));
  const [start, middle, end] = [byId(starts), byId(residents), decided && byId(decided)];
  // What only ever stood in the start text is told as well; what came after adoption is not.
  const all = new Map([...start, ...middle, ...(end ?? [])]);
  return [...all.values()]
    .filter(({ sectionId }) => middle.has(sectionId) || end?.has(sectionId))
    .sort((one, other) => one.position - other.position)
    .map(({ sectionId, number, heading, level }) => {
      const nothing: JSONContent = { type: 'doc' };
      const [first, second, third] = [start.get(sectionId)?.content, middle.get(sectionId)?.content, end?.get(sectionId)?.content];
      return {
        sectionId,
        number,
        heading,
        level,
        start: first ?? null,
        residents: second ? compareContents(first ?? nothing, second) : null,
        adopted: third ? compareContents(second ?? nothing, third) : null,
        fate: fateOf({ start: first ?? nothing, residents: second ?? nothing, adopted: third ?? null, decided: decided !== null }),
      };
    });
}

/** In one word what became of the text of residents. Pure. */
export function fateOf({
  start,
  residents,
  adopted,
  decided,
}: {
  start: JSONContent;
  residents: JSONContent;
  adopted: JSONContent | null;
  /** Something was adopted at all. */
  decided: boolean;
}): Fate {
  const isSame = (one: JSONContent, other: JSONContent) => isUnchanged(compareContents(one, other));
  if (!decided) return 'open';
  if (!adopted) return 'removed';
  const changedByResidents = !isSame(start, residents);
  if (isSame(residents, adopted)) return changedByResidents ? 'adopted' : 'untouched';
  if (!changedByResidents) return 'changed_by_municipality';
  return isSame(start, adopted) ? 'reverted' : 'partly';
}
