import { useTranslation } from 'react-i18next';
import { formatMonths } from '../format.ts';
import { type Moment, middleOfWeek, momentOf, type RiverPhase, type RiverWeek } from './river-drawing.tsx';

/** The river as a table: what the drawing says in bends and lines, in words and numbers. */
export function RiverTable({ phases, weeks, moment }: { phases: readonly RiverPhase[]; weeks: readonly RiverWeek[]; moment: Moment }) {
  const { t, i18n } = useTranslation('trajectories');
  return (
    <details className="wrap ftab">
      <summary>{t('river.as_table')}</summary>
      <table className="tbl fold">
        <thead>
          <tr>
            <th scope="col">{t('river.phase')}</th>
            <th scope="col">{t('river.turn')}</th>
            <th scope="col">{t('river.when')}</th>
            <th scope="col">{t('river.state')}</th>
            <th scope="col">{t('river.counts')}</th>
          </tr>
        </thead>
        <tbody>
          {phases.map((phase) => {
            const own = weeks.filter(
              ({ weekStartsOn }) => middleOfWeek(weekStartsOn) >= phase.startsOn && middleOfWeek(weekStartsOn) <= phase.endsOn,
            );
            return (
              <tr key={phase.id}>
                <td>
                  <b>{phase.title}</b>
                </td>
                <td data-l={t('river.turn')}>{t(`turn.${phase.turn}`)}</td>
                <td data-l={t('river.when')}>{formatMonths(phase.startsOn, phase.endsOn, i18n.language)}</td>
                <td data-l={t('river.state')}>
                  {t(`state.${momentOf(phase, moment)}`)} {phase.summary}
                </td>
                <td data-l={t('river.counts')} className="num">
                  {t('river.count', {
                    contributions: own.reduce((sum, week) => sum + week.contributions, 0),
                    answers: own.reduce((sum, week) => sum + week.answers, 0),
                  })}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}
