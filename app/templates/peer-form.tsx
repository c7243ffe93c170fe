import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { PeerImport } from '../../server/imports/import-peer.ts';
import { Icon } from '../components/icon.tsx';
import { paths } from '../paths.ts';
import type { PeerAnswer } from './peer-import.server.ts';

const SYSTEMS = ['decidim', 'polis', 'openstad'] as const;

/** Above the form when it was refused. What is wrong in a file is said in Dutch, as the importer says it. */
export function PeerFault({ answer: { fields, fault } }: { answer: PeerAnswer }) {
  const { t } = useTranslation('reach');
  const wrong = Object.entries(fields);
  if (wrong.length === 0 && !fault) return null;
  return (
    // biome-ignore lint/a11y/noAutofocus: after a refused form the reader must start at what is wrong (GOV.UK error summary)
    <div className="err-sum" role="alert" tabIndex={-1} autoFocus>
      <h2>{t('peer.refused')}</h2>
      <ul>
        {wrong.map(([name, key]) => (
          <li key={name}>
            <a href={`#${name}`}>{t(key)}</a>
          </li>
        ))}
        {fault && (
          <li>
            <a href="#file">
              {fault.line > 0 && `${t('peer.line', { line: fault.line })}: `}
              <span lang="nl">{fault.message}</span>
            </a>
          </li>
        )}
      </ul>
      <p className="small muted">{t('peer.unchanged_all')}</p>
    </div>
  );
}

export function PeerResult({ result, slug }: { result: PeerImport; slug: string }) {
  const { t } = useTranslation('reach');
  const { ideas, ballots, keptOnly, known, unchanged } = result;
  return (
    <p className="done" role="status">
      {unchanged ? (
        t('peer.unchanged')
      ) : (
        <>
          {t('peer.done', { count: ideas })} {ballots > 0 && t('peer.ballots', { count: ballots })}{' '}
          {keptOnly > 0 && t('peer.kept', { count: keptOnly })} {known > 0 && t('peer.known', { count: known })}
        </>
      )}{' '}
      <Link to={paths.ideas(slug)}>{t('peer.see')}</Link>
    </p>
  );
}

export function PeerForm({ answer }: { answer: PeerAnswer | null }) {
  const { t } = useTranslation('reach');
  return (
    <form method="post" encType="multipart/form-data" className="form">
      <fieldset className={answer?.fields.system ? 'field has-err' : 'field'} id="system">
        <legend>{t('peer.system')}</legend>
        {SYSTEMS.map((system) => (
          <label className="check" key={system}>
            <input type="radio" name="system" value={system} defaultChecked={answer?.system === system} required />
            <span>
              {t(`peer.${system}`)} <span className="hint">{t(`peer.${system}_hint`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <FileField name="file" fault={answer?.fields.file ?? null} isBad={answer?.fault !== null && answer?.fault !== undefined} />
      <FileField name="votes" fault={answer?.fields.votes ?? null} isBad={false} />
      <button type="submit" className="btn">
        {t('peer.submit')}
      </button>
    </form>
  );
}

function FileField({ name, fault, isBad }: { name: 'file' | 'votes'; fault: string | null; isBad: boolean }) {
  const { t } = useTranslation('reach');
  return (
    <div className={fault || isBad ? 'field has-err' : 'field'}>
      <label htmlFor={name}>{t(`peer.${name}`)}</label>
      <div className="hint" id={`${name}-uitleg`}>
        {t(`peer.${name}_hint`)}
      </div>
      {fault && (
        <p className="err" id={`${name}-fout`}>
          <Icon name="triangle-alert" /> <span>{t(fault)}</span>
        </p>
      )}
      <input
        className="inp file"
        type="file"
        id={name}
        name={name}
        accept=".csv,.json,text/csv,application/json"
        required={name === 'file'}
        aria-describedby={fault ? `${name}-uitleg ${name}-fout` : `${name}-uitleg`}
      />
    </div>
  );
}
