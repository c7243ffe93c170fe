import type { JSONContent } from '@tiptap/core';
import { createComment } from '../comments/commands.ts';
import { resolveComment } from '../comments/passage-commands.ts';
import type { Db } from '../context.ts';
import { assertCan } from '../permissions.ts';
import { createChangeProposal, supportChangeProposal } from '../plan-texts/change-proposal-commands.ts';
import { createSection } from '../plan-texts/commands.ts';
import { decideChangeProposal } from '../plan-texts/decide-change-proposal.ts';
import { editDocument, loadDocument } from '../plan-texts/documents.ts';
import { applyContent, replaceQuote } from '../plan-texts/replace-text.ts';
import { documentJson } from '../plan-texts/schema.ts';
import { savePlanVersion } from '../plan-texts/versions.ts';
import { loadActiveFeatures } from '../trajectories/queries.ts';
import { acting, type Cast } from './cast.ts';
import type { Act, Moments } from './moments.ts';
import { DEMO_CHANGE_PROPOSALS, DEMO_EDITS, DEMO_PLAN, DEMO_SECTION_COMMENTS, DEMO_VERSIONS } from './story/plan.ts';

type Stage = { db: Db; cast: Cast; moments: Moments; trajectoryId: string };
type Section = { id: string; documentId: string };

/** The manager puts the start text in: one section after another, in order. */
export async function writeStartText({ db, cast, trajectoryId }: Stage, at: Date): Promise<Map<string, Section>> {
  const sections = new Map<string, Section>();
  for (const { number, level, title, policy, policyReason, paragraphs } of DEMO_PLAN) {
    const section = await createSection(acting(db, cast.get('s4'), at), {
      trajectoryId,
      number,
      title,
      level,
      policy,
      policyReason: policyReason ?? null,
      content: toContent(paragraphs),
      note: 'Starttekst',
    });
    sections.set(number, section);
  }
  return sections;
}

function toContent(paragraphs: readonly string[]): JSONContent {
  const content: JSONContent[] = [];
  for (const text of paragraphs) {
    const paragraph = (words: string): JSONContent => ({ type: 'paragraph', content: [{ type: 'text', text: words }] });
    if (!text.startsWith('- ')) content.push(paragraph(text));
    else {
      const item: JSONContent = { type: 'listItem', content: [paragraph(text.slice(2))] };
      const last = content.at(-1);
      if (last?.type === 'bulletList') last.content?.push(item);
      else content.push({ type: 'bulletList', content: [item] });
    }
  }
  return { type: 'doc', content };
}

/** Residents change words, propose changes, ask questions; versions are kept in between. */
export function planActs(stage: Stage, sections: Map<string, Section>): Act[] {
  const { db, cast, moments, trajectoryId } = stage;
  const sectionOf = (number: string) => {
    const section = sections.get(number);
    if (!section) throw new Error(`the plan has no section ${number}`);
    return section;
  };
  return [
    ...DEMO_EDITS.map(
      ({ section, by, find, replace, workingDaysAgo }): Act => ({
        at: moments.ago(workingDaysAgo),
        run: async (at) => {
          const author = cast.get(by);
          assertCan(
            author,
            'section.write',
            { trajectoryId, features: await loadActiveFeatures(db, trajectoryId, at), policy: 'open' },
            { now: at },
          );
          await replaceWords(db, { documentId: sectionOf(section).documentId, authorId: author.id, find, replace, at });
        },
      }),
    ),
    ...DEMO_VERSIONS.map(
      ({ note, by, workingDaysAgo }): Act => ({
        at: moments.ago(workingDaysAgo),
        run: async (at) => {
          await savePlanVersion(acting(db, cast.get(by), at), { trajectoryId, note });
        },
      }),
    ),
    ...DEMO_SECTION_COMMENTS.flatMap(({ section, by, words, body, question, workingDaysAgo, reply, closed }): Act[] => {
      let commentId = '';
      return [
        {
          at: moments.ago(workingDaysAgo),
          run: async (at) => {
            const comment = await createComment(acting(db, cast.get(by), at), {
              sectionId: sectionOf(section).id,
              body,
              isQuestion: question ?? false,
              ...(words ? { passage: { quote: words } } : {}),
            });
            commentId = comment.id;
          },
        },
        ...(reply
          ? [
              {
                at: moments.agoPlus(workingDaysAgo, reply.afterWorkingDays),
                run: async (at: Date) => {
                  await createComment(acting(db, cast.get(reply.by), at), {
                    sectionId: sectionOf(section).id,
                    parentId: commentId,
                    body: reply.body,
                  });
                },
              },
            ]
          : []),
        ...(closed
          ? [
              {
                at: moments.agoPlus(workingDaysAgo, closed.afterWorkingDays),
                run: async (at: Date) => {
                  await resolveComment(acting(db, cast.get(closed.by), at), { commentId, resolved: true });
                },
              },
            ]
          : []),
      ];
    }),
    ...DEMO_CHANGE_PROPOSALS.flatMap(({ section, by, quote, proposed, reason, workingDaysAgo, agrees, disagrees, decision }): Act[] => {
      let proposalId = '';
      return [
        {
          at: moments.ago(workingDaysAgo),
          run: async (at) => {
            const proposal = await createChangeProposal(acting(db, cast.get(by), at), {
              sectionId: sectionOf(section).id,
              quote,
              proposed,
              reason,
            });
            proposalId = proposal.id;
            const voters = cast.neighbours.slice(0, agrees + disagrees);
            for (const [index, voter] of voters.entries()) {
              await supportChangeProposal(acting(db, voter, at), { changeProposalId: proposalId, agrees: index < agrees });
            }
          },
        },
        ...(decision
          ? [
              {
                at: moments.agoPlus(workingDaysAgo, decision.afterWorkingDays),
                run: async (at: Date) =>
                  decideChangeProposal(acting(db, cast.get(decision.by), at), {
                    changeProposalId: proposalId,
                    decision: decision.adopted ? 'partly' : decision.accept ? 'accept' : 'decline',
                    adopted: decision.adopted ?? '',
                    reason: decision.reason,
                    publicUrl: null,
                  }),
              },
            ]
          : []),
      ];
    }),
  ];
}

async function replaceWords(
  db: Db,
  edit: { documentId: string; authorId: string; find: string; replace: string; at: Date },
): Promise<void> {
  const { doc } = await loadDocument(db, edit.documentId);
  const changed = replaceQuote(documentJson(doc), { quote: edit.find, proposed: edit.replace });
  if (!changed) throw new Error(`the story changes words that are not there: ${edit.find}`);
  await editDocument({ db, now: edit.at }, edit.documentId, edit.authorId, (live) => applyContent(live, changed));
}
