import { useTranslation } from 'react-i18next';
import type { RunoffRound } from '../../server/votings/count-ranked.ts';
import { formatNumber } from '../format.ts';

/** The rounds of a ranked count as a table: a column per round, and who dropped out. */
export function RunoffRounds({ rounds, titles }: { rounds: readonly RunoffRound[]; titles: ReadonlyMap<string, string> }) {
  const { t, i18n } = useTranslation('votings');
  const options = rounds[0]?.tallies ?? [];
  const numbered = rounds.map((round, index) => ({ ...round, number: index + 1 }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard
    <section className="rounds" aria-label={t('result.rounds.title')} tabIndex={0}>
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">{t('result.column.option')}</th>
            {numbered.map(({ number }) => (
              <th scope="col" className="r" key={number}>
                {t('result.rounds.round', { round: number })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {options.map(({ id }) => (
            <tr key={id}>
              <th scope="row">{titles.get(id)}</th>
              {numbered.map((round) => {
                const tally = round.tallies.find((one) => one.id === id);
                return (
                  <td className="r" key={round.number}>
                    {tally ? formatNumber(tally.votes, i18n.language) : <span className="sr">{t('result.rounds.gone')}</span>}
                    {round.elected.includes(id) && <b> ({t('result.rounds.elected')})</b>}
                    {round.eliminated === id && <span className="muted"> ({t('result.rounds.out')})</span>}
                  </td>
                );
              })}
            </tr>
          ))}
          <tr>
            <th scope="row">{t('result.rounds.exhausted')}</th>
            {numbered.map((round) => (
              <td className="r" key={round.number}>
                {formatNumber(round.exhausted, i18n.language)}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}
