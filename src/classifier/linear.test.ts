import { expect, test } from 'vitest';
import { logits, fitTemperature, type Sample, softmax, train } from './linear.ts';

const sample = (features: readonly number[], category: number): Sample => ({
  features: {
    index: Uint32Array.from(features.keys()),
    value: Float64Array.from(features),
  },
  category,
  weight: 1,
});
const samples = [sample([1, 0], 0), sample([1, 0], 0), sample([0, 1], 1), sample([0, 0], 2)];
const options = { categories: 3, features: 2, inverseRegularisation: 10 };

test('what was learned is found again', () => {
  const linear = train(samples, options);
  for (const { features, category } of samples) {
    const probabilities = softmax(logits(linear, features));
    expect(probabilities.indexOf(Math.max(...probabilities))).toBe(category);
    expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  }
});

test('where nothing is known of a text, categories are as probable as they were frequent', () => {
  // The optimum: without features, and hence without a penalty, the intercept gives the frequencies.
  const bare = train(
    [0, 0, 1, 2].map((category) => sample([], category)),
    { ...options, features: 0, iterations: 2_000 },
  );
  expect(Array.from(softmax(logits(bare, sample([], 0).features)), (it) => it.toFixed(4))).toEqual([
    '0.5000',
    '0.2500',
    '0.2500',
  ]);
});

test('the gradient is nought where training ends', () => {
  // For one feature of value 1 in all samples of category 0: penalty · w = mean of what is still missing.
  const linear = train(samples, { ...options, iterations: 5_000 });
  const penalty = 1 / (10 * samples.length);
  const missing = samples.map(({ features, category }) => {
    const probabilities = softmax(logits(linear, features));
    return (features.value[0] ?? 0) * ((category === 0 ? 1 : 0) - (probabilities[0] ?? 0));
  });
  const mean = missing.reduce((sum, value) => sum + value, 0) / samples.length;
  expect(penalty * (linear.weights[0] ?? 0)).toBeCloseTo(mean, 6);
});

test('the same samples give the same weights', () => {
  expect(train(samples, options)).toEqual(train(samples, options));
});

test('logits beyond all bounds is still made into probabilities', () => {
  expect(Array.from(softmax(Float64Array.of(1e9, -1e9, 0)))).toEqual([1, 0, 0]);
});

test('nothing to learn from is an error', () => {
  expect(() => train([], options)).toThrow('nothing to learn from');
});

test('the temperature rises for what was too sure, and changes no order', () => {
  const sure = [Float64Array.of(9, 0), Float64Array.of(9, 0), Float64Array.of(9, 0)];
  expect(fitTemperature(sure, [0, 0, 1])).toBe(4);
  expect(fitTemperature(sure, [0, 0, 0])).toBe(0.5);
});
