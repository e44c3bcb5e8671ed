using System.Diagnostics;
using Counterweight.ML;
using Microsoft.ML;

namespace Counterweight.Peers;

/// <summary>One fit and one scoring of all test rows.</summary>
/// <param name="FitSeconds">What the fit of the pipeline took.</param>
/// <param name="ScoreSeconds">What the scores and answers of all test rows took.</param>
/// <param name="BalancedAccuracy">Mean recall on the test rows.</param>
/// <param name="Auc">Area under the ROC curve; of several classes the mean of each against all others.</param>
/// <param name="LogLoss">Mean negative logarithm of the probability of a row's class.</param>
internal sealed record Round(double FitSeconds, double ScoreSeconds, double BalancedAccuracy, double Auc, double LogLoss)
{
    /// <summary>Which split of the rows.</summary>
    public int Split { get; init; }

    public double Seconds => FitSeconds + ScoreSeconds;

    public static Round Run(Problem problem, Contender contender)
    {
        var context = new MLContext(seed: 1);
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        var model = (problem.IsBinary ? contender.Binary(context) : contender.Multiclass(context)).Fit(problem.Train);
        var fit = Stopwatch.GetElapsedTime(start);

        start = Stopwatch.GetTimestamp();
        var scored = context.Data.Cache(model.Transform(problem.Test), "Label", "Score", "PredictedLabel");
        foreach (var name in (string[])["Label", "Score", "PredictedLabel"])
        {
            Consume(scored, name);
        }

        var score = Stopwatch.GetElapsedTime(start);
        var metrics = problem.IsBinary
            ? context.BinaryClassification.EvaluateImbalanced(scored)
            : context.MulticlassClassification.EvaluateImbalanced(scored);
        return new(fit.TotalSeconds, score.TotalSeconds, metrics.BalancedAccuracy, metrics.AreaUnderRocCurve, metrics.LogLoss);
    }

    /// <summary>Goes through a column, so that the cache has all of its rows.</summary>
    private static void Consume(IDataView view, string name)
    {
        using var cursor = view.GetRowCursor([view.Schema[name]]);
        while (cursor.MoveNext())
        {
        }
    }
}
