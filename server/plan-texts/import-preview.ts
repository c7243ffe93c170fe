import type { JSONContent } from '@tiptap/core';
import type { Db } from '../context.ts';
import { type ComparedBlock, compareContents, isUnchanged } from './compare.ts';
import { contentText } from './content.ts';
import { type ComparedSection, type Comparison, compareWithPlan } from './import-compare.ts';
import type { ParsedSection } from './import-headings.ts';
import type { Present } from './import-places.ts';
import { sectionHeading } from './rules.ts';

/** One section as it would be after reading in. */
export type SectionPreview = {
  kind: 'new' | 'changed' | 'gone' | 'equal';
  /** In its address; of what is new, the one it would get. */
  number: string;
  heading: string;
  /** The heading it has now, when that changes. */
  oldHeading: string | null;
  /** Was in the plan before, and comes back with its history. */
  returns: boolean;
  /** Stands elsewhere in the plan. */
  moves: boolean;
  /** What changes in the text, block by block; empty when only the heading or its level changes. */
  blocks: ComparedBlock[];
  /** The first words of what is new or goes. */
  excerpt: string;
  /** What people wrote in a text that changes or goes since it was last read in, against what was read in then. */
  written: ComparedBlock[];
  /** The version the text of now is kept as first; null when the newest version has it already. */
  keptAs: number | null;
  /** Open proposals about a text that changes or goes. */
  openProposals: number;
};

export type PlanImportPreview = {
  sections: SectionPreview[];
  /** Headings of sections made by hand that the file does not have: they stay. */
  staying: string[];
  counts: { added: number; changed: number; removed: number; unchanged: number; moved: number };
  /** To give back with the confirmation: reading in happens only while it would still do exactly this. */
  state: string;
};

const EXCERPT = 240;

/** What reading in these sections would do, section by section, in the order of the plan; nothing is written. */
export async function previewImport(
  db: Db,
  { trajectoryId, sections }: { trajectoryId: string; sections: readonly ParsedSection[] },
): Promise<PlanImportPreview> {
  const comparison = await compareWithPlan(db, trajectoryId, sections);
  const touched = [
    ...comparison.gone,
    ...comparison.sections.flatMap(({ kind, place }) => (kind !== 'equal' && place.present ? [place.present] : [])),
  ];
  const known = await readKnown(db, touched);
  const previews = comparison.sections.map((compared) => previewOf(compared, { comparison, known }));
  const gone = comparison.gone.map((present) => goneSection(present, { comparison, known }));
  const count = (kind: SectionPreview['kind']) => previews.filter((section) => section.kind === kind).length;
  return {
    sections: inOrder(previews, { comparison, gone }),
    staying: comparison.staying.map(sectionHeading),
    counts: {
      added: count('new'),
      changed: count('changed'),
      removed: gone.length,
      unchanged: count('equal'),
      moved: previews.filter((section) => section.moves).length,
    },
    state: comparison.state,
  };
}

type Known = Map<string, { version: number; versionSeq: number; imported: JSONContent | null; openProposals: number }>;
type Given = { comparison: Comparison; known: Known };

function previewOf({ kind, place, isMoved }: ComparedSection, given: Given): SectionPreview {
  const { section, present, number, title } = place;
  const heading = sectionHeading({ number, title });
  const text = contentText(section.content);
  const base = { ...EMPTY, kind, number, heading, moves: isMoved };
  if (!present) return { ...base, excerpt: excerptOf(text) };
  if (kind === 'equal') return base;
  const oldHeading = sectionHeading(present);
  const shared = { ...base, ...written(present, given), oldHeading: oldHeading === heading ? null : oldHeading };
  if (present.removedAt) return { ...shared, returns: true, excerpt: excerptOf(text) };
  const content = given.comparison.contents.get(present.documentId)?.content ?? { type: 'doc' };
  return { ...shared, blocks: differences(content, section.content) };
}

const EMPTY: SectionPreview = {
  kind: 'equal',
  number: '',
  heading: '',
  oldHeading: null,
  returns: false,
  moves: false,
  blocks: [],
  excerpt: '',
  written: [],
  keptAs: null,
  openProposals: 0,
};

function goneSection(present: Present, given: Given): SectionPreview {
  const text = given.comparison.contents.get(present.documentId)?.text ?? '';
  return {
    ...EMPTY,
    kind: 'gone',
    number: present.number,
    heading: sectionHeading(present),
    excerpt: excerptOf(text),
    ...written(present, given),
  };
}

function written(present: Present, { comparison, known }: Given): Pick<SectionPreview, 'written' | 'keptAs' | 'openProposals'> {
  const { version = 0, versionSeq = 0, imported = null, openProposals = 0 } = known.get(present.id) ?? {};
  const now = comparison.contents.get(present.documentId);
  return {
    written: now && imported ? differences(imported, now.content) : [],
    keptAs: present.seq > versionSeq ? version + 1 : null,
    openProposals,
  };
}

async function readKnown(db: Db, sections: readonly Present[]): Promise<Known> {
  if (sections.length === 0) return new Map();
  const rows = await db
    .selectFrom('section')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('section_version')
          .whereRef('section_version.section_id', '=', 'section.id')
          .orderBy('section_version.number', 'desc')
          .limit(1)
          .select(['section_version.number', 'section_version.seq'])
          .as('newest'),
      (join) => join.onTrue(),
    )
    .leftJoin('section_version as imported', (join) =>
      join.onRef('imported.section_id', '=', 'section.id').onRef('imported.number', '=', 'section.source_version'),
    )
    .where(
      'section.id',
      'in',
      sections.map((section) => section.id),
    )
    .select(['section.id', 'newest.number', 'newest.seq', 'imported.content'])
    .select((eb) =>
      eb
        .selectFrom('change_proposal')
        .whereRef('change_proposal.section_id', '=', 'section.id')
        .where('change_proposal.status', '=', 'open')
        .select((count) => count.fn.countAll<number>().as('open'))
        .as('open'),
    )
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        version: row.number ?? 0,
        versionSeq: Number(row.seq ?? 0),
        imported: row.content as JSONContent | null,
        openProposals: Number(row.open ?? 0),
      },
    ]),
  );
}

/** What goes stands where it stood: behind the section that was before it. */
function inOrder(
  previews: readonly SectionPreview[],
  { comparison, gone }: { comparison: Comparison; gone: SectionPreview[] },
): SectionPreview[] {
  const present = [
    ...comparison.sections.flatMap(({ place }, index) => {
      const preview = previews[index];
      return place.present && preview ? [{ position: place.present.position, preview }] : [];
    }),
  ];
  const ordered = [...previews];
  for (const [index, { position }] of comparison.gone.entries()) {
    const preview = gone[index];
    if (!preview) continue;
    const before = present.filter((other) => other.position < position).sort((one, other) => other.position - one.position)[0];
    ordered.splice(before ? ordered.indexOf(before.preview) + 1 : 0, 0, preview);
    present.push({ position, preview });
  }
  return ordered;
}

function excerptOf(text: string): string {
  return text.length <= EXCERPT ? text : `${text.slice(0, text.lastIndexOf(' ', EXCERPT) + 1 || EXCERPT).trimEnd()} …`;
}

function differences(before: JSONContent, after: JSONContent): ComparedBlock[] {
  const blocks = compareContents(before, after);
  return isUnchanged(blocks) ? [] : blocks;
}
