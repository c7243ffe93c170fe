import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { FollowState } from '../../server/following/queries.ts';
import { Icon } from '../components/icon.tsx';
import { paths } from '../paths.ts';

type Props = {
  state: FollowState;
  /** What is followed, as the fields of the form say it. */
  subject: { ideaId: string } | { trajectory: string };
  /** Where the press came from, to come back to. */
  path: string;
  feed: string;
};

/** One press to follow or to stop, how often that means a mail, and the same news without an account. */
export function FollowBox({ state, subject, path, feed }: Props) {
  const { t } = useTranslation('following');
  const kind = 'ideaId' in subject ? 'idea' : 'trajectory';
  return (
    <section className="side-block follow" id="volgen" aria-labelledby="volgen-kop">
      <h2 id="volgen-kop">{t('follow.title')}</h2>
      {state.signedIn ? (
        <form method="post" action={paths.follow()}>
          <input type="hidden" name="terug" value={`${path}#volgen`} />
          {'ideaId' in subject ? (
            <input type="hidden" name="ideaId" value={subject.ideaId} />
          ) : (
            <input type="hidden" name="trajectory" value={subject.trajectory} />
          )}
          <button type="submit" name="doe" value={state.following ? 'stop' : 'volg'} className="btn sec-b" aria-pressed={state.following}>
            <Icon name={state.following ? 'check' : 'bell'} />
            {state.following ? t(`follow.${kind}_on`) : t(`follow.${kind}`)}
          </button>
        </form>
      ) : (
        <Link className="btn sec-b" to={paths.signIn(`${path}#volgen`)}>
          <Icon name="bell" />
          {t('follow.sign_in')}
        </Link>
      )}
      <p className="small muted">
        {!state.following
          ? t('follow.explain')
          : state.mailable
            ? `${t(`follow.rhythm.${state.rhythm}`)} ${t('follow.again')}`
            : t('follow.not_mailable')}
      </p>
      <p className="small follow-links">
        {state.following && <Link to={paths.following()}>{t('follow.choose')}</Link>}
        <a href={feed} type="application/atom+xml">
          {t('follow.feed')}
        </a>
      </p>
    </section>
  );
}
