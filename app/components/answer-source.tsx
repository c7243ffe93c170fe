import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { AnswerPage } from '../../server/responses/answer-page.ts';
import { formatDayShort, toDay } from '../format.ts';
import { paths } from '../paths.ts';
import { AboutLine } from '../visibility/about-line.tsx';

/** What somebody sent in, as they wrote it, and what it is about. */
export function AnswerSource({ page }: { page: AnswerPage }) {
  const { t, i18n } = useTranslation(['answers', 'visibility']);
  const { contribution, clock } = page;
  const { idea, changeProposal, author, trajectory } = contribution;
  const facts = [
    t('write.sent_on', {
      kind: t(`kind.${contribution.kind as 'idea'}`),
      day: formatDayShort(toDay(contribution.createdAt), i18n.language),
    }),
    idea && t('write.supporters', { count: idea.supportCount }),
    idea?.place && t('write.place', { place: idea.place }),
  ];
  return (
    <>
      <section>
        <h2>{author ? t('write.wrote', { name: author.name }) : t('write.wrote_anonymous')}</h2>
        {contribution.staffOnly && <p className="note">{t('visibility:desk.note')}</p>}
        <p className="quote">{idea?.body ?? changeProposal?.reason ?? contribution.words ?? contribution.title}</p>
        <p className="small muted">{facts.filter(Boolean).join(' ')}</p>
        {contribution.staffOnly?.about && <AboutLine about={contribution.staffOnly.about} label={t('visibility:desk.about')} />}
        {contribution.number !== null && (
          <p className="small">
            <Link
              to={
                contribution.kind === 'challenge'
                  ? paths.challenge(trajectory.slug, contribution.number)
                  : contribution.kind === 'council_question'
                    ? paths.councilQuestion(trajectory.slug, contribution.number)
                    : paths.formalView(trajectory.slug, contribution.number)
              }
            >
              {t('write.on_site')}
            </Link>
          </p>
        )}
        {idea && (
          <p className="small">
            <Link to={paths.idea(trajectory.slug, idea.number)}>{t('write.on_site')}</Link>
          </p>
        )}
      </section>
      {changeProposal && (
        <section>
          <h2>{t('write.about_text', { number: changeProposal.section.number })}</h2>
          <p className="prose">
            <del>{changeProposal.quote}</del> <ins>{changeProposal.proposed}</ins>
          </p>
          <p className="small">
            <Link to={paths.proposal(trajectory.slug, changeProposal.section.number, changeProposal.number)}>{t('write.decide')}</Link>
          </p>
        </section>
      )}
      {page.reopenReason && (
        <section>
          <h2>{t('write.reopened')}</h2>
          <p className="quote">{page.reopenReason}</p>
        </section>
      )}
      {clock && clock.reasons.length > 0 && (
        <section>
          <h2>{t('write.why_date')}</h2>
          <ul className="small muted">
            {clock.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
