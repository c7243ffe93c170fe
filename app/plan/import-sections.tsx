import { useTranslation } from 'react-i18next';
import type { SectionPreview } from '../../server/plan-texts/import-preview.ts';
import type { IconName } from '../components/icon.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { ComparedBlocks, CompareKey } from './compared-blocks.tsx';

const ICONS: Record<SectionPreview['kind'], IconName> = { new: 'plus', changed: 'file-pen-line', gone: 'x', equal: 'check' };

/** Each section as it would be; those that stay the same are only counted, until somebody wants to see which. */
export function ImportSections({ sections, staying }: { sections: readonly SectionPreview[]; staying: readonly string[] }) {
  const { t } = useTranslation('exchange');
  const touched = sections.filter((section) => section.kind !== 'equal' || section.moves);
  const equal = sections.filter((section) => section.kind === 'equal' && !section.moves);
  return (
    <>
      {touched.some((section) => section.blocks.length > 0) && <CompareKey />}
      {touched.map((section) => (
        <SectionChange key={`${section.kind}-${section.number}`} section={section} />
      ))}
      {staying.length > 0 && (
        <div className="exchange-rest">
          <p>{t('preview.staying')}</p>
          <ul>
            {staying.map((heading) => (
              <li key={heading}>{heading}</li>
            ))}
          </ul>
        </div>
      )}
      {equal.length > 0 && (
        <details className="exchange-rest">
          <summary>{t('preview.equal', { count: equal.length })}</summary>
          <ul>
            {equal.map((section) => (
              <li key={section.number}>{section.heading}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function SectionChange({ section }: { section: SectionPreview }) {
  const { t } = useTranslation('exchange');
  const { kind, heading, oldHeading, returns, moves, blocks, excerpt, number, written, keptAs, openProposals } = section;
  return (
    <article className={`xs ${kind}`}>
      <header>
        <h2>{heading}</h2>
        <StatusBadge tone="neutraal" icon={ICONS[kind]}>
          {t(`preview.kind.${kind}`)}
        </StatusBadge>
      </header>
      <Remarks
        lines={[
          oldHeading && t('preview.old_heading', { heading: oldHeading }),
          moves && t('preview.moves'),
          returns && t('preview.returns'),
          kind === 'changed' && !oldHeading && !returns && blocks.length === 0 && t('preview.layout_only'),
          kind === 'gone' && t('preview.gone'),
          keptAs !== null && t('preview.kept', { number: keptAs }),
          openProposals > 0 && t('preview.proposals', { count: openProposals }),
        ]}
      />
      {blocks.length > 0 && (
        <div className="prose">
          <ComparedBlocks blocks={blocks} id={`deel-${number}`.replace(/[^\w-]/g, '-')} />
        </div>
      )}
      {excerpt !== '' && <p className="prose excerpt">{excerpt}</p>}
      {written.length > 0 && (
        <details className="written">
          <summary>{t('preview.written')}</summary>
          <div className="prose">
            <ComparedBlocks blocks={written} id={`geschreven-${number}`.replace(/[^\w-]/g, '-')} />
          </div>
        </details>
      )}
    </article>
  );
}

function Remarks({ lines }: { lines: readonly (string | false | null)[] }) {
  const said = lines.filter((line): line is string => Boolean(line));
  if (said.length === 0) return null;
  return (
    <ul className="remarks">
      {said.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
