import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { Icon } from '../components/icon.tsx';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const slug = args.params.slug ?? '';
  const call = api(args);
  const { title, votings } = await call.trajectories.get({ slug });
  return {
    slug,
    title,
    closed: votings.filter(({ state }) => state === 'closed'),
    outcomes: await call.figures.outcomes({ trajectory: slug }),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Uitkomsten van ${data?.title} | Oever` }];

export default function Outcomes() {
  const { slug, title, closed, outcomes } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['static', 'answers', 'trajectories']);
  const total = outcomes.reduce((sum, { count }) => sum + count, 0);
  const adopted = outcomes
    .filter(({ outcome }) => outcome === 'adopted' || outcome === 'partly')
    .reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: t('trajectories:list.title'), to: paths.trajectories() },
          { label: title, to: paths.trajectory(slug) },
          { label: t('outcomes.title') },
        ]}
      />
      <h1 style={{ margin: '20px 0 16px' }}>{t('outcomes.title')}</h1>
      <p className="lead">{t('outcomes.lead', { title })}</p>
      <section className="sec-tight" aria-labelledby="antwoorden">
        <h2 id="antwoorden">{t('outcomes.by_outcome')}</h2>
        {total === 0 ? (
          <p className="empty">{t('outcomes.none')}</p>
        ) : (
          <>
            <p className="muted" style={{ margin: '8px 0 16px' }}>
              {t('outcomes.sentence', { count: total, adopted })}
            </p>
            <table className="tbl" style={{ maxWidth: 560 }}>
              <thead>
                <tr>
                  <th scope="col">{t('outcomes.outcome')}</th>
                  <th scope="col" className="r">
                    {t('outcomes.count')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {outcomes.map(({ outcome, count }) => (
                  <tr key={outcome}>
                    <td>{t(`answers:outcome.${outcome}`)}</td>
                    <td className="r">{count}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p style={{ marginTop: 16 }}>
              <Link className="more" to={paths.answers(slug)}>
                {t('outcomes.answers')} <Icon name="arrow-right" />
              </Link>
            </p>
          </>
        )}
      </section>
      <section className="sec-tight" aria-labelledby="stemmingen">
        <h2 id="stemmingen" style={{ marginBottom: 12 }}>
          {t('outcomes.votings')}
        </h2>
        {closed.length === 0 ? (
          <p className="muted">{t('outcomes.no_votings')}</p>
        ) : (
          <ul className="stack">
            {closed.map((voting) => (
              <li key={voting.id}>
                <Link to={paths.votingResult(slug, voting.id)}>{t('outcomes.result', { title: voting.title })}</Link>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="sec-tight" aria-labelledby="versies">
        <h2 id="versies" style={{ marginBottom: 12 }}>
          {t('outcomes.versions')}
        </h2>
        <Link to={paths.plan(slug)}>{t('outcomes.version')}</Link>
      </section>
    </div>
  );
}
