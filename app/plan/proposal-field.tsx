import type { FieldMetadata } from '@conform-to/react';
import type { JSONContent } from '@tiptap/core';
import { useTranslation } from 'react-i18next';
import { TextArea } from '../components/form.tsx';
import type { ProposalEditorProps } from '../editor/proposal-props.ts';
import type { EditorTexts } from '../editor/props.ts';

type Props = {
  // biome-ignore lint/suspicious/noExplicitAny: a field of any schema; only its name, errors and first value are read
  field: FieldMetadata<any, any, string[]>;
  label: string;
  hint: string;
  rows: number;
  /** What the editor starts with. */
  content: JSONContent | null;
};

/** The text as somebody wants it: an editor with formatting, and without JavaScript a plain field that sends the same. */
export function ProposalField({ field, label, hint, rows, content }: Props) {
  const { t, i18n } = useTranslation('proposals');
  const plain = <TextArea field={field} label={label} hint={hint} rows={rows} serif />;
  if (!content) return plain;
  const props: ProposalEditorProps = {
    content,
    field: field.name,
    id: field.id,
    label,
    hint: t('editor_hint'),
    describedBy: field.errors ? field.errorId : null,
    texts: i18n.getResourceBundle(i18n.language, 'editor') as EditorTexts,
  };
  return (
    <div data-island="proposal" data-props={JSON.stringify(props)}>
      {plain}
    </div>
  );
}
