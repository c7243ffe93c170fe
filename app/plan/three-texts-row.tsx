import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedBlock } from '../../server/plan-texts/compare.ts';
import type { Fate, ThreeTextsSection } from '../../server/plan-texts/three-texts.ts';
import type { IconName } from '../components/icon.tsx';
import { PlanContent } from '../components/plan-content.tsx';
import { StatusBadge, type Tone } from '../components/status-badge.tsx';
import { ComparedBlocks } from './compared-blocks.tsx';

const BADGES: Record<Fate, { tone: Tone; icon: IconName }> = {
  adopted: { tone: 'ok', icon: 'circle-check' },
  partly: { tone: 'bijna', icon: 'file-pen-line' },
  reverted: { tone: 'laat', icon: 'circle-x' },
  removed: { tone: 'laat', icon: 'x' },
  changed_by_municipality: { tone: 'wacht', icon: 'pencil-line' },
  untouched: { tone: 'neutraal', icon: 'check' },
  open: { tone: 'neutraal', icon: 'hourglass' },
};

type Props = {
  section: ThreeTextsSection;
  decided: boolean;
  moments: { start: string; residents: string; adopted: string | null };
};

/** One section three times: as it began, as residents left it, as it was adopted. On a small screen below each other. */
export function ThreeTextsRow({ section, decided, moments }: Props) {
  const { t } = useTranslation('versions');
  const { heading, start, residents, adopted, fate, number } = section;
  const id = `deel-${number}`.replace(/[^\w-]/g, '-');
  const { tone, icon } = BADGES[fate];
  return (
    <section className="three-row" aria-labelledby={id}>
      <header>
        <h2 id={id}>{heading}</h2>
        {decided && (
          <StatusBadge tone={tone} icon={icon} boxed>
            {t(`fate.${fate}`)}
          </StatusBadge>
        )}
      </header>
      <div className={decided ? 'three' : 'three two-known'}>
        <Column title={t('three.start')} moment={moments.start}>
          {start ? <PlanContent content={start} under={3} /> : <p className="muted">{t('three.no_start')}</p>}
        </Column>
        <Column title={t('three.residents')} moment={moments.residents}>
          <Changes blocks={residents} id={`${id}-b`} same={start ? t('three.as_start') : null} />
        </Column>
        {decided && (
          <Column title={t('three.adopted')} moment={moments.adopted}>
            <Changes blocks={adopted} id={`${id}-v`} same={residents ? t('three.as_residents') : null} />
          </Column>
        )}
      </div>
    </section>
  );
}

function Column({ title, moment, children }: { title: string; moment: string | null; children: ReactNode }) {
  return (
    <div className="three-col">
      <h3>
        {title}
        {moment && <span className="small muted"> {moment}</span>}
      </h3>
      <div className="prose">{children}</div>
    </div>
  );
}

function Changes({ blocks, id, same }: { blocks: readonly ComparedBlock[] | null; id: string; same: string | null }) {
  const { t } = useTranslation('versions');
  if (!blocks) return <p className="muted">{t('three.gone')}</p>;
  const unchanged = blocks.every((block) => block.kind === 'same' && !block.was && block.marks.length === 0);
  if (unchanged && same) return <p className="muted same-as">{same}</p>;
  return <ComparedBlocks blocks={blocks} id={id} />;
}
