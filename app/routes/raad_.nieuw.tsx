import { useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signInOrRefuse } from '../agreements/may.server.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { SelectField } from '../components/form.tsx';
import type { Refused } from '../components/refused-form.ts';
import { type DossierFields, DossierForm } from '../council/dossier-form.tsx';
import { dossierSchema, readDossierForm } from '../council/schemas.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const call = api(args);
  const { may } = await call.council.overview();
  if (!may.keep) throw signInOrRefuse(args);
  const { items } = await call.trajectories.list();
  return {
    trajectories: items.filter(({ state }) => state !== 'concept').map(({ slug, title }) => ({ value: slug, label: title })),
    chosen: new URL(args.request.url).searchParams.get('traject') ?? '',
    heading: getT(args.context.locale, 'council')('dossier.new'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading} | Oever` }];

export async function action(args: ActionFunctionArgs) {
  return submitForm(args, dossierSchema, async (value, call) => {
    const trajectory = value.trajectory ?? '';
    const { number } = await call.council.openDossier({
      trajectory,
      ...readDossierForm(value),
      meetings: [...readDossierForm(value).meetings],
    });
    return redirect(`${paths.dossier(trajectory, number)}?klaar=opened`, 303);
  });
}

export default function NewDossier() {
  const { trajectories, chosen } = useLoaderData<typeof loader>();
  const { t } = useTranslation('council');
  const [form, fields] = useForm<Record<DossierFields, string>>({
    id: 'dossier',
    lastResult: useActionData<typeof action>() as Refused,
    defaultValue: { trajectory: chosen || trajectories[0]?.value },
    constraint: { trajectory: { required: true }, title: { required: true } },
  });
  return (
    <div className="wrap foot-page council">
      <Breadcrumb items={[{ label: t('title'), to: paths.council() }, { label: t('dossier.new') }]} />
      <h1>{t('dossier.new')}</h1>
      <DossierForm form={form} fields={fields}>
        <SelectField field={fields.trajectory} label={t('form.trajectory')} options={trajectories} />
      </DossierForm>
    </div>
  );
}
