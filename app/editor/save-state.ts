/** Whether what somebody typed is stored: counted per connection, told by the server (`through`). Without React, so that it can be tested by tables. */

export type SaveState = {
  /** Something was typed that is not known to be stored. */
  typed: boolean;
  /** Updates sent over this connection, and how many of those the server has dealt with. */
  sent: number;
  through: number;
  /** The server says that it cannot save now. */
  failing: boolean;
  savedAt: Date | null;
};

export type SaveEvent =
  | { kind: 'typed' }
  | { kind: 'sent' }
  | { kind: 'saved'; through: number; at: Date }
  | { kind: 'unsaved' }
  /** A new connection counts from nothing, and brings along what was typed without one. */
  | { kind: 'opened' };

export const NOTHING_TYPED: SaveState = { typed: false, sent: 0, through: 0, failing: false, savedAt: null };

export function nextSaveState(state: SaveState, event: SaveEvent): SaveState {
  switch (event.kind) {
    case 'typed':
      return { ...state, typed: true };
    case 'sent':
      return { ...state, sent: state.sent + 1 };
    case 'opened':
      return { ...state, sent: 0, through: 0, failing: false };
    case 'unsaved':
      return { ...state, failing: true };
    case 'saved': {
      const through = Math.max(state.through, event.through);
      if (through < state.sent) return { ...state, through, failing: false };
      return { ...state, through, failing: false, typed: false, savedAt: state.typed ? event.at : state.savedAt };
    }
  }
}
