import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';

type Props = { slug: string; title: string; closed: readonly { id: string; title: string }[]; open: boolean };

const LISTS = ['plan-sections', 'ideas', 'responses', 'response-times', 'events'] as const;

/** Everything of one trajectory that can be had, each as table and for programs. */
export function TrajectoryData({ slug, title, closed, open }: Props) {
  const { t, i18n } = useTranslation('openData');
  return (
    <details className="data-of" open={open}>
      <summary>{title}</summary>
      <ul>
        {LISTS.map((list) => (
          <DataRow key={list} name={t(`list.${list.replace('-', '_') as 'ideas'}`)} path={paths.openApi(`/trajectories/${slug}/${list}`)} />
        ))}
        {closed.map((voting) => (
          <DataRow
            key={voting.id}
            name={t('list.ballots', { title: voting.title })}
            path={paths.openApi(`/trajectories/${slug}/votings/${voting.id}/ballots`)}
            more={{ to: paths.votingResult(slug, voting.id), label: t('list.result') }}
          />
        ))}
        <li>
          <span>{t('list.agenda')}</span>
          <span className="ways">
            <a href={paths.agenda(slug, i18n.language)}>ICS</a>
          </span>
        </li>
        <li>
          <span>{t('list.news')}</span>
          <span className="ways">
            <a href={paths.trajectoryFeed(slug, i18n.language)}>Atom</a>
          </span>
        </li>
      </ul>
    </details>
  );
}

function DataRow({ name, path, more }: { name: string; path: string; more?: { to: string; label: string } }) {
  return (
    <li>
      <span>{name}</span>
      <span className="ways">
        {more && <Link to={more.to}>{more.label}</Link>}
        <a href={`${path}?format=csv`}>
          CSV<span className="sr"> {name}</span>
        </a>
        <a href={path}>
          JSON<span className="sr"> {name}</span>
        </a>
      </span>
    </li>
  );
}
