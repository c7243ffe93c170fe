import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ProjectExplanation } from '../../server/votings/count.ts';
import { formatMoney, formatNumber } from '../format.ts';
import { formatCents } from './ballot-words.ts';

/** Why one plan won or not: the budget running out as a bar, and one sentence. */
export function TallyStory({ project, budget }: { project: ProjectExplanation; budget: number }) {
  const { t, i18n } = useTranslation('votings');
  const used = ((budget - project.leftBefore) / budget) * 100;
  const won = project.outcome === 'won' || project.outcome === 'won_with_leftover';
  const part = (Math.min(project.cost, project.leftBefore) / budget) * 100;
  return (
    <>
      <div className="tally-money" aria-hidden="true">
        <i className="u" style={{ insetInlineStart: 0, width: `${used}%` }} />
        {won && <i className="n" style={{ insetInlineStart: `${used}%`, width: `${part}%` }} />}
        {project.outcome === 'too_expensive' && part > 0 && <i className="x" style={{ insetInlineStart: `${used}%`, width: `${part}%` }} />}
      </div>
      <p className="tally-why">{why(project, { t, locale: i18n.language })}</p>
    </>
  );
}

function why(
  { outcome, cost, leftBefore, short, payers, highestPayment }: ProjectExplanation,
  { t, locale }: { t: TFunction<'votings'>; locale: string },
): string {
  const money = (amount: number) => formatMoney(amount, locale);
  const left = leftBefore - cost;
  switch (outcome) {
    case 'won':
      if (payers !== null)
        return t('result.why.paid', { count: payers, n: formatNumber(payers, locale), most: formatCents(highestPayment ?? 0, locale) });
      return left === 0 ? t('result.why.none_left') : t('result.why.left', { insetInlineStart: money(left) });
    case 'won_with_leftover':
      return t('result.why.leftover', { insetInlineStart: money(left) });
    case 'too_expensive':
      return leftBefore === 0
        ? t('result.why.too_expensive_none', { cost: money(cost) })
        : t('result.why.too_expensive', { cost: money(cost), left: money(leftBefore) });
    case 'too_little_support':
      return t('result.why.too_little_support', { cost: money(cost), had: money(cost - short), short: money(short) });
    case 'no_support':
      return t('result.why.no_support');
  }
}
