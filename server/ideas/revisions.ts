import { type DiffPart, diffTexts } from '../plan-texts/text-diff.ts';
import { tidyDiff } from '../plan-texts/tidy-diff.ts';
import { getIdea, type Viewer } from './queries.ts';

/** One change of an idea by its author: what was taken out and put in. Null where nothing changed. */
export type IdeaChange = {
  number: number;
  changedAt: string;
  /** How many supported the words of before. */
  supportCount: number;
  title: DiffPart[] | null;
  body: DiffPart[] | null;
  theme: { before: string | null; after: string | null } | null;
  /** Area and place in words. */
  place: { before: string | null; after: string | null } | null;
  mapChanged: boolean;
  photo: 'added' | 'replaced' | 'removed' | 'described' | null;
};

const MOST_SHOWN = 100;

/**
 * What the author changed since the first support, the last change first.
 * @throws DomainError `not_found` as for the idea itself
 */
export async function listIdeaChanges(
  viewer: Viewer,
  input: { trajectory: string; number: number },
): Promise<{ idea: { number: number; title: string; trajectory: { slug: string; title: string } }; items: IdeaChange[] }> {
  const idea = await getIdea(viewer, input);
  const revisions = await viewer.db
    .selectFrom('idea_revision')
    .where('idea_id', '=', idea.id)
    .orderBy('number', 'desc')
    .limit(MOST_SHOWN)
    .selectAll()
    .execute();
  let after = { title: idea.title, body: idea.body, theme: idea.themeName, place: inWords(idea) };
  const items = revisions.map((revision): IdeaChange => {
    const before = { title: revision.title, body: revision.body, theme: revision.theme, place: inWords(revision) };
    const change: IdeaChange = {
      number: revision.number,
      changedAt: revision.replaced_at.toISOString(),
      supportCount: revision.support_count,
      title: before.title === after.title ? null : tidyDiff(diffTexts(before.title, after.title)),
      body: before.body === after.body ? null : tidyDiff(diffTexts(before.body, after.body)),
      theme: before.theme === after.theme ? null : { before: before.theme, after: after.theme },
      place: before.place === after.place ? null : { before: before.place, after: after.place },
      mapChanged: revision.map_changed,
      photo: revision.photo_change,
    };
    after = before;
    return change;
  });
  const { number, title, trajectory } = idea;
  return { idea: { number, title, trajectory }, items };
}

function inWords({ area, place }: { area: string | null; place: string | null }): string | null {
  return [area, place].filter((part) => part !== null).join(', ') || null;
}
