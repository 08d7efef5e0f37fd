declare namespace App {
  interface Locals {
    /** The snapshot whose page is being made; every figure and number on the page comes from it. */
    snapshot: string;
    /** The tables that the chapter says it shows; null on pages that are not a chapter. */
    chapterTables: readonly string[] | null;
    /** Hands out numbers for anchors of figures that stand twice on a page. */
    figures: Map<string, number>;
  }
}
