import { useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signInOrRefuse } from '../agreements/may.server.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import type { Refused } from '../components/refused-form.ts';
import { type DecisionFields, DecisionForm } from '../council/decision-form.tsx';
import { decisionSchema, ROWS, readDecisionForm } from '../council/schemas.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { readMeetingParams } from '../meetings/params.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const { dossier, decisions, may } = await api(args).council.dossier(readMeetingParams(args));
  if (!may.record) throw signInOrRefuse(args);
  const [last] = decisions;
  return {
    dossier,
    after: last?.number ?? 0,
    standing: last !== undefined && last.outcome !== 'held',
    long: new URL(args.request.url).searchParams.get('regels') === 'lang',
    heading: getT(args.context.locale, 'council')('dossier.record'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading}: ${data?.dossier.title} | Oever` }];

export async function action(args: ActionFunctionArgs) {
  const where = readMeetingParams(args);
  return submitForm(args, decisionSchema, async (value, call) => {
    const { dossier } = await call.council.dossier(where);
    const words = readDecisionForm(value);
    await call.council.recordDecision({
      dossierId: dossier.id,
      after: Number(value.after) || 0,
      ...words,
      deviations: [...words.deviations],
      motions: [...words.motions],
    });
    return redirect(`${paths.dossier(where.trajectory, where.number)}?klaar=recorded`, 303);
  });
}

export default function RecordDecision() {
  const { dossier, after, standing, long } = useLoaderData<typeof loader>();
  const { t } = useTranslation('council');
  const here = paths.recordDecision(dossier.trajectory.slug, dossier.number);
  const [form, fields] = useForm<Record<DecisionFields, string>>({
    id: 'besluit',
    lastResult: useActionData<typeof action>() as Refused,
    constraint: Object.fromEntries(
      ['outcome', 'decidedOn', 'summary', 'deviates', 'correction'].map((field) => [field, { required: true }]),
    ),
  });
  return (
    <div className="wrap foot-page council">
      <Breadcrumb
        items={[
          { label: t('title'), to: paths.council() },
          { label: dossier.title, to: paths.dossier(dossier.trajectory.slug, dossier.number) },
          { label: t(standing ? 'dossier.correct' : 'dossier.record') },
        ]}
      />
      <h1>{t(standing ? 'dossier.correct' : 'dossier.record')}</h1>
      <p className="lead">{dossier.title}</p>
      {!long && (
        <p className="small">
          <Link to={`${here}?regels=lang`}>{t('form.more')}</Link>
        </p>
      )}
      <DecisionForm form={form} fields={fields} rows={long ? ROWS.long : ROWS.short} standing={standing}>
        <input type="hidden" name="after" value={after} />
      </DecisionForm>
    </div>
  );
}
