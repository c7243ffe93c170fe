import { useTranslation } from 'react-i18next';
import type { ResponseTimes } from '../../server/responses/figures.ts';
import { formatPercent } from '../format.ts';
import { round } from './response-times-chart.tsx';

const WIDTH = 220;

type Team = ResponseTimes['teams'][number];

/** Teams side by side, beside what was promised: a dot at half, a dash at nine of ten. */
export function TeamTimes({ figures }: { figures: Pick<ResponseTimes, 'teams' | 'promise' | 'minimumN'> }) {
  const { t, i18n } = useTranslation('answers');
  const promised = figures.promise?.workingDays ?? null;
  const longest = Math.max(promised ?? 0, 10, ...figures.teams.map(({ p90 }) => p90 ?? 0));
  const scale = WIDTH / (longest * 1.1);
  const every = longest > 25 ? 10 : 5;
  const marks = Array.from({ length: Math.floor((longest * 1.1) / every) + 1 }, (_, index) => index * every);
  return (
    <table className="tbl fold dt">
      <thead>
        <tr>
          <th scope="col">{t('times.team')}</th>
          <th scope="col" className="r">
            {t('times.answers')}
          </th>
          <th scope="col">
            {t('times.waiting')}
            <svg className="chart" viewBox={`0 0 ${WIDTH} 16`} aria-hidden="true">
              {marks.map((mark) => (
                <text key={mark} x={round(mark * scale)} y="13" textAnchor={mark === 0 ? 'start' : 'middle'}>
                  {mark}
                </text>
              ))}
            </svg>
          </th>
          <th scope="col" className="r">
            {t('times.half_within')}
          </th>
          <th scope="col" className="r">
            {t('times.most_within')}
          </th>
          <th scope="col" className="r">
            {t('times.on_time')}
          </th>
          <th scope="col">{t('times.half_year')}</th>
        </tr>
      </thead>
      <tbody>
        {figures.teams.map((team) => (
          <tr key={team.id ?? 'none'}>
            <td>
              <b>{team.name ?? t('times.no_team')}</b>
            </td>
            <td className="r" data-l={t('times.answers')}>
              {team.n}
            </td>
            {team.enough ? (
              <>
                <td data-l={t('times.waiting_short')}>
                  <Range team={team} promised={promised} scale={scale} />
                </td>
                <td className="r" data-l={t('times.half_within')}>
                  {team.median}
                </td>
                <td className="r" data-l={t('times.most_within')}>
                  {team.p90}
                </td>
                <td className="r" data-l={t('times.on_time')}>
                  <b>{formatPercent(team.onTimeShare ?? 0, i18n.language)}</b>
                </td>
                <td data-l={t('times.half_year')}>
                  <Spark team={team} target={figures.promise ? figures.promise.targetPercent / 100 : null} />
                </td>
              </>
            ) : (
              <td colSpan={5} className="muted">
                {t('times.too_few', { count: figures.minimumN })}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Range({ team, promised, scale }: { team: Team; promised: number | null; scale: number }) {
  const tone = (days: number) => (promised !== null && days > promised ? 'var(--danger)' : 'var(--water)');
  const median = team.median ?? 0;
  const p90 = team.p90 ?? 0;
  return (
    <svg viewBox={`0 0 ${WIDTH} 24`} aria-hidden="true">
      <line x1="0" x2={WIDTH} y1="12" y2="12" stroke="var(--line)" />
      <line x1={round(median * scale)} x2={round(p90 * scale)} y1="12" y2="12" stroke={tone(p90)} strokeWidth="3" />
      <circle cx={round(Math.max(5.5, median * scale))} cy="12" r="5.5" fill={tone(median)} />
      <path d={`M${round(p90 * scale)} 5v14`} stroke={tone(p90)} strokeWidth="3" />
      {promised !== null && <path d={`M${round(promised * scale)} 1v22`} stroke="var(--ink)" strokeWidth="1.6" />}
    </svg>
  );
}

/** Share on time of the last six months with answers; the dotted line is what was promised. */
function Spark({ team, target }: { team: Team; target: number | null }) {
  const months = team.months.slice(-6);
  const lowest = Math.min(...months.map(({ onTimeShare }) => onTimeShare ?? 1), target ?? 1, 0.5);
  const x = (index: number) => (months.length === 1 ? 60 : 4 + (index * 112) / (months.length - 1));
  const y = (share: number) => 4 + ((1 - share) / (1 - lowest)) * 24;
  const last = months.at(-1);
  return (
    <svg className="spark" viewBox="0 0 120 32" aria-hidden="true">
      {target !== null && <line x1="0" x2="120" y1={round(y(target))} y2={round(y(target))} stroke="var(--ink)" strokeDasharray="2 3" />}
      <path
        d={months.map(({ onTimeShare }, index) => `${index === 0 ? 'M' : 'L'}${round(x(index))} ${round(y(onTimeShare ?? 0))}`).join('')}
        fill="none"
        stroke="var(--water)"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      {last && <circle cx={round(x(months.length - 1))} cy={round(y(last.onTimeShare ?? 0))} r="3.6" fill="var(--water)" />}
    </svg>
  );
}
