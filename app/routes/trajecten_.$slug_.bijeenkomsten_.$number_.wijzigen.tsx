import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { amsterdamDay } from '../../server/calendar/amsterdam.ts';
import { amsterdamTime } from '../../server/meetings/rules.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import type { LastResult } from '../ideas/last-result.ts';
import { MeetingForm } from '../meetings/meeting-form.tsx';
import { readMeetingParams } from '../meetings/params.server.ts';
import { refuseUnless } from '../meetings/refuse.server.ts';
import { meetingSchema } from '../meetings/schemas.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title}, ${data?.meeting.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const { trajectory, meeting, may } = await api(args).meetings.get(readMeetingParams(args));
  refuseUnless(may.update, args);
  return { trajectory, meeting, title: getT(args.context.locale, 'meetings')('edit.title') };
}

export async function action(args: ActionFunctionArgs) {
  const where = readMeetingParams(args);
  return submitForm(args, meetingSchema, async ({ revision, ...words }, call) => {
    const { meeting } = await call.meetings.get(where);
    await call.meetings.update({ meetingId: meeting.id, revision: revision ?? meeting.revision, ...words });
    return redirect(`${paths.meeting(where.trajectory, where.number)}?bewaard`, 303);
  });
}

export default function EditMeetingPage() {
  const { t } = useTranslation('meetings');
  const { trajectory, meeting } = useLoaderData<typeof loader>();
  const lastResult = (useActionData<typeof action>() ?? null) as LastResult;
  const { slug } = trajectory;
  const { title, place, startsAt, endsAt, description, invited, attendance, report, revision, number } = meeting;
  const [start, end] = [new Date(startsAt), new Date(endsAt)];
  const words = {
    title,
    place,
    description,
    invited,
    revision,
    day: amsterdamDay(start),
    from: amsterdamTime(start),
    until: amsterdamTime(end),
    attendance: attendance === null ? '' : String(attendance),
    report: report ?? '',
  };
  return (
    <div className="wrap meetings">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(slug) },
          { label: t('list.title'), to: paths.meetings(slug) },
          { label: title, to: paths.meeting(slug, number) },
          { label: t('edit.title') },
        ]}
      />
      <h1>{t('edit.title')}</h1>
      <MeetingForm path={paths.editMeeting(slug, number)} submit={t('edit.submit')} lastResult={lastResult} meeting={words} />
    </div>
  );
}
