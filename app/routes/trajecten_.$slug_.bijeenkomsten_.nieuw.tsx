import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import type { LastResult } from '../ideas/last-result.ts';
import { MeetingForm } from '../meetings/meeting-form.tsx';
import { refuseUnless } from '../meetings/refuse.server.ts';
import { meetingSchema } from '../meetings/schemas.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const call = api(args);
  const trajectoryOf = { trajectory: args.params.slug ?? '' };
  const { trajectory, may } = await call.meetings.list(trajectoryOf);
  refuseUnless(may.add, args);
  const planned = new URL(args.request.url).searchParams.get('gepland');
  const { steps } = planned === null ? { steps: [] } : await call.templates.get(trajectoryOf);
  return {
    trajectory,
    step: steps.find(({ id, kind }) => id === planned && kind === 'meeting') ?? null,
    title: getT(args.context.locale, 'meetings')('new.title'),
  };
}

export async function action(args: ActionFunctionArgs) {
  const slug = args.params.slug ?? '';
  return submitForm(args, meetingSchema, async ({ revision: _, ...words }, call) => {
    const { trajectory } = await call.meetings.list({ trajectory: slug });
    const { number } = await call.meetings.add({ trajectoryId: trajectory.id, ...words });
    return redirect(`${paths.meeting(slug, number)}?bewaard`, 303);
  });
}

export default function NewMeetingPage() {
  const { t } = useTranslation('meetings');
  const { trajectory, step } = useLoaderData<typeof loader>();
  const lastResult = (useActionData<typeof action>() ?? null) as LastResult;
  const { slug } = trajectory;
  return (
    <div className="wrap meetings">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(slug) },
          { label: t('list.title'), to: paths.meetings(slug) },
          { label: t('new.title') },
        ]}
      />
      <h1>{t('new.title')}</h1>
      <MeetingForm path={paths.newMeeting(slug)} planned={step} submit={t('new.submit')} lastResult={lastResult} />
    </div>
  );
}
