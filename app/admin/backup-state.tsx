import { useTranslation } from 'react-i18next';
import { type BackupStatus, isTooOld } from '../../server/backup/backup-rules.ts';
import { StatusBadge } from '../components/status-badge.tsx';
import { formatMoment, formatNumber } from '../format.ts';
import { useRootData } from '../root-data.ts';

const HOUR = 3_600_000;

/** For the administrator: how old the last good backup is, and whether it was put back. */
export function BackupState({ status, now }: { status: BackupStatus; now: Date }) {
  const { t } = useTranslation('integrity');
  const { locale, today } = useRootData();
  const { lastGood, problem, lastTry } = status;
  const late = isTooOld(lastGood, now);
  const hours = lastGood ? Math.max(0, Math.floor((now.getTime() - lastGood.at.getTime()) / HOUR)) : 0;
  const age = lastGood ? (hours === 0 ? t('backups.fresh') : t('backups.age', { count: hours })) : t('backups.none');
  const moment = (at: Date) => formatMoment(at, locale, today);
  return (
    <section className="sec-tight" aria-labelledby="backups">
      <h2 id="backups">{t('backups.title')}</h2>
      <p>
        <StatusBadge tone={late ? 'laat' : 'ok'} icon={late ? 'triangle-alert' : 'circle-check'} boxed>
          {age}
        </StatusBadge>
      </p>
      {late && <p>{t('backups.late')}</p>}
      {lastGood && (
        <p className="small muted">
          {lastGood.file === null || lastGood.rows === null
            ? t('backups.at', { at: moment(lastGood.at) })
            : t('backups.at_rows', { at: moment(lastGood.at), file: lastGood.file, rows: formatNumber(lastGood.rows, locale) })}
        </p>
      )}
      {problem && <p className="err">{t('backups.problem', { at: moment(problem.at), problem: problem.sentence })}</p>}
      {lastTry === null && <p className="small muted">{t('backups.not_tried')}</p>}
      {lastTry && lastTry.problem === null && (
        <p className="small muted">{t('backups.tried', { at: moment(lastTry.at), rows: formatNumber(lastTry.rows ?? 0, locale) })}</p>
      )}
      {lastTry?.problem && <p className="err">{t('backups.try_failed', { at: moment(lastTry.at), problem: lastTry.problem })}</p>}
    </section>
  );
}
