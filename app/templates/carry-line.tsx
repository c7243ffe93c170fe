import { getFormProps, useForm } from '@conform-to/react';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary, SubmitButton, TextField } from '../components/form.tsx';
import { formatDay, formatNumber } from '../format.ts';
import type { LastResult } from '../ideas/last-result.ts';
import { paths } from '../paths.ts';
import type { Carrying } from './template-draft.ts';

type Relative = Carrying['copies'][number];

/** A trajectory here as a link to its page; one elsewhere by name, municipality and address, written out. */
export function RelativeName({ relative: { title, slug, installation, url } }: { relative: Relative }) {
  const { t } = useTranslation('templates');
  if (slug !== null) return <Link to={paths.trajectory(slug)}>{title}</Link>;
  return (
    <>
      {title}
      {installation && ` ${t('carry.in', { installation })}`}
      {url && (
        <>
          {' '}
          (
          <a href={url} rel="noopener nofollow ugc">
            {url}
          </a>
          )
        </>
      )}
    </>
  );
}

/** Where it came from with what was learned there, and where it went. */
export function CarryLine({ carrying, lastResult }: { carrying: Carrying; lastResult: LastResult }) {
  const { t, i18n } = useTranslation('templates');
  const { origin, copies, inherited, may, trajectory } = carrying;
  const [form, fields] = useForm<{ installation: string; title: string; url: string }>({
    id: 'kopie-elders',
    constraint: { installation: { required: true }, title: { required: true }, url: { required: true } },
    ...(lastResult ? { lastResult } : {}),
  });
  return (
    <aside aria-labelledby="lijn">
      <h2 id="lijn">{t('carry.line')}</h2>
      {origin && (
        <p>
          {origin.slug === null && origin.url === null ? t('carry.from_template') : t('carry.from')} <RelativeName relative={origin} />
          {origin.exportedOn && `, ${t('carry.on', { day: formatDay(origin.exportedOn, i18n.language) })}`}.
        </p>
      )}
      {copies.length === 0 ? (
        <p className="muted">{t('carry.nowhere')}</p>
      ) : (
        <>
          <p>{t('carry.to')}</p>
          <ul className="rows">
            {copies.map((copy) => (
              <li key={copy.slug ?? copy.url}>
                <RelativeName relative={copy} />
              </li>
            ))}
          </ul>
        </>
      )}
      {may.prepare && (
        <details open={lastResult !== null}>
          <summary>{t('carry.note')}</summary>
          <p className="hint">{t('carry.note_hint')}</p>
          <form method="post" className="form" action={paths.carrying(trajectory.slug)} {...getFormProps(form)}>
            <ErrorSummary form={form} />
            <TextField field={fields.installation} label={t('carry.installation')} />
            <TextField field={fields.title} label={t('carry.copy_title')} />
            <TextField field={fields.url} label={t('carry.url')} type="url" />
            <SubmitButton className="btn sec-b s" name="intent" value="copy">
              {t('carry.note_submit')}
            </SubmitButton>
          </form>
        </details>
      )}
      {(inherited.lessons !== '' || inherited.figures.length > 0) && (
        <section aria-labelledby="geerfd">
          <h3 id="geerfd">{t(origin?.exportedOn ? 'carry.inherited' : 'draft.tips')}</h3>
          {inherited.lessons !== '' && <p className="quoted">{inherited.lessons}</p>}
          {inherited.figures.length > 0 && (
            <table className="figures">
              <thead>
                <tr>
                  <th scope="col">{t('carry.figure')}</th>
                  <th scope="col">{t('carry.target')}</th>
                  <th scope="col">{t('carry.value')}</th>
                </tr>
              </thead>
              <tbody>
                {inherited.figures.map(({ name, unit, target, value, direction }) => (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td className="num">{t(`carry.${direction}`, { amount: formatNumber(target, i18n.language), unit })}</td>
                    <td className="num">{value === null ? t('carry.unmeasured') : formatNumber(value, i18n.language)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      )}
    </aside>
  );
}
