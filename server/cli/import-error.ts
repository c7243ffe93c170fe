/** A file that is refused whole: which line is wrong (1 is the first; 0 for a file without lines) and what is the matter, in Dutch, for the person who runs the import. */
export class ImportError extends Error {
  readonly line: number;
  constructor({ line, message }: { line: number; message: string }) {
    super(message);
    this.name = 'ImportError';
    this.line = line;
  }
}
