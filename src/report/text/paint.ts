/** The few looks that a text may have. */
type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Puts a look on a piece of text. Handed in by whoever knows the terminal, so that a report is a pure function. */
export type Paint = (style: Style, text: string) => string;

/** No looks at all: pipes, files, tests. */
export const plainPaint: Paint = (_, text) => text;
