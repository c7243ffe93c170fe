import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { DutchFiles } from '../components/dutch-files.tsx';
import { WordsGone } from '../dossiers/words-gone.tsx';
import { formatDay, toDay } from '../format.ts';
import { readMeetingParams } from '../meetings/params.server.ts';
import { NotaChange, NotaItem } from '../nota/nota-item.tsx';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  return api(args).replyNotes.get(readMeetingParams(args));
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.content.title}, ${data?.content.trajectory.title} | Oever` },
];

/** The note as everybody reads it: in short, what changed, and every contribution with its answer. */
export default function ReplyNote() {
  const { content, changes, counts, status, publishedAt, sha256, takenOut, ownNumbers, may } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation(['nota', 'answers']);
  const { trajectory, number, items } = content;
  const { slug } = trajectory;
  const day = (value: string) => formatDay(value, i18n.language);
  return (
    <div className="wrap foot-page">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(slug) },
          { label: t('title'), to: paths.replyNotes(slug) },
          { label: content.title },
        ]}
      />
      <article className="nota">
        <h1>{content.title}</h1>
        <p className="muted">{t('period', { from: day(content.periodFrom), until: day(content.periodUntil) })}</p>
        {status === 'published' && publishedAt ? (
          <p className="small muted">{t('published_on', { day: day(toDay(publishedAt)) })}</p>
        ) : (
          <p className="note">{t('not_published')}</p>
        )}
        {ownNumbers.length > 0 && (
          <p className="note">
            <b>{t('own', { count: ownNumbers.length, numbers: ownNumbers.join(', ') })}</b>
          </p>
        )}
        <p className="btns no-print">
          <a className="btn sec-b s" href={paths.replyNoteFile(slug, number, 'pdf')}>
            {t('pdf')}
          </a>
          <a className="btn sec-b s" href={paths.replyNoteFile(slug, number, 'docx')}>
            {t('docx')}
          </a>
          {may.make && status !== 'published' && (
            <Link className="btn sec-b s" to={paths.editReplyNote(slug, number)}>
              {t('edit')}
            </Link>
          )}
        </p>
        <DutchFiles />
        <h2>{t('short')}</h2>
        {content.introduction && <p className="intro">{content.introduction}</p>}
        <p>{t('received', { count: items.length })}</p>
        <table className="tbl">
          <thead>
            <tr>
              <th scope="col">{t('outcome')}</th>
              <th scope="col" className="r">
                {t('count')}
              </th>
            </tr>
          </thead>
          <tbody>
            {counts.outcomes.map(({ outcome, count }) => (
              <tr key={outcome}>
                <td>{t(`answers:outcome_long.${outcome}`)}</td>
                <td className="r">{count}</td>
              </tr>
            ))}
            {counts.waiting > 0 && (
              <tr>
                <td>{t('waiting')}</td>
                <td className="r">{counts.waiting}</td>
              </tr>
            )}
          </tbody>
        </table>
        <h2>{t('changed')}</h2>
        {changes.length === 0 && <p>{t('changed_none')}</p>}
        <ul className="rows">
          {changes.map((change) => (
            <li key={change.section}>
              <h3>
                § {change.section} {change.title}
              </h3>
              <p>
                {t('changed_by', { count: change.items.length })}{' '}
                {change.items.map((item, index) => (
                  <span key={item.number}>
                    {index > 0 && ', '}
                    <a href={`#nummer-${item.number}`}>{item.number}</a>
                  </span>
                ))}
                . <NotaChange slug={slug} {...change} words={change.from === null ? t('read_section') : t('difference')} />
              </p>
            </li>
          ))}
        </ul>
        {content.ownChanges && (
          <>
            <h3>{t('own_changes')}</h3>
            <p className="intro">{content.ownChanges}</p>
          </>
        )}
        <h2>{t('all')}</h2>
        <ol>
          {items.map((item) => (
            <NotaItem key={item.number} item={item} slug={slug} own={ownNumbers.includes(item.number)} />
          ))}
        </ol>
        <WordsGone takenOut={takenOut} />
        {sha256 && (
          <p className="tiny muted hash">
            {t('sha')}: {sha256}
          </p>
        )}
      </article>
    </div>
  );
}
