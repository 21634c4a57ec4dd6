/** One step of a path. */
export type Step =
  | { readonly name: string }
  | { readonly names: readonly string[] }
  | { readonly indexes: readonly number[] }
  | { readonly from: number | undefined; readonly to: number | undefined; readonly by: number }
  | { readonly each: true }
  | { readonly within: true }
  | { readonly where: Condition };

/** From what is at hand: `$` and `@` mean that too, since a range or a condition hands over one thing at a time. */
export interface Path {
  readonly steps: readonly Step[];
}

export type Operand = { readonly path: Path } | { readonly value: string | number | boolean | null };

/** `@.type == "Ready"`; without an operator, whether there is such a thing. */
export interface Condition {
  readonly left: Operand;
  readonly operator?: '==' | '!=' | '<' | '<=' | '>' | '>=';
  readonly right?: Operand;
}

/** What a template consists of. */
export type Part =
  | { readonly text: string }
  | { readonly path: Path }
  | { readonly range: Path; readonly body: readonly Part[] };

/** What is wrong with a template, and where. */
export class TemplateError extends Error {
  readonly problem: string;
  readonly at: number;

  constructor(problem: string, at: number) {
    super(`${problem}, at character ${at + 1}`);
    this.problem = problem;
    this.at = at;
    this.name = 'TemplateError';
  }
}
