import { useTranslation } from 'react-i18next';
import type { SectionPage } from '../../server/plan-texts/queries.ts';
import { PlanContent } from '../components/plan-content.tsx';
import type { LastResult } from '../ideas/last-result.ts';
import { BankEdge } from './bank-edge.tsx';
import { EditorIsland } from './editor-island.tsx';
import { SectionStatus } from './section-status.tsx';
import { WriteInvitation } from './write-invitation.tsx';

/** The text of the section, or the live editor in its place. */
export function SectionText({ page, writing, lastResult }: { page: SectionPage; writing: boolean; lastResult: LastResult }) {
  const { t } = useTranslation(['plan', 'errors']);
  const { section, trajectory } = page;
  // A press of a button that was refused, such as agreeing with what was just decided on.
  const refused =
    lastResult?.initialValue?.intent === 'support' || lastResult?.initialValue?.intent === 'withdraw' ? lastResult.error?.['']?.[0] : null;
  return (
    <>
      <BankEdge policy={section.policy} id={section.id} />
      <SectionStatus section={section} openUntil={trajectory.openUntil} />
      {refused && (
        <p className="err" role="alert">
          {t(refused as never) as string}
        </p>
      )}
      {writing ? (
        <EditorIsland slug={trajectory.slug} section={section} />
      ) : (
        <>
          <div className="prose">
            <PlanContent content={section.content} under={1} />
          </div>
          <WriteInvitation slug={trajectory.slug} section={section} />
        </>
      )}
    </>
  );
}
