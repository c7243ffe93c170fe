import { useTranslation } from 'react-i18next';
import { SubmitButton } from '../components/form.tsx';
import { Icon } from '../components/icon.tsx';

/** Takes back what one sent in; asks once more by opening first. */
export function Withdraw({ kind }: { kind: 'story' | 'challenge' | 'view' }) {
  const { t } = useTranslation('kinds');
  return (
    <section className="idea-acts" aria-label={t(`${kind}.withdraw`)}>
      <details>
        <summary>
          {t(`${kind}.withdraw`)}
          <Icon name="chevron-down" />
        </summary>
        <form method="post">
          <p>{t(`${kind}.withdraw_explain`)}</p>
          <input type="hidden" name="intent" value="withdraw" />
          <SubmitButton className="btn dang s">{t(`${kind}.withdraw_submit`)}</SubmitButton>
        </form>
      </details>
    </section>
  );
}
