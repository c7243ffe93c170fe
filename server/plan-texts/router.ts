import { z } from 'zod';
import { env } from '../env.ts';
import { procedure, router } from '../trpc.ts';
import { getVersionChain } from './chain-queries.ts';
import { createChangeProposal, supportChangeProposal, withdrawChangeProposal } from './change-proposal-commands.ts';
import { getChangeProposal, getProposalBase } from './change-proposal-page.ts';
import { listChangeProposals } from './change-proposal-queries.ts';
import { DECISIONS, PROPOSAL_LIMITS, PROPOSAL_SCOPES } from './change-proposal-rules.ts';
import { PROPOSAL_STATUSES } from './change-proposal-view.ts';
import { setSectionPolicy } from './commands.ts';
import { comparePlan, compareSection } from './compare-queries.ts';
import { contentJson } from './content-json.ts';
import { decideChangeProposal } from './decide-change-proposal.ts';
import { getSectionWriters } from './passages-by-author.ts';
import { getPlanText, getSection } from './queries.ts';
import { rebaseChangeProposal } from './rebase-change-proposal.ts';
import { markAdopted, restoreVersion } from './restore-version.ts';
import { SECTION_POLICIES } from './rules.ts';
import { getThreeTexts } from './three-texts.ts';
import { getPlanVersion, getVersion, listPlanVersions, listVersions } from './version-queries.ts';
import { savePlanVersion, saveVersion } from './versions.ts';

const slug = z.string().min(1).max(100);
/** Long enough that the rules can say what is too long, short enough to be read without harm. */
const text = z.string().max(20_000);
/** The text of a whole section, and a little more for the same reason. */
const long = z.string().max(2 * PROPOSAL_LIMITS.section);
const count = z.int().min(1).max(2_000_000_000);
const sectionId = z.uuid();
/** A version by its number, or the text of now. */
const side = z.union([count, z.literal('now')]);

export const planTextsRouter = router({
  /** The text of all sections; with `content` also as Tiptap JSON. */
  get: procedure.input(z.object({ trajectory: slug, content: z.boolean().default(false) })).query(async ({ ctx, input }) => {
    const { sections, ...plan } = await getPlanText(ctx, input);
    return { ...plan, sections: sections.map(({ content, ...section }) => ({ ...section, content: input.content ? content : null })) };
  }),
  section: procedure
    .input(z.object({ trajectory: slug, number: z.string().min(1).max(200) }))
    .query(({ ctx, input }) => getSection(ctx, input)),
  history: procedure.input(z.object({ sectionId })).query(({ ctx, input }) => listVersions(ctx, input.sectionId)),
  version: procedure.input(z.object({ sectionId, number: count })).query(({ ctx, input }) => getVersion(ctx, input)),
  saveVersion: procedure.input(z.object({ sectionId, note: text })).mutation(({ ctx, input }) => saveVersion(ctx, input)),
  setPolicy: procedure
    .input(z.object({ sectionId, policy: z.enum(SECTION_POLICIES), reason: text.nullish() }))
    .mutation(({ ctx, input }) => setSectionPolicy(ctx, input)),
  /** What changed between two versions of a section. */
  compare: procedure.input(z.object({ sectionId, from: side, to: side })).query(({ ctx, input }) => compareSection(ctx, input)),
  comparePlan: procedure.input(z.object({ trajectory: slug, from: side, to: side })).query(({ ctx, input }) => comparePlan(ctx, input)),
  threeTexts: procedure.input(z.object({ trajectory: slug })).query(({ ctx, input }) => getThreeTexts(ctx, input)),
  restoreVersion: procedure
    .input(z.object({ sectionId, number: count, reason: text }))
    .mutation(({ ctx, input }) => restoreVersion(ctx, input)),
  markAdopted: procedure
    .input(z.object({ trajectoryId: z.uuid(), number: count.nullable() }))
    .mutation(({ ctx, input }) => markAdopted(ctx, input)),
  /** All versions of a section with their hashes, to be checked. */
  versionChain: procedure.input(z.object({ sectionId })).query(({ ctx, input }) => getVersionChain(ctx, input.sectionId)),
  /** Who wrote the words that stand there now. */
  writers: procedure.input(z.object({ sectionId })).query(({ ctx, input }) => getSectionWriters(ctx, input.sectionId)),
  /** Numbered states of the whole plan. */
  versions: procedure.input(z.object({ trajectory: slug })).query(({ ctx, input }) => listPlanVersions(ctx, input)),
  planVersion: procedure.input(z.object({ trajectory: slug, number: count })).query(({ ctx, input }) => getPlanVersion(ctx, input)),
  savePlanVersion: procedure
    .input(z.object({ trajectoryId: z.uuid(), note: text }))
    .mutation(({ ctx, input }) => savePlanVersion(ctx, input)),
});

const changeProposalId = z.object({ changeProposalId: z.uuid() });

export const changeProposalsRouter = router({
  list: procedure
    .input(
      z.union([z.object({ sectionId }), z.object({ trajectory: slug })]).and(
        z.object({
          status: z.enum(PROPOSAL_STATUSES).nullish(),
          cursor: z.string().max(400).nullish(),
          limit: z.int().min(1).max(100).default(50),
        }),
      ),
    )
    .query(({ ctx, input: { status, cursor, limit, ...subject } }) =>
      listChangeProposals(ctx, { subject, status: status ?? null, cursor: cursor ?? null, limit }),
    ),
  get: procedure
    .input(
      z.object({ trajectory: slug, section: z.string().min(1).max(200), number: count, paragraph: z.int().min(0).max(100_000).nullish() }),
    )
    .query(({ ctx, input: { paragraph, ...input } }) => getChangeProposal(ctx, { ...input, paragraph: paragraph ?? null })),
  /** The text a proposal is made on. */
  base: procedure.input(z.object({ sectionId })).query(({ ctx, input }) => getProposalBase(ctx, input)),
  create: procedure
    .input(
      z.object({
        sectionId,
        scope: z.enum(PROPOSAL_SCOPES).default('paragraph'),
        quote: text.default(''),
        proposed: long.default(''),
        content: contentJson.nullish(),
        baseSeq: z.int().min(0).nullish(),
        reason: text,
      }),
    )
    .mutation(({ ctx, input: { content, ...input } }) => createChangeProposal(ctx, { ...input, ...(content ? { content } : {}) })),
  support: procedure
    .input(changeProposalId.extend({ agrees: z.boolean().nullable() }))
    .mutation(({ ctx, input }) => supportChangeProposal(ctx, input)),
  decide: procedure
    .input(changeProposalId.extend({ decision: z.enum(DECISIONS), adopted: long.default(''), reason: text.default('') }))
    .mutation(({ ctx, input }) => decideChangeProposal(ctx, { ...input, publicUrl: env.publicUrl })),
  /** Makes a proposal anew on a text that has changed. */
  rebase: procedure
    .input(
      changeProposalId.extend({
        quote: text.default(''),
        proposed: long.default(''),
        content: contentJson.nullish(),
        baseSeq: z.int().min(0).nullish(),
      }),
    )
    .mutation(({ ctx, input: { content, ...input } }) =>
      rebaseChangeProposal(ctx, { ...input, ...(content ? { content } : {}), publicUrl: env.publicUrl }),
    ),
  withdraw: procedure.input(changeProposalId).mutation(({ ctx, input }) => withdrawChangeProposal(ctx, input)),
});
