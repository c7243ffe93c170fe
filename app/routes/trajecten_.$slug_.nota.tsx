import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { formatDayShort } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const page = await api(args).replyNotes.list({ trajectory: args.params.slug ?? '' });
  return { ...page, heading: getT(args.context.locale, 'nota')('title') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading}, ${data?.trajectory.title} | Oever` }];

export default function ReplyNotes() {
  const { trajectory, items, may } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation('nota');
  const { slug } = trajectory;
  const day = (value: string) => formatDayShort(value, i18n.language);
  return (
    <div className="wrap foot-page">
      <Breadcrumb items={[{ label: trajectory.title, to: paths.trajectory(slug) }, { label: t('title') }]} />
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      {may.make && (
        <p className="btns">
          <Link className="btn" to={paths.newReplyNote(slug)}>
            {t('new')}
          </Link>
        </p>
      )}
      {items.length === 0 && <p className="empty">{t('none')}</p>}
      <ul className="rows pledges">
        {items.map((note) => (
          <li key={note.id}>
            <div>
              <h2>
                <Link to={paths.replyNote(slug, note.number)}>{note.title}</Link>
              </h2>
              <p className="small muted">{t('items', { count: note.items })}</p>
            </div>
            <p className="small">{t('period', { from: day(note.periodFrom), until: day(note.periodUntil) })}</p>
            <p className="small">
              {t(`status.${note.status}`)}{' '}
              {may.make && note.status !== 'published' && <Link to={paths.editReplyNote(slug, note.number)}>{t('edit')}</Link>}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
