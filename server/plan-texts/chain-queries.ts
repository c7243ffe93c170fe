/** The chains of versions, to be looked at and checked by anybody. */
import type { JSONContent } from '@tiptap/core';
import type { Context, Db } from '../context.ts';
import { findReadableSection } from './queries.ts';
import { type ChainBreak, findChainBreak, versionSha256 } from './version-chain.ts';

export type ChainLink = {
  number: number;
  title: string;
  note: string;
  createdAt: string;
  content: JSONContent;
  sha256: string;
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
    .select(['number', 'title', 'note', 'created_at', 'content', 'sha256'])
    .execute();
  const versions = rows.map(({ created_at, ...row }) => ({ ...row, createdAt: created_at.toISOString() }));
  return { section: sectionId, versions, broken: findChainBreak(versions.map((version) => ({ ...version, section: sectionId }))) };
}

export type ChainsReport = { sections: number; versions: number; broken: (ChainBreak & { sectionId: string })[] };

type Link = { sectionId: string; number: number; sha256: string };

const ROWS_AT_ONCE = 200;

/** Checks every chain of the installation, a few versions at a time. A section counts once, with its first fault. */
export async function verifyAllChains(db: Db): Promise<ChainsReport> {
  const report: ChainsReport = { sections: 0, versions: 0, broken: [] };
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
      .select(['section_id', 'number', 'title', 'note', 'created_at', 'content', 'sha256'])
      .execute();
    for (const { section_id: sectionId, created_at, ...row } of rows) {
      const previous: Link | null = last?.sectionId === sectionId ? last : null;
      if (!previous) report.sections += 1;
      report.versions += 1;
      const number = (previous?.number ?? 0) + 1;
      const said = { ...row, section: sectionId, createdAt: created_at.toISOString() };
      const isKnown = report.broken.at(-1)?.sectionId === sectionId;
      if (!isKnown && row.number !== number) report.broken.push({ sectionId, number, reason: 'missing' });
      else if (!isKnown && versionSha256(said, previous?.sha256 ?? null) !== row.sha256)
        report.broken.push({ sectionId, number, reason: 'changed' });
      last = { sectionId, number: row.number, sha256: row.sha256 };
    }
    if (rows.length < ROWS_AT_ONCE) return report;
  }
}
