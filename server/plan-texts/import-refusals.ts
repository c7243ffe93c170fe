/** Why a file is refused whole, in a sentence for who sent it. The page says the same in its reader's language (`exchange:refused` in the catalogues). */
import { ImportError } from '../cli/import-error.ts';

export const REFUSALS = {
  empty: 'Het bestand is leeg.',
  too_large: 'Het bestand is groter dan 5 MB.',
  word_too_large: 'Het bestand is groter dan 10 MB. Haal de plaatjes eruit en probeer het nog eens.',
  unpacked_too_large: 'Dit Word-bestand is uitgepakt te groot. Haal de plaatjes eruit, of lees het plan in delen in.',
  too_complex: 'Dit bestand is te ingewikkeld om te lezen. Sla het opnieuw op, of lees het plan in delen in.',
  old_word: 'Dit is een oud Word-bestand (.doc), of het heeft een wachtwoord. Sla het op als .docx zonder wachtwoord.',
  password: 'Dit bestand heeft een wachtwoord. Sla het op zonder wachtwoord en probeer het nog eens.',
  macros: "In dit bestand zitten macro's. Sla het op als gewoon Word-bestand (.docx) en probeer het nog eens.",
  damaged_word: 'Dit Word-bestand is beschadigd. Open het in Word, sla het opnieuw op als .docx en probeer het nog eens.',
  not_word: 'Dit is geen Word-bestand. U kunt een .docx- of een .md-bestand inlezen.',
  pdf: 'Dit is een pdf. U kunt een .docx- of een .md-bestand inlezen.',
  not_text: 'Dit bestand is geen tekst. U kunt een .docx- of een .md-bestand inlezen.',
  nul: 'Hier staat een NUL-teken. Dat hoort niet in een tekst.',
  not_utf8: 'Dit bestand is geen UTF-8. Sla het op als UTF-8 en probeer het opnieuw.',
  half_character: 'Hier staat een half teken.',
  no_headings: 'Er staan geen koppen in het bestand. Een kop begint met # en een spatie.',
  no_word_headings: 'Er staan geen koppen in het bestand. Geef de koppen in Word een kopstijl: Kop 1, Kop 2.',
  too_many_sections: 'Het plan heeft meer dan 2000 onderdelen.',
  empty_heading: 'Deze kop is leeg.',
  long_heading: 'Deze kop is langer dan 500 tekens.',
  long_section: 'Dit onderdeel is langer dan 200.000 tekens.',
} as const;

export type RefusalReason = keyof typeof REFUSALS;

/** A plan file that is refused whole. */
export class PlanFileError extends ImportError {
  readonly reason: RefusalReason;
  /** The heading it is about, where the file has no lines to point at. */
  readonly about: string | null;
  constructor(reason: RefusalReason, { line = 0, about = null, cause }: { line?: number; about?: string | null; cause?: unknown } = {}) {
    super({ line, message: about === null ? REFUSALS[reason] : `${about}: ${REFUSALS[reason]}` });
    this.reason = reason;
    this.about = about;
    this.cause = cause;
  }
}
