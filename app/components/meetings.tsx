import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Meeting } from '../../server/meetings/queries.ts';
import { formatDay, formatNumber, formatTime, toDay } from '../format.ts';
import { paths } from '../paths.ts';

type Props = { meetings: { coming: readonly Meeting[]; past: readonly Meeting[] }; slug: string };

/** Where people meet in person: what comes, and under a disclosure what was said before. */
export function Meetings({ meetings: { coming, past }, slug }: Props) {
  const { t } = useTranslation(['trajectories', 'meetings']);
  if (coming.length + past.length === 0) return null;
  return (
    <section className="sec-tight" id="bijeenkomsten" aria-labelledby="bijeenkomsten-kop">
      <div className="wrap">
        <h2 id="bijeenkomsten-kop" style={{ marginBottom: 16 }}>
          {t('trajectories:meetings.title')}
        </h2>
        {coming.length > 0 && <MeetingRows meetings={coming} slug={slug} level={3} />}
        {past.length > 0 && (
          <details className="ftab" open={coming.length === 0}>
            <summary>{t('trajectories:meetings.past', { count: past.length })}</summary>
            <MeetingRows meetings={past} slug={slug} level={3} />
          </details>
        )}
        <p style={{ marginTop: 16 }}>
          <Link className="more" to={paths.meetings(slug)}>
            {t('meetings:list.all')}
          </Link>
        </p>
      </div>
    </section>
  );
}

/** Each with its day and place, how many came, and what came out of it. */
export function MeetingRows({ meetings, slug, level }: { meetings: readonly Meeting[]; slug: string; level: 2 | 3 }) {
  const { t, i18n } = useTranslation(['trajectories', 'meetings']);
  const Heading = `h${level}` as const;
  return (
    <ul className="rows">
      {meetings.map((meeting) => (
        <li className="resp" key={meeting.id}>
          <div>
            <b className="cap">{formatDay(toDay(meeting.startsAt), i18n.language)}</b>
            <p className="tiny num">
              {formatTime(meeting.startsAt, i18n.language)}, {meeting.place}
            </p>
          </div>
          <div>
            <Heading>
              <Link to={paths.meeting(slug, meeting.number)}>{meeting.title}</Link>
            </Heading>
            <p className="muted" style={{ marginTop: 4 }}>
              {meeting.description}
            </p>
            {meeting.report && (
              <p style={{ marginTop: 8 }}>
                <b>{t('trajectories:meetings.report')}</b> {excerpt(meeting.report)}
              </p>
            )}
            {(meeting.attendance !== null || meeting.contributions > 0) && (
              <p className="small muted" style={{ marginTop: 8 }}>
                {meeting.attendance !== null &&
                  t('meetings:came', { count: meeting.attendance, number: formatNumber(meeting.attendance, i18n.language) })}{' '}
                {meeting.contributions > 0 && t('meetings:came_out', { count: meeting.contributions })}
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The first sentences; all of it is on the meeting's own page. */
function excerpt(report: string): string {
  const first = report.split('\n\n')[0] ?? '';
  return first.length <= 320 ? first : `${first.slice(0, 320).replace(/\s+\S*$/u, '')} …`;
}
