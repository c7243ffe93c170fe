import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { addDays, amsterdamDay } from '../../server/calendar/amsterdam.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { refusedOf } from '../components/refused-form.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { NewPartner, PartnerList } from '../open-data/partners.tsx';
import { connectionsSchema } from '../open-data/schemas.ts';
import { NewWebhook, WebhookList } from '../open-data/webhooks.tsx';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const call = api(args);
  const [partners, webhooks, { items }] = [await call.openData.partners(), await call.openData.webhooks(), await call.trajectories.list()];
  return {
    partners,
    webhooks,
    trajectories: items.map(({ slug, title }) => ({ slug, title })),
    until: addDays(amsterdamDay(args.context.now), 365),
    done: new URL(args.request.url).searchParams.has('gelukt'),
    title: getT(args.context.locale, 'openData')('connections.title'),
  };
}

/** A new key is in this answer and nowhere else: no redirect, and nothing keeps it. */
export async function action(args: ActionFunctionArgs) {
  const shown = (secret: { kind: 'token' | 'secret'; value: string }) =>
    data({ shown: secret }, { headers: { 'Cache-Control': 'no-store' } });
  return submitForm(args, connectionsSchema, async (value, call) => {
    switch (value.intent) {
      case 'partner':
        return shown({ kind: 'token', value: (await call.openData.makePartner(value)).token });
      case 'webhook':
        return shown({ kind: 'secret', value: (await call.openData.addWebhook(value)).secret });
      case 'revoke':
        await call.openData.revokePartner(value);
        break;
      case 'change':
        await call.openData.changeWebhook(value);
    }
    return redirect(`${paths.connections()}?gelukt`);
  });
}

export default function Connections() {
  const { t } = useTranslation(['openData', 'accounts']);
  const { partners, webhooks, trajectories, until, done } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const shown = result && 'shown' in result ? result.shown : null;
  return (
    <div className="wrap sec desk open-data">
      <Breadcrumb items={[{ label: t('accounts:admin.title'), to: paths.admin() }, { label: t('connections.title') }]} />
      <h1>{t('connections.title')}</h1>
      <p className="lead">
        {t('connections.lead')} <Link to={paths.data()}>{t('connections.to_data')}</Link>
      </p>
      {done && !result && (
        <p className="done" role="status">
          {t('connections.done')}
        </p>
      )}
      {shown && (
        <div className="secret" role="status">
          <h2>{t(`connections.shown_${shown.kind}`)}</h2>
          <p>{t('connections.shown_once')}</p>
          <p>
            <code>{shown.value}</code>
          </p>
        </div>
      )}
      <section className="sec-tight" aria-labelledby="partners">
        <h2 id="partners">{t('partners.title')}</h2>
        <p className="measure">{t('partners.lead')}</p>
        <PartnerList partners={partners} />
        <NewPartner refused={refusedOf(result, 'partner')} trajectories={trajectories} until={until} />
      </section>
      <section className="sec-tight" aria-labelledby="webhooks">
        <h2 id="webhooks">{t('webhooks.title')}</h2>
        <p className="measure">{t('webhooks.lead')}</p>
        <WebhookList webhooks={webhooks} />
        <NewWebhook refused={refusedOf(result, 'webhook')} trajectories={trajectories} />
      </section>
    </div>
  );
}
