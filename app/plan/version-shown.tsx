import { useTranslation } from 'react-i18next';
import type { DiffPart } from '../../server/plan-texts/text-diff.ts';
import type { VersionView } from '../../server/plan-texts/version-queries.ts';
import { PlanContent } from '../components/plan-content.tsx';
import { TextDiff } from '../components/text-diff.tsx';

type Props = {
  compared: { from: number | null; to: number | null; parts: DiffPart[] } | null;
  alone: { number: number | null; content: VersionView['content'] } | null;
};

/** Two versions with what changed between them, or one to read. */
export function VersionShown({ compared, alone }: Props) {
  const { t } = useTranslation('plan');
  const name = (number: number | null) => (number === null ? t('history.now') : t('version', { number }));
  if (compared) {
    const same = compared.parts.every((part) => part.kind === 'same');
    return (
      <section className="shown" id="verschil" aria-labelledby="verschil-kop">
        <h2 id="verschil-kop">{t('history.between', { from: name(compared.from), to: name(compared.to) })}</h2>
        {same ? (
          <p className="note">{t('history.same')}</p>
        ) : (
          <div className="prose">
            <TextDiff parts={compared.parts} />
          </div>
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
