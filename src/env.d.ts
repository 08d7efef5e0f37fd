declare namespace App {
  interface Locals {
    /** The snapshot whose page is being made; undefined where each figure and number is from the best evidence for it. */
    snapshot: string | undefined;
    /** Hands out numbers for anchors of figures that stand twice on a page. */
    figures: Map<string, number>;
    /** Tables that the page itself has, by the name of what they are made from. */
    // oxlint-disable-next-line typescript/consistent-type-imports -- an import would make this a module
    tables?: ReadonlyMap<string, import('./site/snapshot.ts').LookUp>;
  }
}
