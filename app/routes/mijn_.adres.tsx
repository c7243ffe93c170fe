import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AddressForm, LetterCodeForm } from '../accounts/address-forms.tsx';
import { addressFormSchema } from '../accounts/schemas.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { formatDay, toDay } from '../format.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const call = api(args);
  const letter = await call.letters.mine();
  const { verificationLevel } = await call.auth.myAccount();
  const isDone = verificationLevel === 'address' || verificationLevel === 'oidc';
  return { letter, isDone, title: getT(args.context.locale, 'identity')(isDone ? 'address.done' : 'address.title') };
}

export async function action(args: ActionFunctionArgs) {
  return submitForm(args, addressFormSchema, async (value, call) => {
    if (value.intent === 'ask') {
      const { intent: _, ...address } = value;
      await call.letters.ask(address);
    } else {
      await call.letters.fillInCode({ code: value.code });
    }
    return redirect(paths.ownAddress());
  });
}

/** Three states: ask for the letter, wait for it, fill in its code. */
export default function OwnAddress() {
  const { t } = useTranslation(['identity', 'accounts']);
  const { locale } = useRootData();
  const { letter, isDone, title } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const day = (at: Date) => formatDay(toDay(at), locale);
  return (
    <div className="wrap account">
      <div>
        <Breadcrumb items={[{ label: t('accounts:mine.account'), to: paths.mine() }, { label: title }]} />
        <h1>{letter && !isDone ? t(letter.sentAt ? 'address.sent' : 'address.asked') : title}</h1>
        {isDone ? (
          <>
            <p className="lead">{t('address.done_text')}</p>
            <Link className="btn" to={paths.trajectories()}>
              {t('address.go')}
            </Link>
          </>
        ) : letter ? (
          <>
            <p className="lead">
              {letter.sentAt
                ? t('address.sent_text', { ...letter, day: day(letter.sentAt), until: day(letter.expiresAt) })
                : t('address.asked_text', letter)}
            </p>
            {letter.sentAt && letter.triesLeft > 0 && <LetterCodeForm triesLeft={letter.triesLeft} lastResult={lastResult} />}
            <details className="again" open={lastResult?.initialValue?.intent === 'ask'}>
              <summary className="btn ghost s">{t('address.again')}</summary>
              <p className="muted">{t('address.again_text')}</p>
              <AddressForm lastResult={lastResult} />
            </details>
          </>
        ) : (
          <>
            <p className="lead">{t('address.lead')}</p>
            <AddressForm lastResult={lastResult} />
            <p className="account-aside">{t('address.kept')}</p>
          </>
        )}
      </div>
    </div>
  );
}
