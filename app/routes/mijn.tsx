import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { MyAccount } from '../accounts/my-account.tsx';
import { MyContributions } from '../accounts/my-contributions.tsx';
import { api, refusalOf } from '../api.server.ts';
import { MyPledges } from '../commitments/my-pledges.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { formatNumber } from '../format.ts';
import { MyExclusions } from '../moderation/my-exclusions.tsx';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';
import { useRootData } from '../root-data.ts';

export async function loader(args: LoaderFunctionArgs) {
  const call = api(args);
  const account = await call.auth.myAccount();
  const [mine, hidden] = await Promise.all([call.people.mine(), call.moderation.mine()]);
  const pledges = await call.commitments.mine();
  const exclusions = await call.integrity.mine();
  return { account, mine, hidden, pledges, exclusions, done: new URL(args.request.url).searchParams.get('gelukt') };
}

/** Two buttons: the mail once more, and out everywhere else. */
export async function action(args: ActionFunctionArgs) {
  const intent = (await readForm(args.request)).get('intent');
  const { auth } = args.context.api;
  try {
    if (intent === 'resend') await auth.resendConfirmation();
    else if (intent === 'elsewhere') await auth.signOutElsewhere();
    else return data({ error: 'invalid' }, { status: 400 });
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    if (refusal.code === 'sign_in_first') return redirect(paths.signIn(paths.mine()));
    return data({ error: refusal.code }, { status: refusal.status });
  }
  return redirect(`${paths.mine()}?gelukt=${intent}`);
}

export default function Mine() {
  const { t } = useTranslation(['accounts', 'errors', 'following']);
  const { locale } = useRootData();
  const { account, mine, hidden, pledges, exclusions, done } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <div className="wrap sec desk">
      <PageTitle of="mine" />
      <h1>{t('mine.title', { name: account.name })}</h1>
      {failed?.error && (
        <p className="err-sum" role="alert">
          {t(`errors:${failed.error}.text`)}
        </p>
      )}
      {(done === 'resend' || done === 'elsewhere') && (
        <p className="done" role="status">
          {t(`mine.done.${done}`)}
        </p>
      )}
      <MyExclusions exclusions={exclusions} />
      <MyAccount account={account} hidden={hidden} />
      <p>
        <Link className="more" to={paths.following()}>
          {t('following:mine.link')}
        </Link>
      </p>
      <MyContributions contributions={mine.contributions} />
      <MyPledges own={pledges.own} asked={pledges.asked} />
      {mine.written.length > 0 && (
        <section className="sec-tight" aria-labelledby="written">
          <h2 id="written">{t('mine.written.title')}</h2>
          <ul className="rows">
            {mine.written.map((section) => (
              <li key={section.slug + section.number} className="mine-row">
                <h3>
                  <Link to={paths.section(section.slug, section.number)}>
                    {section.number} {section.title}
                  </Link>
                </h3>
                <span className="small muted">
                  {t('mine.written.characters', { count: section.characters, n: formatNumber(section.characters, locale) })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {mine.drafts.length > 0 && (
        <section className="sec-tight" aria-labelledby="drafts">
          <h2 id="drafts">{t('mine.drafts.title')}</h2>
          <ul className="rows">
            {mine.drafts.map((draft) => (
              <li key={draft.contributionId} className="mine-row">
                <h3>
                  <Link to={paths.answer(draft.contributionId)}>{draft.title}</Link>
                </h3>
                <span className="small muted">{t(`mine.drafts.${draft.status}`)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
