import { useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { VERDICTS } from '../../server/gates/rules.ts';
import { GateHeadline } from '../agreements/gate-headline.tsx';
import { GateList } from '../agreements/gate-list.tsx';
import { agreementsDone, gateSchema } from '../agreements/schemas.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, RadioGroup, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import { Icon } from '../components/icon.tsx';
import type { Refused } from '../components/refused-form.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const page = await api(args).gates.list({ trajectory: args.params.slug ?? '' });
  return { ...page, done: agreementsDone(args.request), heading: getT(args.context.locale, 'agreements')('gates.title') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading}, ${data?.trajectory.title} | Oever` }];

export async function action(args: ActionFunctionArgs) {
  const slug = args.params.slug ?? '';
  return submitForm(args, gateSchema, async (value, call) => {
    await call.gates.decide(value);
    return redirect(`${paths.gates(slug)}?klaar=decided`, 303);
  });
}

export default function GatesPage() {
  const { trajectory, gates, stop, may, done } = useLoaderData<typeof loader>();
  const { t } = useTranslation('agreements');
  return (
    <div className="wrap foot-page council">
      <Breadcrumb items={[{ label: trajectory.title, to: paths.trajectory(trajectory.slug) }, { label: t('gates.short') }]} />
      <GateHeadline gates={gates} stopped={stop !== null} />
      <p className="lead">{t('gates.lead')}</p>
      {done && (
        <p className="done" role="status">
          {t(`done.${done}`)}
        </p>
      )}
      <GateList
        gates={gates}
        slug={trajectory.slug}
        form={({ state, phase }) => may.decide && (state === 'late' || state === 'open') && <DecideForm phaseId={phase.id} />}
      />
      <p className="ways">
        <Link className="more" to={paths.agreements(trajectory.slug)}>
          {t('all')} <Icon name="arrow-right" />
        </Link>
      </p>
    </div>
  );
}

function DecideForm({ phaseId }: { phaseId: string }) {
  const { t } = useTranslation('agreements');
  const lastResult = useActionData<typeof action>() as Refused;
  const [form, fields] = useForm<Record<'verdict' | 'reason' | 'owner' | 'nextOn', string>>({
    id: 'poort',
    lastResult,
    constraint: Object.fromEntries(['verdict', 'reason', 'owner', 'nextOn'].map((field) => [field, { required: true }])),
  });
  return (
    <details className="desk-part no-print" open={lastResult !== undefined}>
      <summary>{t('gates.decide')}</summary>
      <Form method="post" id={form.id} className="form" noValidate>
        <ErrorSummary form={form} />
        <input type="hidden" name="phaseId" value={phaseId} />
        <RadioGroup
          field={fields.verdict}
          legend={t('gates.verdict_label')}
          options={VERDICTS.map((value) => ({ value, label: t(`gates.verdict.${value}`), hint: t(`gates.verdict_means.${value}`) }))}
        />
        <TextArea field={fields.reason} label={t('gates.reason')} hint={t('gates.reason_hint')} rows={6} />
        <TextField field={fields.owner} label={t('gates.owner_label')} hint={t('form.owner_hint')} />
        <TextField field={fields.nextOn} label={t('gates.next_label')} type="date" />
        <p className="note">{t('gates.final')}</p>
        <SubmitButton>{t('gates.submit')}</SubmitButton>
      </Form>
    </details>
  );
}
