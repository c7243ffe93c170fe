import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api, refusalOf, toResponse } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} | Oever` }];

function decisionOf({ params }: Pick<LoaderFunctionArgs, 'params'>): string {
  const id = z.uuid().safeParse(params.decision);
  if (!id.success) throw new Response(null, { status: 404 });
  return id.data;
}

/** The author changes a text that a moderator asked about or hid. To everybody else, and when there is nothing to change, the page is not there. */
export async function loader(args: LoaderFunctionArgs) {
  const decision = await api(args).moderation.decision({ decisionId: decisionOf(args) });
  if (!decision.words) throw new Response(null, { status: 404 });
  return { decision, words: decision.words, title: getT(args.context.locale, 'moderation')('revise.title') };
}

export async function action(args: ActionFunctionArgs) {
  const decisionId = decisionOf(args);
  const words = Object.fromEntries(
    [...(await readForm(args.request))].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  try {
    await args.context.api.moderation.revise({ decisionId, words });
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal || refusal.status === 404 || refusal.status === 401) throw toResponse(error, args);
    const fields = refusal.details.fields ?? { '': `errors:${refusal.code}.text` };
    return data({ words, faults: Object.entries(fields) }, { status: refusal.status });
  }
  return redirect(`${paths.appeal(decisionId)}?gelukt`, 303);
}

export default function ReviseText() {
  const { t } = useTranslation(['moderation', 'common', 'ideas', 'kinds', 'errors']);
  const { decision, words } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const typed = refused?.words ?? words;
  return (
    <div className="wrap account">
      <div>
        <Breadcrumb items={[{ label: t('revise.back'), to: paths.appeal(decision.id) }, { label: t('revise.title') }]} />
        <h1>{t('revise.title')}</h1>
        <p className="note revise-note">
          <b>{t('appeal.reason')}:</b> {decision.reason}
        </p>
        <p className="revise-note">{t(decision.hidden ? 'revise.waits' : 'revise.shows')}</p>
        <form method="post" className="form">
          {refused && (
            <div className="err-sum" role="alert" tabIndex={-1}>
              <h2>{t('common:form.summary', { count: refused.faults.length })}</h2>
              <ul>
                {refused.faults.map(([field, key]) => (
                  <li key={field}>{field ? <a href={`#veld-${field}`}>{t(key as never)}</a> : t(key as never)}</li>
                ))}
              </ul>
            </div>
          )}
          {Object.keys(words).map((field) => (
            <div className="field" key={field}>
              <label htmlFor={`veld-${field}`}>{t(`revise.field.${field}` as never)}</label>
              {field === 'title' || field === 'group_name' ? (
                <input className="inp" id={`veld-${field}`} name={field} defaultValue={typed[field]} maxLength={120} />
              ) : (
                <textarea className="inp serif" id={`veld-${field}`} name={field} rows={8} defaultValue={typed[field]} />
              )}
            </div>
          ))}
          <button type="submit" className="btn">
            {t('revise.submit')}
          </button>
        </form>
      </div>
    </div>
  );
}
