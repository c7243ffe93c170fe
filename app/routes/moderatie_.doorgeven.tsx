import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { SubmitButton } from '../components/form.tsx';
import { formatMoment } from '../format.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} | Oever` }];

/** Contributions whose term starts when a moderator hands them over. */
export async function loader(args: LoaderFunctionArgs) {
  return {
    items: await api(args).clockStarts.toHandOver(),
    done: new URL(args.request.url).searchParams.has('gelukt'),
    title: getT(args.context.locale, 'policies')('hand_over.title'),
  };
}

export async function action(args: ActionFunctionArgs) {
  return submitForm(args, z.object({ contributionId: z.uuid() }), async (value, call) => {
    await call.clockStarts.handOver(value);
    return redirect(`${paths.handOver()}?gelukt`, 303);
  });
}

export default function HandOverPage() {
  const { t, i18n } = useTranslation(['policies', 'answers', 'moderation', 'errors']);
  const { items, done } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <div className="wrap sec desk">
      <Breadcrumb items={[{ label: 'Moderatie', to: paths.moderation() }, { label: t('hand_over.title') }]} />
      <h1>{t('hand_over.title')}</h1>
      <p className="lead">{t('hand_over.lead')}</p>
      {done && (
        <p className="done" role="status">
          {t('hand_over.done')}
        </p>
      )}
      {refused && <p role="alert">{t('errors:already_decided.text')}</p>}
      {items.length === 0 ? (
        <p className="empty">{t('hand_over.empty')}</p>
      ) : (
        <ul className="rows">
          {items.map((item) => (
            <li key={item.contributionId}>
              <form method="post" action={paths.handOver()} className="lead-row">
                <input type="hidden" name="contributionId" value={item.contributionId} />
                <span>
                  <b>{item.title}</b>
                  <span className="small muted line">
                    {t('hand_over.since', {
                      kind: t(`answers:kind.${item.kind}` as never),
                      moment: formatMoment(item.since, i18n.language),
                    })}
                  </span>
                </span>
                <SubmitButton className="btn s">{t('hand_over.submit')}</SubmitButton>
              </form>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
