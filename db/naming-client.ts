import pg from 'pg';
import { nameStatements } from './statement-names.ts';

/** SQLSTATE of "cached plan must not change result type": a migration by another process changed a table. */
const PLAN_IS_OLD = '0A000';

/**
 * A connection that has statements with values that are asked often read and planned once instead of each time. Planning takes longer than running them: for a
 * page of the demo the embedded database took a third to a sixth of its time afterwards, PostgreSQL a third.
 */
export class NamingClient extends pg.Client {
  readonly #names = nameStatements();

  override query(...args: unknown[]): never {
    const [text, values] = args;
    const isPlain = args.length === 2 && typeof text === 'string' && Array.isArray(values) && values.length > 0;
    const name = isPlain ? this.#names.nameOf(text) : null;
    return (isPlain && name ? this.#queryNamed({ name, text, values }) : super.query.apply(this, args as never)) as never;
  }

  async #queryNamed(statement: { name: string; text: string; values: unknown[] }): Promise<pg.QueryResult> {
    try {
      return await super.query(statement);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || error.code !== PLAN_IS_OLD) throw error;
      this.#names.forget(statement.text);
      // In a transaction nothing more can be asked; whoever tries again meets a new plan.
      if (this.getTransactionStatus() !== 'I') throw error;
      return await super.query(statement.text, statement.values);
    }
  }
}
