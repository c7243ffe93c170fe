import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { SubmitButton } from '../components/form.tsx';
import { doneOf } from '../desk/schemas.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

export async function loader(args: LoaderFunctionArgs) {
  const shown = await api(args).desk.nameShown();
  return { shown, done: doneOf(args.request, ['saved']), title: getT(args.context.locale, 'desk')('name.title') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function action(args: ActionFunctionArgs) {
  return submitForm(args, z.object({ shown: z.enum(['team', 'named']) }), async ({ shown }, call) => {
    await call.desk.showName({ shown: shown === 'named' });
    return redirect(`${paths.officialName()}?klaar=saved`, 303);
  });
}

/** Whether residents read who answers, or which team. */
export default function OfficialName() {
  const { shown, done } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['desk', 'answers']);
  const { actor } = useRootData();
  return (
    <div className="wrap foot-page">
      <Breadcrumb items={[{ label: t('answers:queue.title'), to: paths.queue() }, { label: t('name.title') }]} />
      <h1>{t('name.title')}</h1>
      <p className="lead" style={{ marginBottom: 32 }}>
        {t('name.lead')}
      </p>
      {done && (
        <p className="done" role="status">
          {t('name.saved')}
        </p>
      )}
      <Form method="post" className="form">
        <fieldset className="field">
          <legend>{t('name.legend')}</legend>
          {(['team', 'named'] as const).map((value) => (
            <label className="radio" key={value}>
              <input type="radio" name="shown" value={value} defaultChecked={shown === (value === 'named')} />
              <span>{t(`name.${value}`, { name: actor?.name ?? '' })}</span>
            </label>
          ))}
        </fieldset>
        <p className="small muted">{t('name.colleagues')}</p>
        <SubmitButton>{t('name.save')}</SubmitButton>
      </Form>
    </div>
  );
}
