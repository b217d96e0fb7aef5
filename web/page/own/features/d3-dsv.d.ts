/** The part of d3-dsv that is used: the package has no types of its own. */
declare module 'd3-dsv' {
  export function dsvFormat(delimiter: string): { parseRows(text: string): string[][] };
  export function csvFormatRows(rows: readonly (readonly string[])[]): string;
}
