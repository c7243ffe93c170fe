import { useTranslation } from 'react-i18next';
import type { ProposalPage } from '../../server/plan-texts/change-proposal-page.ts';
import { Avatar } from '../components/avatar.tsx';
import { SourceLine } from '../components/source-line.tsx';
import { TextDiff } from '../components/text-diff.tsx';
import { formatMoment } from '../format.ts';
import { useRootData } from '../root-data.ts';

/** A proposal in the words of who made it: what would change, and why. What it said before it was made anew stands under it. */
export function ProposalArticle({ page: { proposal, former } }: { page: ProposalPage }) {
  const { t, i18n } = useTranslation(['proposals', 'plan']);
  const { today } = useRootData();
  const { author, createdAt, diff, reason, scope, source } = proposal;
  return (
    <article className="a1">
      <h1>{t('title', { number: proposal.number, section: proposal.section.heading })}</h1>
      <p className="meta">
        <Avatar name={author.name} />
        <span>{author.name}</span>
        <span>{formatMoment(createdAt, i18n.language, today)}</span>
        {scope === 'section' && <span>{t('whole_section')}</span>}
      </p>
      <SourceLine source={source} />
      <h2 className="sr">{t('what')}</h2>
      {proposal.formattingOnly && <p className="note">{t('formatting_only')}</p>}
      <div className="prose change">
        <TextDiff parts={diff} />
      </div>
      <h2 className="why-kop">{t('why')}</h2>
      <div className="prose why">{reason}</div>
      {former.length > 0 && (
        <details className="former">
          <summary>{t('former.title', { count: former.length })}</summary>
          <ol>
            {former.map(({ number, diff: earlier, by, at }) => (
              <li key={number}>
                <p className="small muted">{t('former.until', { when: formatMoment(at, i18n.language), name: by })}</p>
                <div className="prose">
                  <TextDiff parts={earlier} />
                </div>
              </li>
            ))}
          </ol>
        </details>
      )}
    </article>
  );
}
