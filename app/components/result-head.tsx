import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatDayShort, formatMoney, formatNumber, formatPercent } from '../format.ts';
import { formatCents, lastDay } from './ballot-words.ts';

type Props = {
  voting: { budget?: number; seats: number; closesAt: string };
  result: {
    ballotCount: number;
    electorate: number | null;
    changedVoters: number | 'few' | null;
    spent?: number;
    quota?: number;
    explanation?: { satisfied: number; left: number; share: number | null };
  };
  winnerTitles: readonly string[];
};

/** The outcome in one headline, and the figures that belong to it. */
export function ResultHead({ voting, result, winnerTitles }: Props) {
  const { t, i18n } = useTranslation('votings');
  const locale = i18n.language;
  const { explanation, ballotCount } = result;
  const ballots = formatNumber(ballotCount, locale);
  const budget = formatMoney(voting.budget ?? 0, locale);
  return (
    <div className="result-head">
      <div>
        <h1>{headline({ ballotCount, winnerTitles, budgeted: explanation !== undefined, seats: voting.seats }, t)}</h1>
        <p className="lead" style={{ marginTop: 14 }}>
          {t('result.voters', { count: ballotCount, n: ballots })}{' '}
          {explanation &&
            `${explanation.left === 0 ? t('result.spent_all', { budget }) : t('result.spent', { budget, spent: formatMoney(result.spent ?? 0, locale) })} `}
          {result.changedVoters === 'few' && `${t('result.changed.few')} `}
          {typeof result.changedVoters === 'number' &&
            result.changedVoters > 0 &&
            `${t('result.changed.many', { n: formatNumber(result.changedVoters, locale) })} `}
          {t('result.closed_on', { on: `${formatDayShort(lastDay(voting.closesAt), locale)} ${lastDay(voting.closesAt).slice(0, 4)}` })}
        </p>
      </div>
      <dl className="facts">
        <div>
          <dt>{t('result.facts.ballots')}</dt>
          <dd>{ballots}</dd>
        </div>
        {result.electorate !== null && (
          <div>
            <dt>{t('result.facts.electorate')}</dt>
            <dd>{formatNumber(result.electorate, locale)}</dd>
          </div>
        )}
        {result.quota !== undefined && (
          <div>
            <dt>{t('result.facts.quota')}</dt>
            <dd>{formatNumber(result.quota, locale)}</dd>
          </div>
        )}
        {explanation && ballotCount > 0 && (
          <>
            <div>
              <dt>{t('result.facts.left')}</dt>
              <dd>{explanation.left === 0 ? t('result.facts.nothing') : formatMoney(explanation.left, locale)}</dd>
            </div>
            <div>
              <dt>{t('result.facts.satisfied')}</dt>
              <dd>{formatPercent(explanation.satisfied / ballotCount, locale)}</dd>
            </div>
            {explanation.share !== null && (
              <div>
                <dt>{t('result.facts.share')}</dt>
                <dd>{formatCents(explanation.share, locale)}</dd>
              </div>
            )}
          </>
        )}
      </dl>
    </div>
  );
}

function headline(
  {
    ballotCount,
    winnerTitles,
    budgeted,
    seats,
  }: { ballotCount: number; winnerTitles: readonly string[]; budgeted: boolean; seats: number },
  t: TFunction<'votings'>,
): string {
  const [first] = winnerTitles;
  if (ballotCount === 0) return t('result.title_nobody');
  if (budgeted) {
    const count = winnerTitles.length;
    if (count === 0) return t('result.title_none');
    return t('result.title', { count, number: count === 1 ? '' : t(`result.numbers.${count}`, { defaultValue: String(count) }) });
  }
  if (winnerTitles.length === 1) return t('result.title_winner', { title: first });
  return t(seats > 1 ? 'result.title_seats' : 'result.title_tie', {
    titles: t('result.and', { first: winnerTitles.slice(0, -1).join(', '), last: winnerTitles.at(-1) }),
  });
}
