import { useTranslation } from 'react-i18next';
import type { FormerAnswer } from '../../server/responses/answer-versions.ts';
import type { PublishedResponse } from '../../server/responses/answers.ts';
import { Icon } from '../components/icon.tsx';
import { TextDiff } from '../components/text-diff.tsx';
import { formatDay, formatDayShort, toDay } from '../format.ts';

type Corrected = Pick<PublishedResponse, 'correction' | 'redactedAt'>;

/** That an answer is not what it was first, since when, and what was wrong with it. Nothing when it is. */
export function CorrectedLine({ response }: { response: Corrected }) {
  const { t, i18n } = useTranslation('corrections');
  const { correction, redactedAt } = response;
  return (
    <>
      {correction && (
        <p className="corrected">
          <Icon name="pencil-line" />
          <span>
            <b>{t('corrected_on', { day: formatDayShort(toDay(correction.at), i18n.language) })}</b> <span>{correction.reason}</span>
          </span>
        </p>
      )}
      {redactedAt && <p className="small muted">{t('redacted_on', { day: formatDay(toDay(redactedAt), i18n.language) })}</p>}
    </>
  );
}

/** What stood there before, newest first, with the words that changed. */
export function FormerVersions({ former }: { former: readonly FormerAnswer[] }) {
  const { t, i18n } = useTranslation(['corrections', 'answers']);
  if (former.length === 0) return null;
  return (
    <details className="former">
      <summary>
        {t('former', { count: former.length })}
        <Icon name="chevron-down" />
      </summary>
      <p className="small muted">{t('former_text')}</p>
      {former.map((version, index) => (
        <section key={version.id} aria-label={t('stood', days(version, i18n.language))}>
          <h3>{t('stood', days(version, i18n.language))}</h3>
          {/* Why the newest one came stands above the answer. */}
          {index > 0 && (
            <p className="small">
              {t('why')} {version.reason}
            </p>
          )}
          <FormerText version={version} />
          {version.redactedAt && (
            <p className="small muted">{t('redacted_on', { day: formatDay(toDay(version.redactedAt), i18n.language) })}</p>
          )}
        </section>
      ))}
    </details>
  );
}

function days({ publishedAt, until }: FormerAnswer, locale: string): { from: string; until: string } {
  return { from: formatDayShort(toDay(publishedAt), locale), until: formatDayShort(toDay(until), locale) };
}

/** All of an earlier text, with what the next one made of it. */
function FormerText({ version }: { version: FormerAnswer }) {
  const { t } = useTranslation(['corrections', 'answers']);
  const { changes } = version;
  return (
    <dl>
      <dt>{t('answers:answer.outcome')}</dt>
      <dd>
        {changes.outcome ? (
          <TextDiff
            parts={[
              { kind: 'removed', text: t(`answers:outcome_long.${version.outcome}`) },
              { kind: 'same', text: ' ' },
              { kind: 'added', text: t(`answers:outcome_long.${changes.outcome}`) },
            ]}
          />
        ) : (
          t(`answers:outcome_long.${version.outcome}`)
        )}
      </dd>
      {(['summary', 'motivation', 'nextStep'] as const).map((field) => {
        const parts = changes[field] ?? (version[field] ? [{ kind: 'same' as const, text: version[field] }] : []);
        if (parts.length === 0) return null;
        return [
          <dt key={`${field}-name`}>{t(`field.${field}`)}</dt>,
          <dd key={field}>
            <TextDiff parts={parts} />
          </dd>,
        ];
      })}
    </dl>
  );
}
