import { useTranslation } from 'react-i18next';
import { SubmitButton } from '../components/form.tsx';
import { formatMoment } from '../format.ts';
import { useRootData } from '../root-data.ts';

type Props = {
  path: string;
  /** Of the comparison on this page: only exactly this is done. */
  state: string;
  expiresAt: string;
  changesNothing: boolean;
};

/** The last word, after everything was seen. */
export function ImportDecision({ path, state, expiresAt, changesNothing }: Props) {
  const { t, i18n } = useTranslation('exchange');
  const { today } = useRootData();
  return (
    <section className="decision-box" {...(changesNothing ? {} : { 'aria-labelledby': 'beslissing' })}>
      {!changesNothing && (
        <>
          <h2 id="beslissing">{t('preview.decide')}</h2>
          <p>{t('preview.undo')}</p>
        </>
      )}
      <div className="btns">
        {!changesNothing && (
          <form method="post" action={path}>
            <input type="hidden" name="state" value={state} />
            <SubmitButton name="intent" value="confirm">
              {t('preview.confirm')}
            </SubmitButton>
          </form>
        )}
        <form method="post" action={path}>
          <SubmitButton className="btn sec-b" name="intent" value="discard">
            {t(changesNothing ? 'preview.back' : 'preview.discard')}
          </SubmitButton>
        </form>
      </div>
      {!changesNothing && <p className="small muted">{t('preview.expires', { when: formatMoment(expiresAt, i18n.language, today) })}</p>}
    </section>
  );
}
