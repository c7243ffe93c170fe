import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { type LastResult, resultOf } from '../ideas/last-result.ts';
import { paths } from '../paths.ts';
import { CarryFile } from '../templates/carry-file.tsx';
import { CarryLessons } from '../templates/carry-lessons.tsx';
import { CarryLine } from '../templates/carry-line.tsx';
import { ConceptBand } from '../templates/concept-band.tsx';
import { PlannedSteps } from '../templates/planned-steps.tsx';
import { carryingSchema } from '../templates/schemas.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

const DONE = { gemaakt: 'made', lessen: 'saved', kopie: 'noted', openbaar: 'published' } as const;

export async function loader(args: LoaderFunctionArgs) {
  const carrying = await api(args).templates.get({ trajectory: args.params.slug ?? '' });
  const done = new URL(args.request.url).searchParams.get('gedaan');
  return {
    ...carrying,
    done: done !== null && done in DONE ? DONE[done as keyof typeof DONE] : null,
    title: `${getT(args.context.locale, 'templates')('carry.title')}, ${carrying.trajectory.title}`,
  };
}

export async function action(args: ActionFunctionArgs) {
  const trajectory = args.params.slug ?? '';
  return submitForm(args, carryingSchema, async (value, call) => {
    const done = (what: keyof typeof DONE) => redirect(`${paths.carrying(trajectory)}?gedaan=${what}`, 303);
    if (value.intent === 'publish') {
      await call.trajectories.publish({ trajectory });
      return done('openbaar');
    }
    if (value.intent === 'lessons') {
      await call.templates.writeLessons({ trajectory, body: value.body, edition: value.edition });
      return done('lessen');
    }
    await call.templates.noteCopy({ trajectory, installation: value.installation, title: value.title, url: value.url });
    return done('kopie');
  });
}

/** Everything to carry an approach on with: the file, what was learned, where it came from and where it went. */
export default function Carrying() {
  const { t } = useTranslation('templates');
  const carrying = useLoaderData<typeof loader>();
  const result = (useActionData<typeof action>() ?? null) as LastResult;
  const { trajectory, done, may } = carrying;
  return (
    <div className="wrap carrying">
      <Breadcrumb items={[{ label: trajectory.title, to: paths.trajectory(trajectory.slug) }, { label: t('carry.title') }]} />
      {done && (
        <p className="done" role="status">
          {t(`carry.${done}`)}
        </p>
      )}
      {!trajectory.published && <ConceptBand slug={trajectory.slug} mayPublish={may.publish} />}
      <h1>{t('carry.title')}</h1>
      <p className="lead">{t('carry.lead')}</p>
      <div className="template-two">
        <div>
          <PlannedSteps steps={carrying.steps} slug={trajectory.slug} />
          <CarryFile carrying={carrying} />
          <CarryLessons carrying={carrying} lastResult={resultOf(result, 'lessons')} />
        </div>
        <CarryLine carrying={carrying} lastResult={resultOf(result, 'copy')} />
      </div>
    </div>
  );
}
