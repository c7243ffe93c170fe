import { useTranslation } from 'react-i18next';
import type { AnswerPage } from '../../server/responses/answer-page.ts';
import { refusedOf } from './refused-form.ts';

/** Why a button did not do what it says; and why a form was refused that is no longer on the page, because somebody else was first. */
export function RefusedAct({ page, refused }: { page: AnswerPage; refused: unknown }) {
  const { t } = useTranslation(['answers', 'errors', 'desk']);
  const { clock, draft, may } = page;
  const gone = [
    draft?.status === 'in_review' && may.approve ? [] : ['return'],
    clock?.state === 'running' || clock?.state === 'due_soon' ? [] : ['pause', 'extend'],
    may.draft ? [] : ['save', 'submit'],
    may.correct || may.draft ? [] : ['correct', 'correct-submit'],
    draft?.status === 'approved' && may.publish && !draft.publishAt ? [] : ['schedule'],
  ].flat();
  const errors = Object.values(
    refusedOf(refused, 'approve', 'publish', 'claim', 'resume', 'assign', 'unschedule', 'alone', 'drop', ...gone)?.error ?? {},
  ).flatMap((found) => found ?? []);
  if (errors.length === 0) return null;
  return (
    <div className="err-sum" role="alert">
      {errors.map((error) => (
        <p key={error}>{t(error as never) as string}</p>
      ))}
    </div>
  );
}
