import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api, refusalOf, toResponse } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import type { LastResult } from '../ideas/last-result.ts';
import { paths } from '../paths.ts';
import { DatesStep } from '../templates/dates-step.tsx';
import { NamesStep } from '../templates/names-step.tsx';
import { namesSchema } from '../templates/schemas.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const { templates } = args.context.api;
  const draftId = args.params.draft ?? '';
  const search = new URL(args.request.url).searchParams;
  const startsOn = search.get('start');
  const titled = ({ name }: { name: string }) => getT(args.context.locale, 'templates')('draft.title', { name });
  try {
    const draft = await templates.draft({ draftId, startsOn });
    return {
      draft,
      draftId,
      startsOn,
      step: startsOn !== null && search.get('stap') === 'namen' ? 3 : 2,
      fault: null,
      title: titled(draft),
    };
  } catch (error) {
    const refusal = refusalOf(error);
    // No id of a draft at all: there is nothing there.
    if (refusal?.code !== 'invalid') throw toResponse(error, args);
    const draft = await api(args)
      .templates.draft({ draftId, startsOn: null })
      .catch((again: unknown) => {
        throw again instanceof Response && again.status === 400 ? new Response(null, { status: 404 }) : again;
      });
    return { draft, draftId, startsOn, step: 2, fault: refusal.details.fields?.startsOn ?? null, title: titled(draft) };
  }
}

export async function action(args: ActionFunctionArgs) {
  const draftId = args.params.draft ?? '';
  return submitForm(args, namesSchema, async (value, call) => {
    const { slug } = await call.templates.create({ draftId, ...value });
    return redirect(`${paths.carrying(slug)}?gedaan=gemaakt`, 303);
  });
}

/** The second step, dates, and the third, names. */
export default function NewTrajectoryFrom() {
  const { t } = useTranslation(['templates', 'trajectories']);
  const { draft, draftId, startsOn, step, fault } = useLoaderData<typeof loader>();
  const lastResult = (useActionData<typeof action>() ?? null) as LastResult;
  return (
    <div className="wrap new-trajectory">
      <Breadcrumb
        items={[
          { label: t('trajectories:list.title'), to: paths.trajectories() },
          { label: t('new.title'), to: paths.newTrajectory() },
          { label: draft.name },
        ]}
      />
      {step === 3 && startsOn !== null ? (
        <NamesStep draft={draft} draftId={draftId} startsOn={startsOn} lastResult={lastResult} />
      ) : (
        <DatesStep draft={draft} draftId={draftId} startsOn={startsOn} fault={fault} />
      )}
    </div>
  );
}
