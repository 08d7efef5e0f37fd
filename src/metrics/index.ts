/** The contents list of the almanac: every table, counts first, each finding after the tables it is made from. */
import { attributesByMonth } from './attributes-by-month.ts';
import { attributes } from './attributes.ts';
import { beginnersAgainstIntermediate } from './beginners-against-intermediate.ts';
import { benefits } from './benefits.ts';
import { cardDetector } from './card-detector.ts';
import { cardLengths } from './card-lengths.ts';
import { cardSections } from './card-sections.ts';
import { cardsByMonth } from './cards-by-month.ts';
import { cardsByPopularity } from './cards-by-popularity.ts';
import { cardsByTask } from './cards-by-task.ts';
import { cardsRevisited, cardsRevisitedChange } from './cards-revisited.ts';
import { challengeByForumCategory } from './challenge-by-forum-category.ts';
import { challengePrevalence, challengePrevalenceByMonth } from './challenge-prevalence.ts';
import { challenges } from './challenges.ts';
import { codedByForumCategory } from './coded-by-forum-category.ts';
import { codedTopics } from './coded-topics.ts';
import { coderCalibration, coderComparison, coderConfusion, coderPerformance } from './coder-card.ts';
import { formats } from './formats.ts';
import { forumCategories } from './forum-categories.ts';
import { hubForumAgreement } from './hub-forum-agreement.ts';
import { mentions } from './mentions.ts';
import type { Metric } from './metric.ts';
import { modelsCreated } from './models-created.ts';
import { openTopics } from './open-topics.ts';
import { performanceClaims } from './performance-claims.ts';
import { popularity } from './popularity.ts';
import { population } from './population.ts';
import { process } from './process.ts';
import { publisherOutput } from './publisher-output.ts';
import { publishers } from './publishers.ts';
import { replication } from './replication.ts';
import { repositoryCommits } from './repository-commits.ts';
import { repositoryUpkeep } from './repository-upkeep.ts';
import { rootCausesByChallenge } from './root-causes-by-challenge.ts';
import { rootCauses } from './root-causes.ts';
import { tasks } from './tasks.ts';
import { topicsCreated } from './topics-created.ts';
import { totals } from './totals.ts';
import { trendSensitivity } from './trend-sensitivity.ts';
import { trendTests } from './trend-tests.ts';
import { typeRanking } from './type-ranking.ts';
import { typeShares } from './type-shares.ts';

export const metrics: readonly Metric[] = [
  population,
  modelsCreated,
  popularity,
  mentions,
  forumCategories,
  topicsCreated,
  openTopics,
  cardsByMonth,
  cardsByTask,
  cardsByPopularity,
  cardSections,
  cardLengths,
  cardDetector,
  tasks,
  attributes,
  attributesByMonth,
  formats,
  publishers,
  publisherOutput,
  repositoryCommits,
  repositoryUpkeep,
  challenges,
  benefits,
  rootCauses,
  rootCausesByChallenge,
  challengeByForumCategory,
  codedTopics,
  codedByForumCategory,
  coderComparison,
  coderPerformance,
  coderConfusion,
  coderCalibration,
  typeRanking,
  typeShares,
  hubForumAgreement,
  process,
  challengePrevalence,
  challengePrevalenceByMonth,
  beginnersAgainstIntermediate,
  cardsRevisited,
  cardsRevisitedChange,
  performanceClaims,
  trendTests,
  trendSensitivity,
  totals,
  replication,
];
