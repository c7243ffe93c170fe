import { getFormProps, useForm } from '@conform-to/react';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Conflict } from '../../server/plan-texts/change-proposal-page.ts';
import type { ChangeProposal } from '../../server/plan-texts/change-proposal-queries.ts';
import { parseContent } from '../../server/plan-texts/content-json.ts';
import { ErrorSummary, SubmitButton, TextArea } from '../components/form.tsx';
import { TextDiff } from '../components/text-diff.tsx';
import { type LastResult, resultOf } from '../ideas/last-result.ts';
import { ProposalField } from './proposal-field.tsx';
import type { rebaseSchema } from './proposal-schemas.ts';

type Props = { proposal: ChangeProposal; conflict: Conflict; path: string; lastResult: LastResult };

/** The text changed since the proposal was made: what it was, what it is, what was asked, side by side; and for who may, a place to make it anew. */
export function ProposalConflict({ proposal, conflict, path, lastResult }: Props) {
  const { t } = useTranslation(['proposals', 'plan']);
  return (
    <section className="conflict" id="conflict" aria-labelledby="conflict-kop">
      <h2 id="conflict-kop">{t('conflict.title')}</h2>
      <p>{t('conflict.lead')}</p>
      <div className="three">
        <section aria-labelledby="conflict-was">
          <h3 id="conflict-was">{t('conflict.base')}</h3>
          <div className="prose diff">{conflict.base}</div>
        </section>
        <section aria-labelledby="conflict-nu">
          <h3 id="conflict-nu">{t('conflict.now')}</h3>
          <div className="prose">
            {conflict.now === null ? <p className="muted">{t('conflict.gone')}</p> : <TextDiff parts={conflict.nowDiff} />}
          </div>
        </section>
        <section aria-labelledby="conflict-voorstel">
          <h3 id="conflict-voorstel">{t('conflict.proposed', { name: proposal.author.name })}</h3>
          <div className="prose">
            <TextDiff parts={conflict.proposedDiff} />
          </div>
        </section>
      </div>
      {proposal.may.rebase ? <Rebase {...{ proposal, conflict, path, lastResult }} /> : <p className="small muted">{t('conflict.who')}</p>}
    </section>
  );
}

function Rebase({ proposal, conflict, path, lastResult }: Props) {
  const { t } = useTranslation('proposals');
  const sent = resultOf(lastResult, 'rebase');
  const proposed = conflict.merged ?? (conflict.now === null ? proposal.proposed : conflict.proposed);
  const [form, fields] = useForm<z.input<typeof rebaseSchema>>({
    id: 'opnieuw',
    lastResult: sent,
    defaultValue: { proposed },
    constraint: { proposed: { required: true } },
  });
  const typed = sent?.initialValue?.content;
  const content = proposal.scope === 'section' ? (parseContent(typeof typed === 'string' ? typed : undefined) ?? conflict.content) : null;
  return (
    <div className="rebase no-print">
      <h3>{t('rebase.title')}</h3>
      {conflict.paragraphs.length > 0 && <OtherParagraph conflict={conflict} path={path} />}
      {conflict.now !== null && (
        <form method="post" action={`${path}#conflict`} className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <input type="hidden" name="intent" value="rebase" />
          <input type="hidden" name="quote" value={proposal.scope === 'section' ? '' : conflict.now} />
          <input type="hidden" name="baseSeq" value={conflict.seq} />
          <p className="small muted">{conflict.merged === null ? t('rebase.apart') : t('rebase.merged')}</p>
          {conflict.merged === null ? (
            <ProposalField field={fields.proposed} label={t('rebase.proposed')} hint={t('rebase.hint')} rows={6} content={content} />
          ) : (
            <TextArea field={fields.proposed} label={t('rebase.proposed')} hint={t('rebase.hint')} rows={6} serif />
          )}
          <div className="btns">
            <SubmitButton>{t('rebase.submit')}</SubmitButton>
          </div>
        </form>
      )}
    </div>
  );
}

/** The paragraph it is about may have moved: links, so it works without JavaScript. */
function OtherParagraph({ conflict, path }: { conflict: Conflict; path: string }) {
  const { t } = useTranslation('proposals');
  const items = conflict.paragraphs.map((text, index) => ({ text, number: index + 1 }));
  return (
    <details className="staff" open={conflict.now === null}>
      <summary>{t('rebase.other')}</summary>
      <ol className="choose">
        {items.map(({ text, number }) => (
          <li key={number}>
            <p className="prose">{text}</p>
            {number - 1 === conflict.chosen ? (
              <p className="small muted">{t('rebase.chosen')}</p>
            ) : (
              <p>
                <Link className="btn sec-b s" to={`${path}?alinea=${number}#conflict`}>
                  {t('rebase.this')}
                  <span className="sr"> {t('rebase.paragraph', { number })}</span>
                </Link>
              </p>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
