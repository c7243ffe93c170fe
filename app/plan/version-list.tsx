import { getFormProps, useForm } from '@conform-to/react';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { VersionEntry } from '../../server/plan-texts/version-queries.ts';
import { ErrorSummary, SubmitButton, TextField } from '../components/form.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { formatDayShort, formatMoment, formatPercent, toDay } from '../format.ts';
import type { LastResult } from '../ideas/last-result.ts';
import { useRootData } from '../root-data.ts';
import { FoldedRows, foldAutomatic } from './plan-state-row.tsx';
import type { restoreSchema } from './version-schemas.ts';

type Props = { path: string; versions: readonly VersionEntry[]; mayRestore: boolean; changedSince: boolean; lastResult: LastResult };

/** All versions of a section: when, why, and who wrote how much of what was new. */
export function VersionList({ path, versions, mayRestore, changedSince, lastResult }: Props) {
  const { t } = useTranslation('plan');
  return (
    <section aria-labelledby="alle-versies">
      <h2 id="alle-versies">{t('history.all')}</h2>
      {versions.length === 0 && <p className="muted">{t('history.none')}</p>}
      <ol className="rows version-rows">
        {foldAutomatic(versions, (version) => version.cause === 'automatic').map((group) => (
          <FoldedRows key={group[0]?.number} count={group.length}>
            {group.map((version) => (
              <VersionRow
                key={version.number}
                path={path}
                version={version}
                mayRestore={mayRestore && (version !== versions[0] || changedSince)}
                lastResult={lastResult}
              />
            ))}
          </FoldedRows>
        ))}
      </ol>
    </section>
  );
}

type RowProps = { path: string; version: VersionEntry; mayRestore: boolean; lastResult: LastResult };

function VersionRow({ path, version, mayRestore, lastResult }: RowProps) {
  const { t, i18n } = useTranslation(['plan', 'versions', 'redaction']);
  const { today } = useRootData();
  const { number, note, cause, createdAt, authors, redactedAt } = version;
  return (
    <li className={cause === 'automatic' ? 'quiet' : undefined}>
      <div>
        <b>{t('history.named', { number, note })}</b>
        <p className="small muted">
          {formatMoment(createdAt, i18n.language, today)}
          {authors.length > 0 &&
            `. ${t('history.written_by', { names: authors.map(({ name, share }) => `${name} (${formatPercent(share, i18n.language)})`).join(', ') })}`}
        </p>
        {cause === 'restore' && (
          <p className="stat">
            <StatusBadge tone="neutraal" icon="undo-2">
              {t('versions:list.restored')}
            </StatusBadge>
          </p>
        )}
        {redactedAt && (
          <p className="stat">
            <StatusBadge tone="neutraal" icon="eye-off">
              {t('redaction:version', { day: formatDayShort(toDay(redactedAt), i18n.language) })}
            </StatusBadge>
          </p>
        )}
        {mayRestore && <RestoreForm path={path} number={number} lastResult={lastResult} />}
      </div>
      <p className="btns">
        <Link className="more" to={`${path}?versie=${number}`}>
          {t('history.read')}
          <span className="sr"> {t('version', { number })}</span>
        </Link>
        {number > 1 && (
          <Link className="more" to={`${path}?van=${number - 1}&naar=${number}#verschil`}>
            {t('history.changes')}
            <span className="sr"> {t('history.in_version', { number })}</span>
          </Link>
        )}
      </p>
    </li>
  );
}

function RestoreForm({ path, number, lastResult }: { path: string; number: number; lastResult: LastResult }) {
  const { t } = useTranslation('versions');
  const own = lastResult?.initialValue?.number === String(number) ? lastResult : null;
  const [form, fields] = useForm<z.input<typeof restoreSchema>>({
    id: `zet-terug-${number}`,
    lastResult: own,
    constraint: { reason: { required: true } },
  });
  return (
    <details className="staff no-print" open={own !== null}>
      <summary>
        {t('restore.open')}
        <span className="sr"> {t('restore.open_version', { number })}</span>
      </summary>
      <form method="post" action={path} {...getFormProps(form)}>
        <ErrorSummary form={form} />
        <input type="hidden" name="intent" value="restore" />
        <input type="hidden" name="number" value={number} />
        <TextField field={fields.reason} label={t('restore.reason')} hint={t('restore.hint')} />
        <SubmitButton className="btn sec-b s">{t('restore.submit', { number })}</SubmitButton>
      </form>
    </details>
  );
}
