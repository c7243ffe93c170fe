import { useTranslation } from 'react-i18next';
import type { SectionComparison, Side } from '../../server/plan-texts/compare-queries.ts';
import type { VersionView } from '../../server/plan-texts/version-queries.ts';
import { PlanContent } from '../components/plan-content.tsx';
import { TextDiff } from '../components/text-diff.tsx';
import { ComparedBlocks, CompareKey } from './compared-blocks.tsx';

type Props = {
  compared: SectionComparison | null;
  alone: { number: number | null; content: VersionView['content'] } | null;
};

/** Two versions with what changed between them, or one to read. */
export function VersionShown({ compared, alone }: Props) {
  const { t } = useTranslation(['plan', 'versions']);
  const name = (side: Side | null) => (side === null || side === 'now' ? t('history.now') : t('version', { number: side }));
  if (compared) {
    return (
      <section className="shown" id="verschil" aria-labelledby="verschil-kop">
        <h2 id="verschil-kop">{t('history.between', { from: name(compared.from), to: name(compared.to) })}</h2>
        {compared.unchanged ? (
          <p className="note">{t('history.same')}</p>
        ) : (
          <>
            <CompareKey />
            {compared.title && (
              <div className="cb-title">
                <p className="small muted">{t('versions:compare.title_changed')}</p>
                <TextDiff parts={compared.title} />
              </div>
            )}
            <div className="prose">
              <ComparedBlocks blocks={compared.blocks} id="stuk" />
            </div>
          </>
        )}
      </section>
    );
  }
  if (!alone) return null;
  return (
    <section className="shown" aria-labelledby="versie-kop">
      <h2 id="versie-kop">{name(alone.number)}</h2>
      <div className="prose">
        <PlanContent content={alone.content} under={2} />
      </div>
    </section>
  );
}
