import { useTranslation } from 'react-i18next';
import type { OwnSession } from '../../server/auth/own-sessions.ts';
import { StatusBadge } from '../components/status-badge.tsx';
import { formatMoment } from '../format.ts';
import { useRootData } from '../root-data.ts';

/** Where somebody is signed in, in words they know, each with a way out. */
export function SecuritySessions({ sessions }: { sessions: OwnSession[] }) {
  const { t } = useTranslation(['identity', 'accounts']);
  const { locale, today } = useRootData();
  const moment = (at: Date) => formatMoment(at, locale, today);
  return (
    <section className="side-head" aria-labelledby="apparaten">
      <div>
        <h2 id="apparaten">{t('security.where')}</h2>
        <p className="small muted">{t('security.where_text')}</p>
      </div>
      <div>
        <ul className="rows">
          {sessions.map((session) => {
            const device = t('security.device', {
              browser: t(`security.browser.${session.browser as 'other'}`),
              system: t(`security.system.${session.system as 'other'}`),
            });
            return (
              <li key={session.id} className="security-row">
                <div>
                  <h3>{device}</h3>
                  <p className="meta">
                    <span>
                      {t('security.started', { moment: moment(session.startedAt) })}
                      {session.method && ` ${t(`security.method.${session.method}`)}`}
                    </span>
                    {session.lastSeenAt && !session.isThis && <span>{t('security.seen', { moment: moment(session.lastSeenAt) })}</span>}
                  </p>
                </div>
                {session.isThis ? (
                  <StatusBadge tone="ok" icon="circle-check">
                    {t('security.this')}
                  </StatusBadge>
                ) : (
                  <form method="post">
                    <input type="hidden" name="intent" value="session" />
                    <button type="submit" name="id" value={session.id} className="btn sec-b s">
                      {t('security.end')} <span className="sr">{device}</span>
                    </button>
                  </form>
                )}
              </li>
            );
          })}
        </ul>
        {sessions.length > 1 && (
          <form method="post">
            <button type="submit" name="intent" value="elsewhere" className="btn sec-b">
              {t('security.elsewhere')}
            </button>
          </form>
        )}
      </div>
    </section>
  );
}
