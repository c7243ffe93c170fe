/** The pages on which a proposal is made, and on which one proposal is read, talked about, decided and made anew. */
import type { JSONContent } from '@tiptap/core';
import { DomainError } from '../errors.ts';
import { getReadableTrajectory, loadActiveFeatures } from '../trajectories/queries.ts';
import { readNow } from './change-proposal-commands.ts';
import { type ChangeProposal, nameOf, type ProposalRow, proposalRows, type Viewer, viewProposals } from './change-proposal-view.ts';
import { paragraphs } from './content.ts';
import { loadDocumentAt } from './document-log.ts';
import { mergeTexts, mostAlike } from './merge-texts.ts';
import { contentToPlain } from './plain-content.ts';
import { findReadableSection } from './queries.ts';
import { documentJson } from './schema.ts';
import { type DiffPart, diffTexts } from './text-diff.ts';
import { tidyDiff } from './tidy-diff.ts';

/** The text a proposal was made on, the text now, and what was proposed: three texts side by side. */
export type Conflict = {
  /** The update of the document that `now` was read from. */
  seq: number;
  /** The paragraph, or the section, as it stood. */
  base: string;
  /** As it stands now; null when nothing is left that is like it. */
  now: string | null;
  /** What became of it. */
  nowDiff: DiffPart[];
  /** What was proposed, on the text as it stood. */
  proposed: string;
  proposedDiff: DiffPart[];
  /** Both changes together, when they do not touch each other: a beginning, for a person to look at. */
  merged: string | null;
  /** Paragraphs of the text now to choose from; none for a whole section. */
  paragraphs: string[];
  /** Index of the paragraph in `now`. */
  chosen: number | null;
  /** For the editor: the section, or the paragraph in `now`. */
  content: JSONContent | null;
};

export type ProposalPage = {
  trajectory: { id: string; slug: string; title: string };
  proposal: ChangeProposal;
  /** What it said before it was made anew, the newest first. */
  former: { number: number; diff: DiffPart[]; by: string; at: string }[];
  /** Only for who may make it anew, or decide. */
  conflict: Conflict | null;
};

/**
 * One proposal.
 * @param paragraph which paragraph of the text now it is to be about, counted from 0; null: the one most like it
 * @throws DomainError `not_found`
 */
export async function getChangeProposal(
  viewer: Viewer,
  { trajectory: slug, section, number, paragraph }: { trajectory: string; section: string; number: number; paragraph: number | null },
): Promise<ProposalPage> {
  const { db, actor, now } = viewer;
  const { id, title } = await getReadableTrajectory(db, { slug, actor, now });
  const row = await proposalRows(viewer)
    .where('change_proposal.trajectory_id', '=', id)
    .where('section.number', '=', section)
    .where('section.removed_at', 'is', null)
    .where('change_proposal.number', '=', number)
    .executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  const features = await loadActiveFeatures(db, id, now);
  const [proposal] = await viewProposals(viewer, [row], { trajectoryId: id, features });
  if (!proposal) throw new DomainError('not_found');
  return {
    trajectory: { id, slug, title },
    proposal,
    former: await listFormer(viewer, row.id),
    conflict: proposal.conflict ? await describeConflict(viewer, row, paragraph) : null,
  };
}

async function listFormer({ db }: Viewer, id: string): Promise<ProposalPage['former']> {
  const rows = await db
    .selectFrom('change_proposal_revision as made')
    .leftJoin('person', 'person.id', 'made.replaced_by_id')
    .where('made.change_proposal_id', '=', id)
    .orderBy('made.number', 'desc')
    .select(['made.number', 'made.quote', 'made.proposed', 'made.replaced_at', 'person.display_name', 'person.erased_at'])
    .execute();
  return rows.map((row) => ({
    number: row.number,
    diff: tidyDiff(diffTexts(row.quote, row.proposed)),
    by: nameOf(row.display_name, row.erased_at),
    at: row.replaced_at.toISOString(),
  }));
}

async function describeConflict({ db }: Viewer, row: ProposalRow, paragraph: number | null): Promise<Conflict> {
  const current = await readNow(db, row.documentId);
  if (row.scope === 'section') {
    const texts = { base: row.quote, now: contentToPlain(current.content), proposed: row.proposed };
    return { ...sideBySide(texts), seq: current.seq, paragraphs: [], chosen: null, content: current.content };
  }
  const doc = await loadDocumentAt(db, row.documentId, row.baseSeq);
  const then = documentJson(doc);
  doc.destroy();
  const base = paragraphs(then).find((text) => text.includes(row.quote)) ?? row.quote;
  const proposed = base === row.quote ? row.proposed : base.replace(row.quote, () => row.proposed);
  const choices = paragraphs(current.content).filter((text) => text.trim() !== '');
  const chosen = paragraph !== null && choices[paragraph] !== undefined ? paragraph : mostAlike(base, choices);
  const now = chosen === null ? null : (choices[chosen] ?? null);
  return {
    ...sideBySide({ base, now, proposed }),
    seq: current.seq,
    paragraphs: choices,
    chosen,
    content: textBlocks(current.content).find(({ text }) => text === now)?.content ?? null,
  };
}

function sideBySide({ base, now, proposed }: { base: string; now: string | null; proposed: string }) {
  return {
    base,
    now,
    nowDiff: tidyDiff(diffTexts(base, now ?? '')),
    proposed,
    proposedDiff: tidyDiff(diffTexts(base, proposed)),
    merged: now === null ? null : mergeTexts({ base, now, proposed }),
  };
}

/** What somebody needs to make a proposal: the text now as paragraphs to choose from and as one text, and from which update it was read. */
export type ProposalBase = {
  seq: number;
  /** Each with its formatting. */
  paragraphs: { text: string; content: JSONContent }[];
  plain: string;
  /** Of the whole section, for the editor. */
  content: JSONContent;
};

/** @throws DomainError `not_found` */
export async function getProposalBase(viewer: Viewer, { sectionId }: { sectionId: string }): Promise<ProposalBase> {
  const { documentId } = await findReadableSection(viewer, sectionId);
  const { content, seq } = await readNow(viewer.db, documentId);
  const blocks = textBlocks(content).filter(({ text }) => text.trim() !== '');
  return { seq, content, plain: contentToPlain(content), paragraphs: blocks };
}

/** All paragraphs, headings and points of lists, each as a text of its own. */
function textBlocks(node: JSONContent): { text: string; content: JSONContent }[] {
  if (node.type === 'paragraph' || node.type === 'heading')
    return [{ text: paragraphs(node)[0] ?? '', content: { type: 'doc', content: [node] } }];
  return (node.content ?? []).flatMap(textBlocks);
}
