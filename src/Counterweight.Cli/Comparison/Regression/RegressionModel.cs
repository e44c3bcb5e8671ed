using Counterweight.Losses.Point;
using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;

namespace Counterweight.Cli.Comparison.Regression;

/// <summary>One of the models of a number that are compared.</summary>
/// <param name="Name">What it is.</param>
/// <param name="FitAndPredict">Fits it to the first rows and predicts the second, having told when the fit is done.</param>
internal sealed record RegressionModel(string Name, RegressionModel.Run FitAndPredict)
{
    /// <summary>Fits a model to rows and predicts others.</summary>
    /// <param name="train">Rows to fit to.</param>
    /// <param name="test">Rows to predict.</param>
    /// <param name="fitted">Called between the two.</param>
    /// <param name="input">Who follows the fit.</param>
    public delegate double[] Run(Dataset train, Dataset test, Action fitted, FitInput input);

    /// <summary>What other models must beat, and boosting by three losses.</summary>
    public static IReadOnlyList<RegressionModel> All { get; } =
    [
        new("mean", (train, test, fitted, _) => Constant(Mean(train.Targets), test, fitted)),
        new("median", (train, test, fitted, _) => Constant(Median(Sorted(train.Targets)), test, fitted)),
        new("gradient boosting, squared loss", (train, test, fitted, input) => Boost(train, test, default(SquaredLoss<float>), fitted, input)),
        new("gradient boosting, absolute loss", (train, test, fitted, input) => Boost(train, test, default(AbsoluteLoss<float>), fitted, input)),
        new("gradient boosting, Huber's loss", (train, test, fitted, input) => Boost(train, test, new HuberLoss<float>(Delta(train.Targets)), fitted, input)),
    ];

    /// <summary>Where Huber's loss turns from squares to absolutes: 1.35 robust standard deviations of the targets, which loses 5 % to the mean where targets are normal.</summary>
    public static float Delta(ReadOnlySpan<float> targets)
    {
        const double Huber = 1.345;
        const double NormalDeviation = 1.4826;
        var median = Median(Sorted(targets));
        double[] deviations = [.. targets.ToArray().Select(target => Math.Abs(target - median)).Order()];
        var robust = Huber * NormalDeviation * Median(deviations);

        // More than half of the targets are the same: their mean distance from it.
        var delta = (float)(robust > 0 ? robust : deviations.Average());
        return delta > 0 && float.IsFinite(delta) ? delta : 1;
    }

    private static double[] Boost<TLoss>(Dataset train, Dataset test, TLoss loss, Action fitted, FitInput input)
        where TLoss : struct, IPointLoss<TLoss, float>
    {
        var model = GradientBoostingRegressor.Fit(train, loss, new GradientBoostingOptions { DegreeOfParallelism = Environment.ProcessorCount }, input);
        fitted();
        var predicted = new double[test.RowCount];
        model.Predict(test, predicted, Environment.ProcessorCount);
        return predicted;
    }

    private static double[] Constant(double value, Dataset test, Action fitted)
    {
        fitted();
        var predicted = new double[test.RowCount];
        Array.Fill(predicted, value);
        return predicted;
    }

    private static double Mean(ReadOnlySpan<float> targets)
    {
        var sum = 0.0;
        foreach (var target in targets)
        {
            sum += target;
        }

        return sum / targets.Length;
    }

    private static double[] Sorted(ReadOnlySpan<float> targets) => [.. targets.ToArray().Select(target => (double)target).Order()];

    private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
