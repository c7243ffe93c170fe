import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ActiveCodes, BeginCodes, PaperCodes, PendingCodes } from '../accounts/app-codes.tsx';
import { ProveAgain } from '../accounts/prove-again.tsx';
import { provedAction } from '../accounts/proved.server.ts';
import { appCodesSchema } from '../accounts/schemas.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

/** Asks who it is first: a secret stands on this page. */
export async function loader(args: LoaderFunctionArgs) {
  const call = api(args);
  const { isProved } = await call.identity.proofs();
  if (!isProved) throw redirect(paths.prove(paths.appCodes()));
  return { codes: await call.identity.appCodes(), title: getT(args.context.locale, 'secondFactor')('codes.title') };
}

/** The codes for on paper are in this answer and nowhere else: no redirect, and nothing keeps it. */
export async function action(args: ActionFunctionArgs) {
  const shown = (paper: string[]) => data({ paper }, { headers: { 'Cache-Control': 'no-store' } });
  return provedAction(args, (proved) =>
    submitForm(proved, appCodesSchema, async (value, { identity }) => {
      switch (value.intent) {
        case 'begin':
          await identity.beginAppCodes();
          return redirect(paths.appCodes(), 303);
        case 'confirm':
          return shown((await identity.confirmAppCodes({ code: value.code })).recoveryCodes);
        case 'renew':
          return shown((await identity.renewRecoveryCodes()).recoveryCodes);
        case 'remove':
          await identity.removeAppCodes();
          return redirect(`${paths.security()}?gelukt=codes-weg`, 303);
      }
    }),
  );
}

export default function AppCodesPage() {
  const { t } = useTranslation(['secondFactor', 'identity', 'errors']);
  const { codes, title } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (answer && 'prove' in answer) return <ProveAgain prove={answer.prove} back={paths.security()} />;
  if (answer && 'paper' in answer) return <PaperCodes codes={answer.paper} />;
  return (
    <div className="wrap account">
      <div>
        <Breadcrumb items={[{ label: t('identity:security.title'), to: paths.security() }, { label: title }]} />
        <h1>{title}</h1>
        <p className="lead">{t('codes.lead')}</p>
        {codes.state === 'none' && <BeginCodes lastResult={answer} />}
        {codes.state === 'pending' && <PendingCodes codes={codes} lastResult={answer} />}
        {codes.state === 'active' && <ActiveCodes codes={codes} />}
      </div>
    </div>
  );
}
