import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { readFault } from '../accounts/elsewhere.server.ts';
import { OwnLanguage } from '../accounts/own-language.tsx';
import { ProveAgain } from '../accounts/prove-again.tsx';
import { provedAction } from '../accounts/proved.server.ts';
import { securitySchema } from '../accounts/schemas.ts';
import { SecurityCodes } from '../accounts/security-codes.tsx';
import { SecurityKeys } from '../accounts/security-keys.tsx';
import { SecuritySessions } from '../accounts/security-sessions.tsx';
import { SecurityWays } from '../accounts/security-ways.tsx';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

const DONE = [
  'sessie',
  'elders',
  'sleutel',
  'naam',
  'sleutel-weg',
  'wachtwoord',
  'mail',
  'adres',
  'gekoppeld',
  'los',
  'taal',
  'codes',
  'codes-weg',
] as const;

export async function loader(args: LoaderFunctionArgs) {
  const call = api(args);
  const [account, security] = [await call.auth.myAccount(), await call.identity.security()];
  const language = await call.identity.language();
  const given = new URL(args.request.url).searchParams.get('gelukt');
  return {
    account,
    security,
    language,
    done: DONE.find((done) => done === given) ?? null,
    fault: readFault(args.request),
    title: getT(args.context.locale, 'identity')('security.title'),
  };
}

export async function action(args: ActionFunctionArgs) {
  return provedAction(args, (proved) =>
    submitForm(proved, securitySchema, async (value, { identity, auth }) => {
      const done = (what: (typeof DONE)[number]) => redirect(`${paths.security()}?gelukt=${what}`);
      switch (value.intent) {
        case 'session':
          await identity.endSession({ id: value.id });
          return done('sessie');
        case 'elsewhere':
          await auth.signOutElsewhere();
          return done('elders');
        case 'rename':
          await identity.renamePasskey({ id: value.id, name: value.name });
          return done('naam');
        case 'remove':
          await identity.removePasskey({ id: value.id });
          return done('sleutel-weg');
        case 'unlink':
          await identity.unlink({ provider: value.provider });
          return done('los');
        case 'language':
          await identity.chooseLanguage({ locale: value.locale });
          return done('taal');
      }
    }),
  );
}

export default function Security() {
  const { t } = useTranslation(['identity', 'accounts', 'errors']);
  const { account, security, language, done, fault } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (answer && 'prove' in answer) return <ProveAgain prove={answer.prove} back={paths.security()} />;
  const [refused] = Object.values((answer as { error?: Record<string, string[] | null> } | undefined)?.error ?? {}).flat();
  return (
    <div className="wrap security">
      <Breadcrumb items={[{ label: t('accounts:mine.account'), to: paths.mine() }, { label: t('security.title') }]} />
      <h1>{t('security.title')}</h1>
      <p className="lead">{t('security.lead')}</p>
      {done && (
        <p className="done" role="status">
          {t(`security.done.${done}`)}
        </p>
      )}
      {(fault || refused) && (
        <p className="err-sum" role="alert">
          {fault ? t(`errors:${fault}.text`) : t(refused as 'errors:invalid.text')}
        </p>
      )}
      <SecuritySessions sessions={security.sessions} />
      <SecurityKeys passkeys={security.passkeys} />
      {(security.appCodes || security.mayHaveAppCodes) && <SecurityCodes since={security.appCodes?.since ?? null} />}
      <SecurityWays account={account} security={security} />
      <OwnLanguage chosen={language} />
    </div>
  );
}
