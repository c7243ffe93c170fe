import { useTranslation } from 'react-i18next';
import type { Caller } from '../../server/router.ts';
import { Icon } from '../components/icon.tsx';
import { Paragraphs } from '../components/paragraphs.tsx';
import { AboutLine } from './about-line.tsx';

type Own = NonNullable<Awaited<ReturnType<Caller['staffOnly']['own']>>>;

/** What somebody told the municipality alone, with what they may still do with it. */
export function OwnMessage({ own }: { own: Own }) {
  const { t } = useTranslation(['visibility', 'errors']);
  const { may, why, about } = own;
  return (
    <section className="own-message" aria-labelledby="wat-u-schreef">
      <h2 id="wat-u-schreef">{t('own.title')}</h2>
      <p className="note">
        <Icon name="lock" /> {own.madePublic ? t('own.made_public') : own.withdrawn ? t('own.withdrawn') : t('own.who')}
      </p>
      {about && <AboutLine about={about} label={t('own.about')} />}
      <div className="quote">
        <Paragraphs text={own.body} />
      </div>
      <div className="own-acts">
        {may.makePublic ? (
          <details>
            <summary>{t('own.publish')}</summary>
            <p>
              {t('own.publish_explain')}{' '}
              {own.form === 'story' ? t('own.publish_explain_story') : own.answered && t('own.publish_explain_answer')}
            </p>
            <form method="post" className="btns">
              <input type="hidden" name="intent" value="publish" />
              <button type="submit" className="btn s" name="showName" value="ja">
                {t('own.publish_named')}
              </button>
              <button type="submit" className="btn sec-b s" name="showName" value="nee">
                {t('own.publish_nameless')}
              </button>
            </form>
          </details>
        ) : (
          why && (
            <p className="small muted">
              {t('own.publish_not_now')} {t(`errors:${why}.text`)}
            </p>
          )
        )}
        {may.withdraw && (
          <details>
            <summary>{t('own.withdraw')}</summary>
            <p>{t('own.withdraw_explain')}</p>
            <form method="post">
              <input type="hidden" name="intent" value="withdraw" />
              <button type="submit" className="btn sec-b s">
                {t('own.withdraw_submit')}
              </button>
            </form>
          </details>
        )}
      </div>
    </section>
  );
}
