import { getFormProps, useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { MailSent } from '../accounts/mail-sent.tsx';
import { confirmSchema } from '../accounts/schemas.ts';
import { refusalOf } from '../api.server.ts';
import { ErrorSummary, SubmitButton } from '../components/form.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { localPath } from '../local-path.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

/** The address holds a code: never in the pages that visitors share. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store' });

/** Opening the link changes nothing: mail programs open links too. Pressing the button does. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams;
  const code = search.get('code') ?? '';
  const common = {
    code,
    sent: search.has('verstuurd'),
    isHeld: search.has('bekijken'),
    placedAt: search.has('klaar') ? localPath(search.get('klaar'), paths.trajectories()) : null,
    title: getT(context.locale, 'identity')('once.title'),
  };
  if (code === '') return { ...common, waiting: null };
  try {
    return { ...common, waiting: await context.api.once.peek({ token: code.slice(0, 200) }) };
  } catch (error) {
    if (!refusalOf(error)) throw error;
    return { ...common, waiting: null };
  }
}

export async function action(args: ActionFunctionArgs) {
  return submitForm(args, confirmSchema, async ({ code }, call) => {
    const { slug, number, held } = await call.once.publish({ token: code });
    // A text that is held is not there to be seen yet.
    const to = held ? paths.trajectory(slug) : paths.idea(slug, number);
    return redirect(`${paths.once()}?klaar=${encodeURIComponent(to)}${held ? '&bekijken' : ''}`);
  });
}

export default function Once() {
  const { t } = useTranslation('identity');
  const { code, waiting, sent, placedAt, isHeld } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form] = useForm({ lastResult });
  if (sent) return <MailSent title={t('once.sent.title')} text={t('once.sent.text')} hint={t('once.sent.hint')} />;
  return (
    <div className="wrap account">
      <div>
        {placedAt ? (
          <>
            <h1>{isHeld ? t('once.held_title') : t('once.placed')}</h1>
            <p className="lead" role="status">
              {isHeld ? t('once.held') : t('once.done')}
            </p>
            <Link className="btn" to={placedAt}>
              {isHeld ? t('once.over_go') : t('once.see')}
            </Link>
          </>
        ) : waiting ? (
          <>
            <h1>{t(`once.ready_${waiting.kind}`)}</h1>
            <blockquote className="once-words">{waiting.title}</blockquote>
            <p className="lead">{t('once.ready_text', { email: waiting.email })}</p>
            <form method="post" className="form" {...getFormProps(form)}>
              <ErrorSummary form={form} />
              <input type="hidden" name="code" value={code} />
              <SubmitButton>{t('once.go')}</SubmitButton>
            </form>
          </>
        ) : (
          <>
            <h1>{t('once.over')}</h1>
            <p className="lead">{t('once.over_text')}</p>
            <Link className="btn" to={paths.trajectories()}>
              {t('once.over_go')}
            </Link>
          </>
        )}
      </div>
    </div>
  );
}
