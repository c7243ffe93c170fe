import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { PASSAGE_LIMITS } from '../../server/comments/anchor.ts';
import type { SectionPassages } from '../../server/comments/passages.ts';
import type { ChangeProposal } from '../../server/plan-texts/change-proposal-queries.ts';
import { paragraphs } from '../../server/plan-texts/content.ts';
import type { SectionPage } from '../../server/plan-texts/queries.ts';
import type { Promised } from '../../server/responses/queries.ts';
import { Icon } from '../components/icon.tsx';
import type { MarkedPiece } from '../components/mark-pieces.ts';
import { PlanContent } from '../components/plan-content.tsx';
import type { LastResult } from '../ideas/last-result.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import { BankEdge } from './bank-edge.tsx';
import { EditorIsland } from './editor-island.tsx';
import { type ChosenQuote, PassageForm } from './passage-form.tsx';
import { SectionStatus } from './section-status.tsx';
import type { ChooseWordsProps } from './words-button.ts';
import { WriteInvitation } from './write-invitation.tsx';

type Props = {
  page: SectionPage;
  passages: SectionPassages;
  proposals: readonly ChangeProposal[];
  /** The paragraph somebody wants to react to, counted from 1. */
  reactTo: number | null;
  /** The words of it that they chose on the page. */
  chosen: ChosenQuote | null;
  writing: boolean;
  promise: Promised | null;
  lastResult: LastResult;
};

/** The text of the section with the words that comments are about, or the live editor in its place. */
export function SectionText({ page, passages, proposals, writing, ...reacting }: Props) {
  const { t } = useTranslation(['plan', 'errors']);
  const { section, trajectory } = page;
  const { lastResult } = reacting;
  // A press of a button that was refused, such as agreeing with what was just decided on.
  const pressed = ['support', 'resolve'].includes(String(lastResult?.initialValue?.intent));
  const refused = pressed ? lastResult?.error?.['']?.[0] : null;
  return (
    <>
      <BankEdge policy={section.policy} id={section.id} />
      <SectionStatus section={section} openUntil={trajectory.openUntil} writing={writing} />
      {refused && (
        <p className="err" role="alert">
          {t(refused as never) as string}
        </p>
      )}
      {writing ? (
        <EditorIsland slug={trajectory.slug} section={section} passages={passages} promise={reacting.promise} />
      ) : (
        <>
          <Reading page={page} passages={passages} proposals={proposals} {...reacting} />
          <WriteInvitation slug={trajectory.slug} section={section} />
        </>
      )}
    </>
  );
}

function Reading({ page, passages, proposals, reactTo, chosen, promise, lastResult }: Omit<Props, 'writing'>) {
  const { t } = useTranslation('passages');
  const { actor } = useRootData();
  const { section, trajectory } = page;
  const path = paths.section(trajectory.slug, section.number);
  const texts = paragraphs(section.content).filter((text) => text !== '');
  const react = section.why.comment === null || section.why.comment === 'sign_in_first';
  const asked = section.why.comment === null ? reactTo : null;
  const choosing: ChooseWordsProps = {
    path,
    most: PASSAGE_LIMITS.quote,
    texts: { react: t('on_chosen'), told: t('on_chosen_told'), long: t('error.words_long') },
  };
  return (
    <div className="prose with-words" {...(react && { 'data-island': 'choose-words', 'data-props': JSON.stringify(choosing) })}>
      <PlanContent
        content={section.content}
        under={1}
        aids={{
          marks: [...commentMarks(passages), ...proposalMarks(proposals, texts)],
          action: (block) =>
            react && (
              <Link
                className="blk-act no-print"
                to={`${path}?reactie=${block + 1}#bij-alinea`}
                title={t('react_to_block', { number: block + 1 })}
              >
                <Icon name="message-square-plus" />
                <span className="sr">{t('react_to_block', { number: block + 1 })}</span>
              </Link>
            ),
          under: (block) =>
            asked === block + 1 && (
              <PassageForm
                block={block + 1}
                text={texts[block] ?? ''}
                chosen={chosen}
                path={path}
                promise={actor?.isStaff ? null : promise}
                lastResult={lastResult}
              />
            ),
        }}
      />
      {asked !== null && asked > texts.length && (
        <p className="note" role="status">
          {t('block_gone')}
        </p>
      )}
    </div>
  );
}

/** Pieces of the text with the number of the comment about them. */
function commentMarks({ open }: SectionPassages): MarkedPiece[] {
  return open.flatMap(({ id, passage: { segments } }, index) =>
    segments.map((segment, piece) => ({
      kind: 'comment' as const,
      ...segment,
      id,
      number: index + 1,
      first: piece === 0,
      last: piece === segments.length - 1,
    })),
  );
}

/** Pieces of the text that open proposals would change. */
function proposalMarks(proposals: readonly ChangeProposal[], texts: readonly string[]): MarkedPiece[] {
  return proposals.flatMap(({ id, number, place }) => {
    const length = place ? (texts[place.block]?.length ?? 0) : 0;
    if (!place || length === 0) return [];
    const words = place.words ?? { from: 0, to: length };
    return [{ kind: 'proposal' as const, id, number, block: place.block, ...words, first: true, last: true, nearby: place.words === null }];
  });
}
