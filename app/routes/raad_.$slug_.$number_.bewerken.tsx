import { useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signInOrRefuse } from '../agreements/may.server.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import type { Refused } from '../components/refused-form.ts';
import { type DossierFields, DossierForm } from '../council/dossier-form.tsx';
import { dossierSchema, readDossierForm } from '../council/schemas.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { readMeetingParams } from '../meetings/params.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const { dossier, may } = await api(args).council.dossier(readMeetingParams(args));
  if (!may.keep) throw signInOrRefuse(args);
  return { dossier, heading: getT(args.context.locale, 'council')('dossier.edit') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading}: ${data?.dossier.title} | Oever` }];

export async function action(args: ActionFunctionArgs) {
  const where = readMeetingParams(args);
  return submitForm(args, dossierSchema, async (value, call) => {
    const { dossier } = await call.council.dossier(where);
    const words = readDossierForm(value);
    await call.council.changeDossier({
      dossierId: dossier.id,
      revision: Number(value.revision) || 0,
      ...words,
      meetings: [...words.meetings],
    });
    return redirect(`${paths.dossier(where.trajectory, where.number)}?klaar=changed`, 303);
  });
}

export default function EditDossier() {
  const { dossier } = useLoaderData<typeof loader>();
  const { t } = useTranslation('council');
  const meetings = Object.fromEntries(
    dossier.meetings.flatMap(({ stage, meetsOn, body, url }) => [
      [`${stage}_meetsOn`, meetsOn],
      [`${stage}_body`, body],
      [`${stage}_url`, url],
    ]),
  );
  const { title, summary, url, trajectory, number } = dossier;
  const [form, fields] = useForm<Record<DossierFields, string>>({
    id: 'dossier',
    lastResult: useActionData<typeof action>() as Refused,
    defaultValue: { title, summary, url, ...meetings },
    constraint: { title: { required: true } },
  });
  return (
    <div className="wrap foot-page council">
      <Breadcrumb
        items={[
          { label: t('title'), to: paths.council() },
          { label: title, to: paths.dossier(trajectory.slug, number) },
          { label: t('dossier.edit') },
        ]}
      />
      <h1>{t('dossier.edit')}</h1>
      <DossierForm form={form} fields={fields}>
        <input type="hidden" name="revision" value={dossier.revision} />
      </DossierForm>
    </div>
  );
}
