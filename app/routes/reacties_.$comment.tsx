import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { ThreadPage } from '../../server/comments/thread.ts';
import { isUuid } from '../answer-acts.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { CommentThread } from '../ideas/comment-thread.tsx';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const commentId = args.params.comment ?? '';
  if (!isUuid(commentId)) throw new Response(null, { status: 404 });
  const cursor = new URL(args.request.url).searchParams.get('na');
  const page = await api(args).comments.thread({ commentId, cursor });
  return { page, begun: cursor === null, title: getT(args.context.locale, 'ideas')('comment.thread_title') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} | Oever` }];

/** A comment with more replies than fit under it. */
export default function Thread() {
  const { page, begun } = useLoaderData<typeof loader>();
  const { t } = useTranslation('ideas');
  const { thread, trajectory, about } = page;
  const title =
    about.kind === 'idea'
      ? about.title
      : about.kind === 'section'
        ? `§ ${about.section} ${about.title}`
        : t('comment.thread_proposal', { number: about.number, section: about.section });
  const back = placeOf(trajectory.slug, about);
  return (
    <div className="wrap foot-page">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: title, to: back },
          { label: t('comment.thread_title') },
        ]}
      />
      <h1>{t('comment.thread_title')}</h1>
      <p className="lead">{t('comment.thread_about', { title })}</p>
      <section className="comments">
        <CommentThread thread={thread} answers={{}} action={back} mayComment={false} lastResult={null} />
      </section>
      <p className="btns pages">
        {!begun && (
          <Link className="btn ghost s" to={paths.thread(thread.id)}>
            {t('comment.thread_begin')}
          </Link>
        )}
        <Link className="btn sec-b s" to={`${back}#reacties`}>
          {t('comment.thread_back')}
        </Link>
      </p>
    </div>
  );
}

function placeOf(slug: string, about: ThreadPage['about']): string {
  if (about.kind === 'idea') return paths.idea(slug, about.number);
  return about.kind === 'section' ? paths.section(slug, about.section) : paths.proposal(slug, about.section, about.number);
}
