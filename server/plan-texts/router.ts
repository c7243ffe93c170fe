import { z } from 'zod';
import { env } from '../env.ts';
import { procedure, router } from '../trpc.ts';
import { createChangeProposal, supportChangeProposal, withdrawChangeProposal } from './change-proposal-commands.ts';
import { listChangeProposals } from './change-proposal-queries.ts';
import { setSectionPolicy } from './commands.ts';
import { decideChangeProposal } from './decide-change-proposal.ts';
import { getPlanText, getSection } from './queries.ts';
import { SECTION_POLICIES } from './rules.ts';
import { getPlanVersion, getVersion, listPlanVersions, listVersions } from './version-queries.ts';
import { savePlanVersion, saveVersion } from './versions.ts';

const slug = z.string().min(1).max(100);
/** Long enough that the rules can say what is too long, short enough to be read without harm. */
const text = z.string().max(20_000);
const count = z.int().min(1).max(2_000_000_000);
const sectionId = z.uuid();

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
          status: z.enum(['open', 'accepted', 'declined', 'withdrawn']).nullish(),
          cursor: z.string().max(400).nullish(),
          limit: z.int().min(1).max(100).default(50),
        }),
      ),
    )
    .query(({ ctx, input: { status, cursor, limit, ...subject } }) =>
      listChangeProposals(ctx, { subject, status: status ?? null, cursor: cursor ?? null, limit }),
    ),
  create: procedure
    .input(z.object({ sectionId, quote: text, proposed: text, reason: text }))
    .mutation(({ ctx, input }) => createChangeProposal(ctx, input)),
  support: procedure
    .input(changeProposalId.extend({ agrees: z.boolean().nullable() }))
    .mutation(({ ctx, input }) => supportChangeProposal(ctx, input)),
  decide: procedure
    .input(changeProposalId.extend({ decision: z.enum(['accept', 'decline']), reason: text.default('') }))
    .mutation(({ ctx, input }) => decideChangeProposal(ctx, { ...input, publicUrl: env.publicUrl })),
  withdraw: procedure.input(changeProposalId).mutation(({ ctx, input }) => withdrawChangeProposal(ctx, input)),
});
