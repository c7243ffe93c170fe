import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { Icon } from '../components/icon.tsx';
import { DecisionLetters } from '../council/decision-letters.tsx';
import { untoldOf } from '../council/told-view.tsx';
import { formatNumber } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { readMeetingParams } from '../meetings/params.server.ts';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';

export async function loader(args: LoaderFunctionArgs) {
  const page = await api(args).council.letters(readMeetingParams(args));
  const sent = Number(new URL(args.request.url).searchParams.get('verstuurd') ?? Number.NaN);
  return {
    ...page,
    sent: Number.isSafeInteger(sent) && sent > 0 ? sent : null,
    publicUrl: args.context.publicUrl,
    title: getT(args.context.locale, 'reach')('letters.title'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const of = (name: string) => form.getAll(name).filter((value): value is string => typeof value === 'string');
  const { trajectory, number } = readMeetingParams(args);
  const { posted } = await api(args).council.markPosted({ decisionId: of('decision')[0] ?? '', people: of('person') });
  return redirect(`${paths.decisionLetters(trajectory, number)}?verstuurd=${posted}`, 303);
}

export default function DecisionLettersPage() {
  const { t, i18n } = useTranslation(['reach', 'council']);
  const { trajectory, number, decision, told, done, waiting, sent, publicUrl } = useLoaderData<typeof loader>();
  const back = paths.dossier(trajectory.slug, number);
  const counts = {
    participants: told.participants,
    by_mail: told.people,
    by_letter: told.letters,
    waiting: told.waiting,
    untold: untoldOf(told),
  };
  return (
    <div className="wrap sheets">
      <div className="not-printed">
        <Breadcrumb
          items={[
            { label: t('council:title'), to: paths.council() },
            { label: decision?.title ?? trajectory.title, to: back },
            { label: t('letters.title') },
          ]}
        />
        <h1>{t('letters.title')}</h1>
        <p className="lead">{t('letters.lead')}</p>
        {sent !== null && (
          <p className="done" role="status">
            {t('letters.done', { count: sent })}
          </p>
        )}
        {!decision ? (
          <p className="empty">{t('letters.no_decision')}</p>
        ) : (
          <>
            <h2>{t('letters.counts')}</h2>
            <dl className="told-counts">
              {Object.entries(counts).map(
                ([key, count]) =>
                  count !== null && (
                    <div key={key}>
                      <dt>{t(`letters.${key}`)}</dt>
                      <dd>{formatNumber(count, i18n.language)}</dd>
                    </div>
                  ),
              )}
            </dl>
            {waiting.length === 0 ? (
              <p className="empty">{t(done ? 'letters.none' : 'letters.not_yet')}</p>
            ) : (
              <form method="post">
                <h2>{t('letters.wait', { count: waiting.length })}</h2>
                <p>{t('letters.print_hint')}</p>
                <p>{t('letters.how')}</p>
                <input type="hidden" name="decision" value={decision.id} />
                <ul className="rows">
                  {waiting.map(({ personId, addressee, address }) => (
                    <li key={personId} className="letter-row">
                      <input
                        type="checkbox"
                        name="person"
                        value={personId}
                        defaultChecked
                        aria-label={t('letters.choose', { name: addressee })}
                      />
                      <div>
                        <b>{addressee}</b>
                        <p>{address.split('\n').join(', ')}</p>
                      </div>
                    </li>
                  ))}
                </ul>
                <p className="btns">
                  <button type="submit" className="btn">
                    <Icon name="check" /> {t('letters.mark')}
                  </button>
                </p>
              </form>
            )}
          </>
        )}
        <p>
          <Link to={back}>{t('letters.back')}</Link>
        </p>
      </div>
      {decision && <DecisionLetters decision={decision} waiting={waiting} trajectory={trajectory.title} url={`${publicUrl}${back}`} />}
    </div>
  );
}
