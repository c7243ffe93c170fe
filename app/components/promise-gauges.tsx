import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { ResponseTimes } from '../../server/responses/figures.ts';
import { formatPercent } from '../format.ts';
import { paths } from '../paths.ts';
import { Icon } from './icon.tsx';
import { StatusBadge } from './status-badge.tsx';

/** Promise beside practice: half of the answers, nine of ten, and the longest wait now, each on a gauge with the promise as a post. */
export function PromiseGauges({ figures }: { figures: ResponseTimes }) {
  const { t, i18n } = useTranslation('trajectories');
  const promised = figures.promise?.workingDays ?? null;
  if (figures.n === 0 || figures.median === null || figures.p90 === null || figures.onTimeShare === null) return null;
  const longest = figures.overdue[0] ? figures.overdue[0].clock.day : null;
  const gauges = [
    { key: 'half', days: figures.median },
    { key: 'nine', days: figures.p90 },
    ...(longest === null ? [] : [{ key: 'longest', days: longest }]),
  ];
  const ticks = Math.max(...gauges.map(({ days }) => days), promised ?? 0) + 4;
  return (
    <section className="sec stone" aria-labelledby="belofte">
      <div className="wrap belofte">
        <div>
          <p className="big num">{figures.median}</p>
          <h2 id="belofte" style={{ margin: '12px 0 8px' }}>
            {t('promise.title', { count: figures.median })}
          </h2>
          <p className="muted small" style={{ maxWidth: '42ch' }}>
            {promised !== null &&
              t('promise.text', { count: promised, share: formatPercent(figures.onTimeShare, i18n.language), n: figures.n })}
          </p>
          <p style={{ marginTop: 16 }}>
            <Link className="more" to={paths.responseTimes()}>
              {t('promise.all')} <Icon name="arrow-right" />
            </Link>
          </p>
        </div>
        <div className="stack">
          {gauges.map(({ key, days }) => {
            const late = promised !== null && days > promised;
            return (
              <div className="klok" key={key}>
                <div className="kl-t">
                  <b>{t(`promise.${key}`)}</b>
                  <StatusBadge tone={late ? 'laat' : 'wacht'}>
                    {t(key === 'longest' ? 'promise.days' : 'promise.within', { count: days })}
                  </StatusBadge>
                </div>
                <Gauge ticks={ticks} days={days} promised={promised} />
              </div>
            );
          })}
          <div className="kl-a tiny" style={{ display: 'flex', justifyContent: 'space-between' }}>
            <span>{t('promise.day_one')}</span>
            {promised !== null && <span>{t('promise.post', { count: promised })}</span>}
          </div>
        </div>
      </div>
    </section>
  );
}

function Gauge({ ticks, days, promised }: { ticks: number; days: number; promised: number | null }) {
  const step = 620 / ticks;
  const post = promised === null ? null : promised * step;
  return (
    <svg viewBox="0 0 620 44" aria-hidden="true" focusable="false">
      {Array.from({ length: ticks }, (_, index) => {
        const day = index + 1;
        const late = promised !== null && day > promised && day <= days;
        const height = late ? 30 : day % 5 === 0 ? 28 : 19;
        const key = `d${day}`;
        const on = day <= days;
        return (
          <rect
            key={key}
            className={on ? (late ? 'g-laat' : 'g-on') : 'g-tick'}
            x={index * step + step * 0.2}
            y={44 - height}
            width={on ? step * 0.5 : 2.4}
            height={height}
          />
        );
      })}
      {post !== null && <path className="g-post" d={`M${post} 0h4.5v44h-4.5zM${post} 0h-14v9h14z`} />}
    </svg>
  );
}
