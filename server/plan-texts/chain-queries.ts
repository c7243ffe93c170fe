/** The chains of versions, to be looked at and checked by anybody. */
import type { JSONContent } from '@tiptap/core';
import type { Context, Db } from '../context.ts';
import { findReadableSection } from './queries.ts';
import { type ChainBreak, findChainBreak, fitsItsCode, type Redacted } from './version-chain.ts';

export type ChainLink = {
  number: number;
  title: string;
  note: string;
  createdAt: string;
  content: JSONContent;
  sha256: string;
  /** Words were taken out of it: `sha256` belongs to the text before that. */
  redacted: Redacted | null;
};

export type VersionChain = { section: string; versions: ChainLink[]; broken: ChainBreak | null };

/**
 * All versions of a section from the first, with their hashes, and whether they fit: everything it takes to compute them again elsewhere.
 * @throws DomainError `not_found`
 */
export async function getVersionChain(context: Pick<Context, 'db' | 'actor' | 'now'>, sectionId: string): Promise<VersionChain> {
  await findReadableSection(context, sectionId);
  const rows = await context.db
    .selectFrom('section_version')
    .where('section_id', '=', sectionId)
    .orderBy('number')
    .select(COLUMNS)
    .execute();
  const versions = rows.map(linkOf);
  return { section: sectionId, versions, broken: findChainBreak(versions.map((version) => ({ ...version, section: sectionId }))) };
}

const COLUMNS = ['number', 'title', 'note', 'created_at', 'content', 'sha256', 'redacted_at', 'redacted_rule', 'redacted_sha256'] as const;

type Row = Omit<ChainLink, 'createdAt' | 'redacted' | 'content'> & {
  content: unknown;
  created_at: Date;
  redacted_at: Date | null;
  redacted_rule: string | null;
  redacted_sha256: string | null;
};

function linkOf({ created_at, content, redacted_at, redacted_rule, redacted_sha256, ...row }: Row): ChainLink {
  const redacted =
    redacted_at && redacted_rule && redacted_sha256
      ? { at: redacted_at.toISOString(), rule: redacted_rule, sha256: redacted_sha256 }
      : null;
  return { ...row, content: content as JSONContent, createdAt: created_at.toISOString(), redacted };
}

export type ChainsReport = {
  sections: number;
  versions: number;
  /** Of those: from which words were taken out. Their own code cannot be computed any more, the one of what is left can. */
  redacted: number;
  broken: (ChainBreak & { sectionId: string })[];
};

type Link = { sectionId: string; number: number; sha256: string };

const ROWS_AT_ONCE = 200;

/** Checks every chain of the installation, a few versions at a time. A section counts once, with its first fault. */
export async function verifyAllChains(db: Db): Promise<ChainsReport> {
  const report: ChainsReport = { sections: 0, versions: 0, redacted: 0, broken: [] };
  let last = null as Link | null;
  for (;;) {
    const after: Link | null = last;
    const rows = await db
      .selectFrom('section_version')
      .$if(after !== null, (query) =>
        query.where((eb) => eb(eb.refTuple('section_id', 'number'), '>', eb.tuple(after?.sectionId ?? '', after?.number ?? 0))),
      )
      .orderBy('section_id')
      .orderBy('number')
      .limit(ROWS_AT_ONCE)
      .select(['section_id', ...COLUMNS])
      .execute();
    for (const { section_id: sectionId, ...row } of rows) {
      const previous: Link | null = last?.sectionId === sectionId ? last : null;
      if (!previous) report.sections += 1;
      report.versions += 1;
      const number = (previous?.number ?? 0) + 1;
      const said = { ...linkOf(row), section: sectionId };
      if (said.redacted) report.redacted += 1;
      const isKnown = report.broken.at(-1)?.sectionId === sectionId;
      if (!isKnown && row.number !== number) report.broken.push({ sectionId, number, reason: 'missing' });
      else if (!isKnown && !fitsItsCode(said, previous?.sha256 ?? null)) report.broken.push({ sectionId, number, reason: 'changed' });
      last = { sectionId, number: row.number, sha256: row.sha256 };
    }
    if (rows.length < ROWS_AT_ONCE) return report;
  }
}
