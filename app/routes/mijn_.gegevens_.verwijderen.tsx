import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { eraseSchema, type ProveForm, proveSchema } from '../accounts/schemas.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, SubmitButton, TextField } from '../components/form.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const isProved = await api(args).privacy.isProved();
  return { isProved, title: getT(args.context.locale, 'privacy')('erase.title') };
}

/** First the password, then the last question: two steps that both work without JavaScript. */
export async function action(args: ActionFunctionArgs) {
  return submitForm(args, eraseSchema, async (value, call) => {
    if (value.intent === 'prove') {
      await call.privacy.proveAgain({ password: value.password });
      return redirect(paths.eraseAccount());
    }
    await call.privacy.eraseAccount();
    return redirect(`${paths.privacy()}?account-weg`);
  });
}

export default function EraseAccount() {
  const { t } = useTranslation(['privacy', 'accounts', 'identity']);
  const { isProved } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<ProveForm>({ lastResult, constraint: getZodConstraint(proveSchema) });
  return (
    <div className="wrap account trust">
      <div>
        <Breadcrumb
          items={[{ label: t('own.mine'), to: paths.mine() }, { label: t('own.title'), to: paths.ownData() }, { label: t('erase.title') }]}
        />
        <h1>{isProved ? t('erase.sure') : t('erase.title')}</h1>
        <div className="goes-stays">
          <section aria-labelledby="weg">
            <h2 id="weg">{t('erase.goes')}</h2>
            <p>{t('erase.goes_text')}</p>
          </section>
          <section aria-labelledby="blijft">
            <h2 id="blijft">{t('erase.stays')}</h2>
            <p>{t('erase.stays_text')}</p>
          </section>
        </div>
        <form method="post" className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <input type="hidden" name="intent" value={isProved ? 'erase' : 'prove'} />
          {!isProved && (
            <TextField
              field={fields.password}
              label={t('accounts:field.password')}
              hint={t('erase.why_password')}
              type="password"
              autoComplete="current-password"
            />
          )}
          <p className="btns">
            <SubmitButton className={isProved ? 'btn dang' : 'btn'}>{isProved ? t('erase.now') : t('erase.next')}</SubmitButton>
            <Link className="btn ghost" to={paths.ownData()}>
              {t('erase.keep')}
            </Link>
          </p>
        </form>
        <p className="account-aside">
          {t('erase.no_password')} <Link to={paths.prove(paths.eraseAccount())}>{t('identity:prove.other')}</Link>
        </p>
      </div>
    </div>
  );
}
