namespace Counterweight.Mutation.Faults.Training;

/// <summary>AdaBoost: votes, weights of rows, early stopping.</summary>
internal static class AdaBoostFaults
{
    private const string Project = "Counterweight.Training.Tests:";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("votes of many classes are those of two", "AdaBoostRun.cs", " + logOthers)", ")", Project + " *.AdaBoostFormulaTests"),
        new("votes are not shrunk", "AdaBoostRun.cs", "options.LearningRate * (Log", "(Log", Project + " *.AdaBoostFormulaTests"),
        new("a second tree that guesses votes", "AdaBoostRun.cs", "if (isUseless)\n", "if (isUseless && trees.Count > 1)\n", Project + " *.AdaBoostTests"),
        new("classes without weight count as classes", "AdaBoostRun.cs", "start.Length == 0 || start[row] > 0", "start.Length == 0 || start[row] >= 0", Project + " *.AdaBoostFormulaTests"),
        new("all trees have the first one's seed", "AdaBoostRun.cs", "unchecked(options.Tree.Seed + (ulong)round)", "options.Tree.Seed", Project + " *.AdaBoostFormulaTests"),
        new("one tree too many is grown", "AdaBoostRun.cs", "round + 1 == options.Rounds", "round == options.Rounds", Project + " *.AdaBoostTests"),
        new("trees after the lowest error are kept", "AdaBoostRun.cs", "stopping.BestCount ?? trees.Count", "trees.Count", Project + " *.AdaBoostFormulaTests"),
        new("weights of rows are not raised", "AdaBoostRun.cs", "weights.Raise(isWrong, vote);", "", Project + " *.AdaBoostFormulaTests"),
        new("votes are raised twice", "AdaBoostRun.cs", "weights.Raise(isWrong, vote);", "weights.Raise(isWrong, 2 * vote);", Project + " *.AdaBoostFormulaTests"),
        new("later trees are grown on the first weights", "AdaBoostRun.cs", "SampleWeights = RoundWeights(round),", "SampleWeights = trees.Count == 0 ? weights.Current : default,", Project + " *.AdaBoostFormulaTests"),
        new("rows told right are raised", "AdaBoostWeights.cs", "logs[row] += isWrong[row] ? vote : 0", "logs[row] += isWrong[row] ? 0 : vote", Project + " *.AdaBoostFormulaTests"),
        new("sample weights are lost after the first tree", "AdaBoostWeights.cs", "Current[row] *= start[row]", "Current[row] *= Math.Sign(start[row])", Project + " *.AdaBoostFormulaTests"),
        new("the fraction of wrong rows is of their number", "AdaBoostWeights.cs", "var units = scale.ToUnits(Current[row])", "var units = scale.ToUnits(1)", Project + " *.AdaBoostFormulaTests"),
        new("patience is one tree longer", "AdaBoostStopping.cs", ">= patience", "> patience", Project + " *.AdaBoostFormulaTests"),
        new("an equal error counts as a lower one", "AdaBoostStopping.cs", "wrong < lowest", "wrong <= lowest", Project + " *.AdaBoostFormulaTests"),
        new("the validation error forgets class weights", "AdaBoostStopping.cs", "FitWeights.Of(validation, weighting, default)", "FitWeights.Of(validation, ClassWeighting.None, default)", Project + " *.AdaBoostFormulaTests"),
        new("the validation error forgets sample weights", "AdaBoostStopping.cs", "FitWeights.Of(validation, weighting, default)", "FitWeights.Of(validation.WithSampleWeights(null), weighting, default)", Project + " *.ValidationWeightTests"),
        new("validation counts trees, not votes", "AdaBoostStopping.cs", "own[predicted[row]] += vote", "own[predicted[row]] += 1", Project + " *.AdaBoostFormulaTests"),
        new("probabilities divide by all classes but one", "AdaBoostClassifier.cs", "all * Math.Max(1, present - 1)", "all * (ClassCount - 1)", Project + " *.AdaBoostFormulaTests"),
        new("importances forget the votes", "AdaBoostClassifier.cs", "votes[tree] * own[feature]", "own[feature]", Project + " *.AdaBoostFormulaTests"),
        new("importances do not sum to 1", "AdaBoostClassifier.cs", "sum > 0 ? sum : 1, importances", "1, importances", Project + " *.AdaBoostFormulaTests"),
        new("trees vote alike", "AdaBoostClassifier.cs", "leaf.Label] = votes[tree]", "leaf.Label] = 1", Project + " *.AdaBoostFormulaTests"),
        new("votes of 0 are loaded", "AdaBoostClassifier.cs", "readVotes, vote => vote > 0)", "readVotes, vote => vote >= 0)", Project + " *.ForgedFileTests"),
        new("votes of infinity are loaded", "AdaBoostClassifier.cs", " && double.IsFinite(readVotes.Sum())", "", Project + " *.ForgedFileTests"),
        new("trees of other features are loaded", "AdaBoostClassifier.cs", "readTrees[tree].FeatureCount == featureCount && ", "", Project + " *.ForgedFileTests"),
        new("class weights do not start the boosting", "AdaBoostClassifier.cs", "FitWeights.Of(data, options.Weighting, input)", "FitWeights.Of(data, ClassWeighting.None, input)", Project + " *.AdaBoostFormulaTests"),
    ];
}
