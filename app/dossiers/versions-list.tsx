import { useForm } from '@conform-to/react';
import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { DossierContent, DossierVersion } from '../../server/dossiers/content.ts';
import { DutchFiles } from '../components/dutch-files.tsx';
import { ErrorSummary, SelectField, SubmitButton, TextArea } from '../components/form.tsx';
import type { Refused } from '../components/refused-form.ts';
import { formatDay, toDay } from '../format.ts';
import { paths } from '../paths.ts';

const FORMATS = ['pdf', 'docx', 'csv', 'json'] as const;

/** The ways to take a frozen version along. */
export function VersionFiles({ slug, number }: { slug: string; number: number }) {
  const { t } = useTranslation('dossiers');
  return (
    <>
      {FORMATS.map((format) => (
        <a key={format} href={paths.dossierFile(slug, number, format)}>
          {t(`format.${format}`)}
          <span className="sr"> {t('version.one', { number })}</span>
        </a>
      ))}
    </>
  );
}

/** Versions that never change any more, the newest first. */
export function VersionsList({ slug, versions }: { slug: string; versions: readonly DossierVersion[] }) {
  const { t, i18n } = useTranslation('dossiers');
  if (versions.length === 0) return <p className="muted">{t('version.none')}</p>;
  return (
    <>
      <DutchFiles />
      <ol className="rd-lines rd-versions">
        {versions.map(({ number, frozenAt, council, note }) => (
          <li key={number}>
            <p>
              <Link to={paths.dossierVersion(slug, number)}>{t('version.one', { number })}</Link>
              <span className="muted">, {formatDay(toDay(frozenAt), i18n.language)}</span>
            </p>
            <p className="small muted">
              {council && t('version.for', { title: council.title })} {note}
            </p>
            <p className="small rd-files">
              <VersionFiles slug={slug} number={number} />
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}

/** For the clerk and the manager: keep the dossier as it is now. */
export function FreezeForm({ council, refused }: { council: DossierContent['council']; refused: Refused }) {
  const { t } = useTranslation('dossiers');
  const [form, fields] = useForm<Record<'council' | 'note', string>>({
    id: 'vastleggen',
    lastResult: refused,
    defaultValue: { council: council[0] ? String(council[0].number) : '' },
  });
  return (
    <details className="desk-part no-print" open={refused !== undefined}>
      <summary>{t('freeze.open')}</summary>
      <Form method="post" id={form.id} className="form" noValidate>
        <ErrorSummary form={form} />
        <p className="small muted">{t('freeze.what')}</p>
        <SelectField
          field={fields.council}
          label={t('freeze.council')}
          options={[
            { value: '', label: t('freeze.no_council') },
            ...council.map(({ number, title }) => ({ value: String(number), label: title })),
          ]}
        />
        <TextArea field={fields.note} label={t('freeze.note')} hint={t('freeze.note_hint')} rows={3} />
        <SubmitButton className="btn">{t('freeze.do')}</SubmitButton>
      </Form>
    </details>
  );
}
