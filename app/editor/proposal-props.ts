import type { JSONContent } from '@tiptap/core';
import type { EditorTexts } from './props.ts';

/** What a form gives the island in which a proposal is written, as JSON in `data-props`. */
export type ProposalEditorProps = {
  /** The text to start with. */
  content: JSONContent;
  /** Name of the plain field it stands in for. */
  field: string;
  /** Where the error summary leads. */
  id: string;
  label: string;
  hint: string;
  /** Id of the fault at the field, on the page outside the island; null when there is none. */
  describedBy: string | null;
  texts: EditorTexts;
};
