namespace Counterweight.Mutation.Faults.Training;

/// <summary>Forests: bootstraps, votes, out of bag, options.</summary>
internal static class ForestFaults
{
    private const string Project = "Counterweight.Training.Tests:";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("bootstraps draw rows by number, not those with weight", "PartDraws.cs", "times[rows[draw]]++", "times[(int)draw]++", Project + " *.ForestTests *.ForestLawTests"),
        new("all trees have the same bootstrap", "PartDraws.cs", "DrawPurpose.PartRows, part)", "DrawPurpose.PartRows, 0)", Project + " *.ForestTests"),
        new("the seed does not reach the bootstraps", "PartDraws.cs", "SeedStreams.Of(seed, ", "SeedStreams.Of(0, ", Project + " *.ForestBootstrapTests"),
        new("bootstraps draw as many rows as the data have", "PartDraws.cs", "sampling == ClassSampling.None ? rows.Length :", "sampling == ClassSampling.None ? rows[^1] + 1 :", Project + " *.ForestTests"),
        new("balance of a bootstrap forgets sample weights", "ForestGrower.cs", "Counts[row] * (sampleWeights.Length == 0 ? 1 : sampleWeights[row])", "Counts[row]", Project + " *.ForestBootstrapTests"),
        new("balance of a bootstrap forgets how often rows were drawn", "ForestGrower.cs", "Counts[row] * (sampleWeights.Length == 0", "Math.Min(1, Counts[row]) * (sampleWeights.Length == 0", Project + " *.ForestBootstrapTests"),
        new("balanced per bootstrap means balanced", "ForestGrower.cs", "options.Weighting.IsPerBootstrap ? worker", "false ? worker", Project + " *.ForestBootstrapTests"),
        new("balanced means balanced per bootstrap", "ForestGrower.cs", "options.Weighting.IsPerBootstrap", "options.Weighting != ClassWeighting.None", Project + " *.ForestBootstrapTests"),
        new("rows of weight 0 are drawn", "TrainingInput.cs", "sampleWeights.IsEmpty || sampleWeights[row] > 0)\n            {\n                rows[next++]", "sampleWeights.IsEmpty || sampleWeights[row] >= 0)\n            {\n                rows[Math.Min(rows.Length - 1, next++)]", Project + " *.ForestLawTests *.ForestBootstrapTests"),
        new("computed class weights forget sample weights", "FitWeights.cs", "weighting.Of(data.Labels, samples, data.ClassCount, exponent)", "weighting.Of(data.Labels, default, data.ClassCount, exponent)", Project + " *.ForestBootstrapTests *.AdaBoostFormulaTests *.LogisticWeightTests"),
        new("trees grow without sample weights", "ForestGrower.cs", "Set(weights, sampleWeights, counts)", "Set(weights, [], counts)", Project + " *.ForestBootstrapTests"),
        new("trees that do not split count for the importances", "ForestGrower.cs", "sum / splitting", "sum / trees.Length", Project + " *.ForestBootstrapTests"),
        new("importances of a tree do not sum to 1", "ForestGrower.cs", "tree.FeatureGains[feature] / total", "tree.FeatureGains[feature]", Project + " *.ForestBootstrapTests"),
        new("all trees of a forest draw the same features", "ForestGrower.cs", "Grow(worker.Rows, tree, degreeOfParallelism", "Grow(worker.Rows, 0, degreeOfParallelism", Project + " *.ForestDrawTests"),
        new("probabilities of forests are sums", "Forest.cs", "sum /= Roots.Length", "sum /= 1", Project + " *.ForestTests"),
        new("of equal probabilities the highest class is told", "ClassScores.cs", "scores[label] > scores[best]", "scores[label] >= scores[best]", Project + " *.ForestBootstrapTests"),
        new("out of bag counts rows in the bag", "OutOfBagVotes.cs", "counts[row] == 0", "counts[row] > 0", Project + " *.ForestTests"),
        new("out of bag counts rows drawn once", "OutOfBagVotes.cs", "counts[row] == 0", "counts[row] <= 1", Project + " *.ForestTests"),
        new("out of bag takes the first tree's draw for all", "OutOfBagVotes.cs", "draws.Draw(tree, counts)", "draws.Draw(0, counts)", Project + " *.ForestTests"),
        new("out of bag sums are not divided", "OutOfBagVotes.cs", "sum / treeCounts[row]", "sum", Project + " *.ForestTests"),
        new("out of bag accuracy forgets weights", "OutOfBagVotes.cs", "var weight = sampleWeights.Length == 0 ? 1 : sampleWeights[row]", "var weight = 1.0", Project + " *.ForestTests *.ForestBootstrapTests"),
        new("out of bag balanced accuracy is the accuracy", "OutOfBagVotes.cs", "recalls.Average()", "right.Sum() / all.Sum()", Project + " *.ForestBootstrapTests"),
        new("the depth does not reach the trees of a forest", "ForestOptions.cs", "        MaxDepth = MaxDepth,\n", "", Project + " *.ForestTests *.TreeLimitTests"),
        new("the least weight does not reach the trees of a forest", "ForestOptions.cs", "        MinWeight = MinWeight,\n", "", Project + " *.ForestTests *.TreeLimitTests"),
        new("the factors of features do not reach the trees of a forest", "ForestOptions.cs", "        FeatureWeights = FeatureWeights,\n", "", Project + " *.ForestTests"),
        new("the seed does not reach the trees of a forest", "ForestOptions.cs", "        Seed = Seed,\n", "", Project + " *.ForestDrawTests"),
        new("the number of features does not reach the trees of a forest", "ForestOptions.cs", "        MaxFeatures = MaxFeatures,\n", "", Project + " *.ForestDrawTests *.ForestTests"),
        new("extremely randomised trees are not", "ExtraTreesOptions.cs", "RandomThresholds => true", "RandomThresholds => false", Project + " *.ForestDrawTests *.ForestTests"),
        new("no bin more is refused", "ForestOptions.cs", "options.MaxBins is >= 2", "options.MaxBins is >= 1", Project + " *.TrainerOptionTests"),
    ];
}
