/** What happens to the versions of the plan: they come by themselves after writing and at the end of a phase, and one is put back. */
import { addDays, amsterdamMidnight } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';
import { keepAfterWriting } from '../plan-texts/automatic-versions.ts';
import { editDocument, loadDocument } from '../plan-texts/documents.ts';
import { keepPhaseEnds } from '../plan-texts/phase-end-versions.ts';
import { applyContent } from '../plan-texts/replace-text.ts';
import { restoreVersion } from '../plan-texts/restore-version.ts';
import { documentJson } from '../plan-texts/schema.ts';
import { acting, type Cast } from './cast.ts';
import type { Act, Moments } from './moments.ts';
import { DEMO_EDITS, DEMO_MISHAP, DEMO_MOVE } from './story/plan.ts';
import { AMSTEL } from './story/trajectories.ts';

type Stage = { db: Db; cast: Cast; moments: Moments };

export function versionActs({ db, cast, moments }: Stage, sections: ReadonlyMap<string, { id: string; documentId: string }>): Act[] {
  const sectionOf = (number: string) => {
    const section = sections.get(number);
    if (!section) throw new Error(`the plan has no section ${number}`);
    return section;
  };
  const writingDays = new Set([...DEMO_EDITS, DEMO_MOVE, DEMO_MISHAP].map((edit) => edit.workingDaysAgo));
  const ended = AMSTEL.phases.filter((phase) => phase.until < 0);
  return [
    // The jobs, which nobody runs while the story is told.
    ...[...writingDays].map(
      (day): Act => ({
        at: moments.on(moments.workingDayAgo(day), 18),
        run: async (now) => {
          await keepAfterWriting({ db, now });
        },
      }),
    ),
    ...ended.map(
      (phase): Act => ({
        at: new Date(amsterdamMidnight(addDays(moments.day(phase.until), 1)).getTime() + 30_000),
        run: async (now) => {
          await keepPhaseEnds({ db, now });
        },
      }),
    ),
    {
      at: moments.ago(DEMO_MOVE.workingDaysAgo),
      run: (at) => swapParagraphs(db, { documentId: sectionOf(DEMO_MOVE.section).documentId, authorId: cast.get(DEMO_MOVE.by).id, at }),
    },
    ...mishap({ db, cast, moments }, sectionOf(DEMO_MISHAP.section)),
  ];
}

async function swapParagraphs(db: Db, { documentId, authorId, at }: { documentId: string; authorId: string; at: Date }): Promise<void> {
  const { doc } = await loadDocument(db, documentId);
  const content = [...(documentJson(doc).content ?? [])].reverse();
  await editDocument({ db, now: at }, documentId, authorId, (live) => applyContent(live, { type: 'doc', content }));
}

/** Somebody wipes a paragraph by accident; the trajectory manager puts the version before it back. */
function mishap({ db, cast, moments }: Stage, { id, documentId }: { id: string; documentId: string }): Act[] {
  const { by, restoredBy, workingDaysAgo, reason } = DEMO_MISHAP;
  return [
    {
      at: moments.ago(workingDaysAgo),
      run: async (at) => {
        const { doc } = await loadDocument(db, documentId);
        const content = (documentJson(doc).content ?? []).slice(0, 1);
        await editDocument({ db, now: at }, documentId, cast.get(by).id, (live) => applyContent(live, { type: 'doc', content }));
      },
    },
    {
      at: moments.agoPlus(workingDaysAgo, 1),
      run: async (at) => {
        await restoreVersion(acting(db, cast.get(restoredBy), at), { sectionId: id, number: 1, reason });
      },
    },
  ];
}
