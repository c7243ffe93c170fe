import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { FlagRow } from '../moderation/flag-row.tsx';
import { ObjectionRow } from '../moderation/objection-row.tsx';
import { flagSchema } from '../moderation/schemas.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const flags = await api(args).integrity.flags();
  const done = new URL(args.request.url).searchParams.has('gelukt');
  return { flags, done, title: getT(args.context.locale, 'integrity')('title', { count: flags.open.length + flags.objections.length }) };
}

export async function action(args: ActionFunctionArgs) {
  return submitForm(args, flagSchema, async (value, call) => {
    if (value.intent === 'decide') await call.integrity.decide(value);
    else if (value.intent === 'objection') await call.integrity.decideObjection(value);
    else await call.integrity.putBack(value);
    return redirect(`${paths.unusual()}?gelukt`, 303);
  });
}

/** Support and votes that came in an unusual way. Nothing changes until a moderator looked. */
export default function Unusual() {
  const { t } = useTranslation('integrity');
  const { flags, done, title } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  return (
    <div className="wrap sec desk">
      <Breadcrumb items={[{ label: t('crumb'), to: paths.moderation() }, { label: t('short') }]} />
      <h1>{title}</h1>
      <p className="lead">{t('lead')}</p>
      {done && (
        <p className="done" role="status">
          {t('done')}
        </p>
      )}
      {flags.objections.length > 0 && (
        <section className="sec-tight" aria-labelledby="objections">
          <h2 id="objections">{t('objection.desk_title')}</h2>
          <p className="measure">{t('objection.desk_lead')}</p>
          <ul>
            {flags.objections.map((objection) => (
              <ObjectionRow key={objection.id} objection={objection} lastResult={lastResult} />
            ))}
          </ul>
        </section>
      )}
      <section className="sec-tight" aria-labelledby="open">
        <h2 id="open">{t('open')}</h2>
        {flags.open.length === 0 ? (
          <p className="empty">{t('nothing_open')}</p>
        ) : (
          <ul>
            {flags.open.map((flag) => (
              <FlagRow key={flag.id} flag={flag} lastResult={lastResult} />
            ))}
          </ul>
        )}
      </section>
      {flags.decided.length > 0 && (
        <section className="sec-tight" aria-labelledby="decided">
          <h2 id="decided">{t('decided')}</h2>
          <ul>
            {flags.decided.map((flag) => (
              <FlagRow key={flag.id} flag={flag} lastResult={lastResult} />
            ))}
          </ul>
        </section>
      )}
      <details className="sec-tight">
        <summary>{t('rules.title')}</summary>
        <ul className="stack">
          {(['address_range', 'new_accounts', 'mail_domain', 'voting'] as const).map((rule) => (
            <li key={rule}>{t(`rules.${rule}`)}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}
