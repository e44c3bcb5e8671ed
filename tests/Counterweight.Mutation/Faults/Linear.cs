namespace Counterweight.Mutation.Faults;

/// <summary>Logistic regression: the objective, its blocks, the search.</summary>
internal static class LinearFaults
{
    private const string Project = "Counterweight.Training.Tests:";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("C does not count", "LogisticLoss.cs", "(c * loss) + AddPenalty", "loss + AddPenalty", Project + " *.LogisticWeightTests *.LogisticLossTests"),
        new("C does not count in the gradient", "LogisticLoss.cs", "gradient[parameter] = c * (", "gradient[parameter] = 1 * (", Project + " *.LogisticWeightTests *.LogisticLossTests"),
        new("the penalty is twice as much", "LogisticLoss.cs", "0.5 * squares", "squares", Project + " *.LogisticWeightTests *.LogisticLossTests"),
        new("intercepts are penalised", "LogisticLoss.cs", "weight < classCount * rows.FeatureCount", "weight < ParameterCount", Project + " *.LogisticWeightTests *.LogisticLossTests"),
        new("class weights do not reach the loss", "LogisticLoss.cs", "PerClass = classWeights,", "", Project + " *.LogisticWeightTests"),
        new("later batches have the first one's sample weights", "LogisticLoss.cs", "sampleWeights.AsSpan(firstRow, rowCount)", "sampleWeights.AsSpan(0, rowCount)", Project + " *.LogisticLossTests"),
        new("later batches have the first one's labels", "LogisticLoss.cs", "rows.Labels.AsSpan(firstRow, rowCount)", "rows.Labels.AsSpan(0, rowCount)", Project + " *.LogisticLossTests"),
        new("class weights move the scales", "MultinomialLogisticRegression.cs", "Standardizer.Fit(data, sampleWeights)", "Standardizer.Fit(data, TrainingInput.RowWeights(data, classWeights, sampleWeights))", Project + " *.LogisticScaleTests"),
        new("one iteration too many", "LbfgsSearch.cs", "accepted >= options.MaxIterations", "accepted > options.MaxIterations", Project + " *.LogisticWeightTests *.MultinomialLogisticRegressionTests"),
        new("the gradient's tolerance does not end the search", "LbfgsSearch.cs", "point.GradientValues) <= options.GradientTolerance)", "point.GradientValues) < 0)", Project + " *.LogisticWeightTests"),
        new("progress does not end the search", "LbfgsSearch.cs", "previous - Objective <= options.ProgressTolerance", "previous - Objective < -options.ProgressTolerance", Project + " *.LogisticWeightTests *.MultinomialLogisticRegressionTests"),
        new("of equal linear scores the highest class is told", "MultinomialLogisticRegression.cs", "score > bestScore", "score >= bestScore", Project + " *.LogisticWeightTests"),
        new("intercepts do not tell classes", "MultinomialLogisticRegression.cs", "var score = Intercepts[label]", "var score = 0.0", Project + " *.LogisticWeightTests *.MultinomialLogisticRegressionTests"),
        new("sample weights do not reach the loss", "MultinomialLogisticRegression.cs", "return padded;", "return [];", Project + " *.LogisticWeightTests"),
        new("the balance of logistic regression forgets sample weights", "MultinomialLogisticRegression.cs", "TrainingInput.ClassWeightsOf(data, options.Weighting, sampleWeights)", "TrainingInput.ClassWeightsOf(data, options.Weighting, default)", Project + " *.LogisticWeightTests"),
        new("rows that pad the last block count", "RowBlocks.cs", ".Fill(IgnoredLabel)", ".Fill(0)", Project + " *.MultinomialLogisticRegressionTests *.LogisticLossTests"),
        new("rows of a block lie one lane off", "RowBlocks.cs", "* BlockRows) + lane]", "* BlockRows) + (lane ^ 1)]", Project + " *.LogisticLossTests"),
        new("classes of overlapping tiles count twice", "LinearBackward.cs", "alreadyDone > 1 ?", "alreadyDone > 2 ?", Project + " *.LogisticLossTests"),
        new("tiles of classes do not overlap", "ClassTiles.cs", "Math.Min(done, classCount - 4)", "done", Project + " *.LogisticLossTests"),
        new("scores of the fourth class have the third one's intercept", "LinearForward.cs", "intercepts[Math.Min(tile + 3, last)]", "intercepts[Math.Min(tile + 2, last)]", Project + " *.LogisticLossTests"),
        new("no iteration is taken for an option", "LogisticOptions.cs", "options.MaxIterations < 1", "options.MaxIterations < 0", Project + " *.MultinomialLogisticRegressionTests *.TrainerOptionTests"),
        new("tolerances below 0 are taken", "LogisticOptions.cs", "options.GradientTolerance >= 0 && ", "", Project + " *.TrainerOptionTests"),
        new("the fourth class of a tile adds its gradient to the third one's intercept", "LinearBackward.cs", "AddProduct(g3, TBlock.One, ref Unsafe.Add(ref intercepts, Math.Min(tile + 3, last)", "AddProduct(g3, TBlock.One, ref Unsafe.Add(ref intercepts, Math.Min(tile + 2, last)", Project + " *.LogisticLossTests"),
        new("the first class of overlapping tiles counts twice", "LinearBackward.cs", "alreadyDone > 0 ?", "alreadyDone > 3 ?", Project + " *.LogisticLossTests"),
        new("the third class of overlapping tiles counts twice", "LinearBackward.cs", "alreadyDone > 2 ?", "alreadyDone > 3 ?", Project + " *.LogisticLossTests"),
        new("cancellation does not end the search", "LbfgsSearch.cs", "        cancellation.ThrowIfCancellationRequested();\n", "", Project + " *.MultinomialLogisticRegressionTests"),
        new("an objective without end is no error", "LbfgsSearch.cs", "throw new ArithmeticException(\"The objective of the logistic regression is not finite.\", e);", "return StopReason.LineSearchStalled;", Project + " *.MultinomialLogisticRegressionTests"),
        new("scales of logistic regression forget sample weights", "MultinomialLogisticRegression.cs", "var scaling = Standardizer.Fit(data, sampleWeights)", "var scaling = Standardizer.Fit(data)", Project + " *.MultinomialLogisticRegressionTests"),
    ];
}
