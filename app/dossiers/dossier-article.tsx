import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierContent } from '../../server/dossiers/content.ts';
import { formatNumber } from '../format.ts';
import { AnswersPart, AskedPart, PromisePart } from './asked-part.tsx';
import { CommitmentsPart, CouncilPart } from './council-part.tsx';
import { Counted, listOf, Part } from './part.tsx';
import { ReachPart, ThemesPart } from './reach-part.tsx';
import { AgreementsPart, VotingsPart } from './results-part.tsx';
import { SectionsPart } from './sections-part.tsx';

/** A dossier from the question to the decision: the one of now, or a frozen one. */
export function DossierArticle({
  content,
  until,
  head,
  tail,
}: {
  content: DossierContent;
  until: string | null;
  head: ReactNode;
  tail?: ReactNode;
}) {
  const { t, i18n } = useTranslation('dossiers');
  const { slug, title } = content.trajectory;
  const { tally, reach, sections, commitments } = content;
  const behind = { slug, until };
  const late = commitments.filter(({ state }) => state === 'late').length;
  const say = (value: number) => formatNumber(value, i18n.language);
  const shared = { content, behind };
  return (
    <article className="rd">
      <header className="rdh">
        <h1>{t('headline', { title })}</h1>
        <div>{head}</div>
      </header>
      <dl className="facts even">
        <div>
          <dt>{t('facts.participants')}</dt>
          <dd>
            <a href="#bereik">{t('facts.people', { count: reach.participants, number: say(reach.participants) })}</a>
          </dd>
        </div>
        <div>
          <dt>{t('facts.contributions')}</dt>
          <dd>
            <Counted value={tally.received} to={listOf(behind, {})} label={t('facts.contributions')} />
            {tally.received > 0 &&
              `, ${tally.waiting === 0 ? t('facts.all_answered') : t('facts.waiting', { count: tally.waiting, number: say(tally.waiting) })}`}
          </dd>
        </div>
        <div>
          <dt>{t('facts.text')}</dt>
          <dd>
            <a href="#tekst">{t('facts.places', { count: sections.places, number: say(sections.places) })}</a>
          </dd>
        </div>
        <div>
          <dt>{t('facts.commitments')}</dt>
          <dd>
            <a href="#toezeggingen">{say(commitments.length)}</a>
            {late > 0 && `, ${t('facts.late', { count: late })}`}
          </dd>
        </div>
      </dl>
      <AskedPart content={content} number={1} />
      <PromisePart {...shared} number={2} />
      <ReachPart {...shared} number={3} />
      <ThemesPart {...shared} number={4} />
      <SectionsPart {...shared} number={5} />
      <AnswersPart {...shared} number={6} />
      <VotingsPart {...shared} number={7} />
      <AgreementsPart {...shared} number={8} />
      <CommitmentsPart {...shared} number={9} />
      <CouncilPart {...shared} number={10} />
      <Part number={11} id="telling" title={t('rules.title')}>
        <p>{t('rules.contributions')}</p>
        <p>{t('rules.people')}</p>
        <p>{t('rules.text')}</p>
        {tail}
      </Part>
    </article>
  );
}
