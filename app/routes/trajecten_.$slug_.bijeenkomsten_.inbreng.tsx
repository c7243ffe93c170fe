import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { formatDayShort, toDay } from '../format.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import type { LastResult } from '../ideas/last-result.ts';
import { enteredPath, enterForm } from '../meetings/entry.server.ts';
import { EntryForm } from '../meetings/entry-form.tsx';
import { refuseUnless } from '../meetings/refuse.server.ts';
import { ENTRY_TABS, type EntryTab, entrySchema } from '../meetings/schemas.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const slug = args.params.slug ?? '';
  const search = new URL(args.request.url).searchParams;
  const call = api(args);
  const { trajectory, past, may } = await call.meetings.list({ trajectory: slug });
  refuseUnless(may.enter, args);
  const [plan, { themes }] = await Promise.all([call.planTexts.get({ trajectory: slug }), call.trajectories.get({ slug })]);
  const { locale } = args.context;
  const asked = Number(search.get('bijeenkomst'));
  const meeting = past.find(({ number }) => number === asked);
  return {
    trajectory,
    kind: ENTRY_TABS.find((tab) => tab === search.get('soort')) ?? 'idee',
    sections: plan.sections
      .filter(({ policy }) => policy !== 'fixed')
      .map(({ number, title }) => ({ value: number, label: [number, title].join(' ') })),
    themes: themes.map(({ slug: value, name }) => ({ value, label: name })),
    meetings: past.map(({ id, title, startsAt }) => ({ value: id, label: `${title}, ${formatDayShort(toDay(startsAt), locale)}` })),
    // What several people of one evening have in common is not typed again.
    start: {
      channel: meeting ? ('meeting' as const) : ('paper' as const),
      meetingId: meeting?.id ?? '',
      receivedOn: search.get('op') ?? '',
    },
    asked: meeting?.number,
    entered: enteredPath(slug, search),
    title: getT(locale, 'meetings')('entry.page'),
  };
}

export async function action(args: ActionFunctionArgs) {
  const slug = args.params.slug ?? '';
  return submitForm(args, entrySchema, async (value, call) => redirect(await enterForm(call, slug, value), 303));
}

export default function EnterContributionPage() {
  const { t } = useTranslation('meetings');
  const { trajectory, kind, entered, asked, start, ...choices } = useLoaderData<typeof loader>();
  const lastResult = (useActionData<typeof action>() ?? null) as LastResult;
  const { slug } = trajectory;
  const sent = ENTRY_TABS.find((tab) => tab === lastResult?.initialValue?.soort);
  const shown: EntryTab = sent ?? kind;
  return (
    <div className="wrap meetings">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(slug) },
          { label: t('list.title'), to: paths.meetings(slug) },
          { label: t('entry.page') },
        ]}
      />
      <h1>{t('entry.page')}</h1>
      <p className="lead">{t('entry.lead')}</p>
      {entered && (
        <p className="done" role="status">
          {t('entry.done')} <Link to={entered}>{t('entry.see')}</Link>
        </p>
      )}
      <nav className="tabs" aria-label={t('entry.kinds')}>
        {ENTRY_TABS.map((tab) => (
          <Link key={tab} to={paths.enterContribution(slug, tab, asked)} {...(tab === shown ? { 'aria-current': 'page' } : {})}>
            {t(`tab.${tab}`)}
          </Link>
        ))}
      </nav>
      <EntryForm
        path={paths.enterContribution(slug, shown, asked)}
        kind={shown}
        start={start}
        lastResult={lastResult}
        sections={choices.sections}
        themes={choices.themes}
        meetings={choices.meetings}
      />
    </div>
  );
}
