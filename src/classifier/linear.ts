/**
 * The learned half of the classifier: multinomial logistic regression.
 *
 * Our own few lines: the libraries on the registry learn one category against the rest, without a penalty, or from full
 * matrices, and seventeen categories with few texts need the one thing and can do without the others.
 */

/** The places of the features that a text has, and their values. */
export interface SparseVector {
  readonly index: Uint32Array;
  readonly value: Float64Array;
}

export interface Sample {
  readonly features: SparseVector;
  readonly category: number;
  readonly weight: number;
}

export interface Linear {
  readonly categories: number;
  readonly features: number;
  /** Feature by feature, a number for each category. */
  readonly weights: Float64Array;
  readonly intercept: Float64Array;
}

export interface TrainOptions {
  readonly categories: number;
  readonly features: number;
  /** How little the weights are held back, the inverse of the penalty's strength: 10 lets them grow. */
  readonly inverseRegularisation: number;
  readonly iterations?: number;
}

/**
 * Finds the weights that make the samples' categories most probable, held back by their squares.
 *
 * Nesterov's accelerated gradient descent with a step that suits the longest sample, begun anew whenever it overshoots.
 * There is no chance in it: the same samples in the same order give the same weights.
 *
 * @throws {Error} if there are no samples
 */
export function train(
  samples: readonly Sample[],
  { categories, features, inverseRegularisation, iterations = 300 }: TrainOptions,
): Linear {
  const total = samples.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) throw new Error('there is nothing to learn from');
  const size = (features + 1) * categories; // the intercept is the last feature
  const longest = samples.reduce(
    (most, { features: { value } }) =>
      Math.max(
        most,
        value.reduce((sum, it) => sum + it * it, 1),
      ),
    1,
  );
  const penalty = 1 / (inverseRegularisation * total);
  const step = 1 / (longest / 2 + penalty);

  const weights = new Float64Array(size);
  const lookahead = new Float64Array(size);
  const gradient = new Float64Array(size);
  const probabilities = new Float64Array(categories);
  let momentum = 1;
  for (let iteration = 0; iteration < iterations; iteration++) {
    for (let i = 0; i < size; i++) gradient[i] = i < features * categories ? penalty * at(lookahead, i) : 0;
    for (const { features: of, category, weight } of samples) {
      for (let c = 0; c < categories; c++) probabilities[c] = at(lookahead, features * categories + c);
      for (let k = 0; k < of.index.length; k++) {
        const row = wholeAt(of.index, k) * categories;
        const value = at(of.value, k);
        for (let c = 0; c < categories; c++) probabilities[c] = at(probabilities, c) + value * at(lookahead, row + c);
      }
      softmax(probabilities);
      probabilities[category] = at(probabilities, category) - 1;
      const share = weight / total;
      for (let k = 0; k < of.index.length; k++) {
        const row = wholeAt(of.index, k) * categories;
        const value = share * at(of.value, k);
        for (let c = 0; c < categories; c++) gradient[row + c] = at(gradient, row + c) + value * at(probabilities, c);
      }
      for (let c = 0; c < categories; c++) {
        const i = features * categories + c;
        gradient[i] = at(gradient, i) + share * at(probabilities, c);
      }
    }
    const next = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const momentumFactor = (momentum - 1) / next;
    let overshoot = 0;
    for (let i = 0; i < size; i++) {
      const before = at(weights, i);
      const now = at(lookahead, i) - step * at(gradient, i);
      overshoot += at(gradient, i) * (now - before);
      weights[i] = now;
      lookahead[i] = now + momentumFactor * (now - before);
    }
    if (overshoot > 0) {
      lookahead.set(weights);
      momentum = 1;
    } else momentum = next;
  }
  return {
    categories,
    features,
    weights: weights.slice(0, features * categories),
    intercept: weights.slice(features * categories),
  };
}

/** What the features say for each category, before it is made into probabilities. */
export function logits({ categories, weights, intercept }: Linear, { index, value }: SparseVector): Float64Array {
  const sums = Float64Array.from(intercept);
  for (let k = 0; k < index.length; k++) {
    const row = wholeAt(index, k) * categories;
    for (let c = 0; c < categories; c++) sums[c] = at(sums, c) + at(value, k) * at(weights, row + c);
  }
  return sums;
}

/** Turns logits into probabilities that add up to 1, in place. */
export function softmax(logits: Float64Array, temperature = 1): Float64Array {
  let most = -Infinity;
  for (const value of logits) if (value > most) most = value;
  let sum = 0;
  for (let c = 0; c < logits.length; c++) {
    const value = Math.exp((at(logits, c) - most) / temperature);
    logits[c] = value;
    sum += value;
  }
  for (let c = 0; c < logits.length; c++) logits[c] = at(logits, c) / sum;
  return logits;
}

/**
 * What logits must be divided by so that the true categories become most probable: from 0.5 to 4, in steps of 0.05.
 *
 * It changes how sure the answers are, never which comes first.
 */
export function fitTemperature(logits: readonly Float64Array[], truth: readonly number[]): number {
  let found = 1;
  let least = Infinity;
  for (let step = 10; step <= 80; step++) {
    const temperature = step / 20;
    const loss = logits.reduce(
      (sum, one, text) => sum - Math.log(softmax(Float64Array.from(one), temperature)[truth[text] ?? 0] ?? 0),
      0,
    );
    if (loss < least) [found, least] = [temperature, loss];
  }
  return found;
}

/** For each kind of list a function of its own, as the engine makes slow code of one that sees two. */
function at(numbers: Float64Array, index: number): number {
  return numbers[index] ?? 0;
}

function wholeAt(numbers: Uint32Array, index: number): number {
  return numbers[index] ?? 0;
}
