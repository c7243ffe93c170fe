import { useTranslation } from 'react-i18next';
import { formatTime, formatWeekday, toDay } from '../format.ts';

type Meeting = { id: string; title: string; place: string; startsAt: string; endsAt: string; description: string; report: string | null };

/** Where people meet in person: what comes, and under a disclosure what was said before. */
export function Meetings({ meetings: { coming, past } }: { meetings: { coming: readonly Meeting[]; past: readonly Meeting[] } }) {
  const { t } = useTranslation('trajectories');
  if (coming.length + past.length === 0) return null;
  return (
    <section className="sec-tight" id="bijeenkomsten" aria-labelledby="bijeenkomsten-kop">
      <div className="wrap">
        <h2 id="bijeenkomsten-kop" style={{ marginBottom: 16 }}>
          {t('meetings.title')}
        </h2>
        {coming.length > 0 && <MeetingRows meetings={coming} />}
        {past.length > 0 && (
          <details className="ftab" open={coming.length === 0}>
            <summary>{t('meetings.past', { count: past.length })}</summary>
            <MeetingRows meetings={past} />
          </details>
        )}
      </div>
    </section>
  );
}

function MeetingRows({ meetings }: { meetings: readonly Meeting[] }) {
  const { t, i18n } = useTranslation('trajectories');
  return (
    <ul className="rows">
      {meetings.map((meeting) => (
        <li className="resp" key={meeting.id}>
          <div>
            <b className="cap">{formatWeekday(toDay(meeting.startsAt), i18n.language)}</b>
            <p className="tiny num">
              {formatTime(meeting.startsAt, i18n.language)}, {meeting.place}
            </p>
          </div>
          <div>
            <h3>{meeting.title}</h3>
            <p className="muted" style={{ marginTop: 4 }}>
              {meeting.description}
            </p>
            {meeting.report && (
              <p style={{ marginTop: 8 }}>
                <b>{t('meetings.report')}</b> {meeting.report}
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
