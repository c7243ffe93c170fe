import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { Paragraphs } from '../components/paragraphs.tsx';
import { formatDay, formatNumber, formatTime, toDay } from '../format.ts';
import { MeetingOutcomes } from '../meetings/meeting-outcomes.tsx';
import { readMeetingParams } from '../meetings/params.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const page = await api(args).meetings.get(readMeetingParams(args));
  return { ...page, changed: new URL(args.request.url).searchParams.has('bewaard') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.meeting.title}, ${data?.trajectory.title} | Oever` }];

/** One meeting: when, where, who was asked and who came, what was said, and what came out of it. */
export default function MeetingPage() {
  const { t, i18n } = useTranslation('meetings');
  const { trajectory, meeting, outcomes, may, changed } = useLoaderData<typeof loader>();
  const { slug } = trajectory;
  const { startsAt, endsAt, place, description, invited, attendance, report, isPast, number } = meeting;
  return (
    <div className="wrap meetings">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(slug) },
          { label: t('list.title'), to: paths.meetings(slug) },
          { label: meeting.title },
        ]}
      />
      {changed && (
        <p className="done" role="status">
          {t('page.saved')}
        </p>
      )}
      <h1>{meeting.title}</h1>
      {meeting.hidden && <p className="note">{t(may.update ? 'page.hidden_yours' : 'page.hidden')}</p>}
      {description && <p className="lead">{description}</p>}
      <dl className="meeting-facts">
        <div>
          <dt>{t('page.when')}</dt>
          <dd>
            {t('page.moment', {
              day: formatDay(toDay(startsAt), i18n.language),
              from: formatTime(startsAt, i18n.language),
              until: formatTime(endsAt, i18n.language),
            })}
          </dd>
        </div>
        <div>
          <dt>{t('page.where')}</dt>
          <dd>{place}</dd>
        </div>
        {invited && (
          <div>
            <dt>{t('page.invited')}</dt>
            <dd>{invited}</dd>
          </div>
        )}
        {isPast && (
          <div>
            <dt>{t('page.attendance')}</dt>
            <dd>
              {attendance === null
                ? t('page.not_counted')
                : t('page.people', { count: attendance, number: formatNumber(attendance, i18n.language) })}
            </dd>
          </div>
        )}
      </dl>
      {(may.update || may.enter) && (
        <p className="btns no-print">
          {may.update && (
            <Link className="btn sec-b" to={paths.editMeeting(slug, number)}>
              {t('page.edit')}
            </Link>
          )}
          {may.enter && isPast && (
            <Link className="btn sec-b" to={paths.enterContribution(slug, 'idee', number)}>
              {t('page.enter')}
            </Link>
          )}
        </p>
      )}
      {isPast && (
        <section aria-labelledby="verslag">
          <h2 id="verslag">{t('page.report')}</h2>
          {report ? <Paragraphs text={report} /> : <p className="muted">{t(meeting.hidden ? 'page.report_hidden' : 'page.no_report')}</p>}
        </section>
      )}
      {isPast && <MeetingOutcomes outcomes={outcomes} slug={slug} />}
      {may.report && !meeting.hidden && (
        <p className="small no-print report-it">
          <Link to={paths.report('meeting', meeting.id)}>{t('page.report_this')}</Link>
        </p>
      )}
    </div>
  );
}
