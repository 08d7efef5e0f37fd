/** What a reader stumbles over, and what the field says in its place: base model, derivative, compared, reports, 95 % CI. */
export const banned =
  /\b(?:stands?|told|held against|held beside|set beside|built upon|95 % interval|says next to nothing|makers?|anew)\b/giu;
/** Those of them that a page would be full of first. */
export const counted = /\b(?:stands?|told|held against)\b/giu;
