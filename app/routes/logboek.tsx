import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { isDay } from '../../server/calendar/amsterdam.ts';
import { api } from '../api.server.ts';
import { formatDay, formatNumber } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

const PER_PAGE = 31;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const before = new URL(args.request.url).searchParams.get('voor') ?? '';
  const anchors = await api(args).events.anchors({ ...(isDay(before) ? { before } : {}), limit: PER_PAGE });
  return { anchors, isFirst: !isDay(before), title: getT(args.context.locale, 'log')('public.title') };
}

export const handle = { sameForResidents: true };

/** The code of each day, and how anybody checks that nothing before it was changed. */
export default function EventChain() {
  const { t } = useTranslation('log');
  const { locale } = useRootData();
  const { anchors, isFirst } = useLoaderData<typeof loader>();
  const [newest, ...older] = anchors;
  const listed = isFirst ? older : anchors;
  return (
    <div className="wrap sec desk trust">
      <h1>{t('public.title')}</h1>
      <p className="lead">{t('public.lead')}</p>
      {!newest && <p className="note">{t('public.none')}</p>}
      {newest && isFirst && (
        <section className="day-code" aria-labelledby="nieuwste">
          <h2 id="nieuwste">{t('public.newest', { day: formatDay(newest.day, locale) })}</h2>
          <code>{newest.sha256}</code>
          <p className="small muted">
            {t('public.covers', { count: newest.seq, n: formatNumber(newest.seq, locale) })}{' '}
            <a href={paths.eventChainDay(newest.day)} download>
              {t('public.file_of', { day: formatDay(newest.day, locale) })}
            </a>
          </p>
        </section>
      )}
      <section className="sec-tight" aria-labelledby="hoe">
        <h2 id="hoe">{t('public.how')}</h2>
        <ol className="how-to">
          <li>{t('public.how_1')}</li>
          <li>{t('public.how_2')}</li>
          <li>
            {t('public.how_3')} <a href="/controleer-logboek.mjs">controleer-logboek.mjs</a>.
            <pre>node controleer-logboek.mjs logboek-*.json</pre>
          </li>
          <li>{t('public.how_4')}</li>
        </ol>
        <p className="measure">{t('public.what_not')}</p>
      </section>
      {listed.length > 0 && (
        <section className="sec-tight" aria-labelledby="eerder">
          <h2 id="eerder">{t('public.earlier')}</h2>
          <ul className="rows day-codes">
            {listed.map((anchor) => (
              <li key={anchor.day}>
                <b>{formatDay(anchor.day, locale)}</b>
                <code>{anchor.sha256}</code>
                <a href={paths.eventChainDay(anchor.day)} download>
                  JSON<span className="sr">: {formatDay(anchor.day, locale)}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {anchors.length === PER_PAGE && (
        <Link className="more" to={`${paths.eventChain()}?voor=${anchors.at(-1)?.day}`}>
          {t('public.older')}
        </Link>
      )}
    </div>
  );
}
