import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ClockBadge } from '../components/clock-badge.tsx';
import { formatMoment, formatMoney, formatNumber } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { readAfter } from '../kinds/number-params.server.ts';
import { Pages } from '../kinds/pages.tsx';
import { paths } from '../paths.ts';

/** Nothing on it is for one person (server/web/site.ts). */
export const handle = { sameForResidents: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const cursor = readAfter(args.request);
  const list = await api(args).challenges.list({ trajectory: args.params.slug ?? '', cursor });
  return {
    list,
    paged: cursor !== null,
    title: getT(args.context.locale, 'kinds')('challenge.meta', { trajectory: list.trajectory.title }),
  };
}

export default function Challenges() {
  const { t, i18n } = useTranslation('kinds');
  const { list, paged } = useLoaderData<typeof loader>();
  const { slug, title } = list.trajectory;
  return (
    <div className="wrap kind-wrap">
      <Breadcrumb items={[{ label: title, to: paths.trajectory(slug) }, { label: t('challenge.crumb') }]} />
      <h1>{t('challenge.title', { count: list.total, number: formatNumber(list.total, i18n.language) })}</h1>
      <p className="lead">{t('challenge.lead')}</p>
      <p className="small muted">{t('challenge.law')}</p>
      <p className="btns kind-new">
        {list.may.submit ? (
          <Link className="btn" to={paths.newChallenge(slug)}>
            {t('challenge.new')}
          </Link>
        ) : (
          <span className="note">{t('challenge.closed')}</span>
        )}
      </p>
      {list.items.length === 0 ? (
        list.may.submit && <p className="muted">{t('challenge.none')}</p>
      ) : (
        <ul className="rows kind-rows">
          {list.items.map((challenge) => (
            <li key={challenge.id}>
              <h2>
                <Link to={paths.challenge(slug, challenge.number)}>{challenge.title}</Link>
              </h2>
              <p className="meta">
                <span>{t('challenge.group', { name: challenge.groupName })}</span>
                <span className="num">
                  {challenge.budget > 0
                    ? t('challenge.budget', { money: formatMoney(challenge.budget, i18n.language) })
                    : t('challenge.no_budget')}
                </span>
                <span>{formatMoment(challenge.createdAt, i18n.language)}</span>
                {challenge.clock && <ClockBadge clock={challenge.clock} />}
              </p>
            </li>
          ))}
        </ul>
      )}
      <Pages path={paths.challenges(slug)} next={list.nextCursor} paged={paged} />
    </div>
  );
}
