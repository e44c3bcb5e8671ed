using Counterweight.ML;
using Counterweight.Peers.Measuring;
using Counterweight.Peers.Rows;
using Microsoft.ML;

namespace Counterweight.Peers.Works;

/// <summary>A pipeline of ML.NET with our boosting beside its LightGBM and FastTree: the fit, and the scores of all test rows.</summary>
/// <param name="problem">One of <see cref="PipelineRows.Problems"/>.</param>
/// <param name="rows">Its rows.</param>
/// <param name="features">Its features.</param>
/// <param name="isBalanced">Whether every class counts the same, by one column of weights for all.</param>
internal sealed class PipelineWork(string problem, int rows, int features, bool isBalanced)
    : Work($"pipeline {problem}{(isBalanced ? ", balanced" : "")}", $"{rows}x{features}", LightGbm, FastTree)
{
    private const string LightGbm = "ML.NET LightGBM";
    private const string FastTree = "ML.NET FastTree";

    public override string Description =>
        $"fit and scores of a quarter held out, {PipelineTrainers.Description}{(isBalanced ? "; rows have balanced class weights" : "")}. FastTree has no such penalty, and of several classes it fits each against all others.";

    public override Contest Prepare(int threads, int seed)
    {
        // Of the rows alone: every run has a context of its own.
        var data = PipelineRows.Load(new MLContext(seed: 1), problem, rows, isBalanced, seed);
        return new Contest(Side(trainers => trainers.Ours))
            .Against(LightGbm, Side(trainers => trainers.LightGbm))
            .Against(FastTree, Side(trainers => trainers.FastTree));

        Side Side(Func<PipelineTrainers, IEstimator<ITransformer>> trainer)
        {
            IDataView? scored = null;
            return new(
                () => scored = Run(data, threads, trainer),
                () => Judge(data.IsBinary, scored!));
        }
    }

    private static IDataView Run(PipelineRows data, int threads, Func<PipelineTrainers, IEstimator<ITransformer>> trainer)
    {
        var context = new MLContext(seed: 1);
        var model = trainer(new(context, data.IsBinary, threads)).Fit(data.Train);
        var scored = context.Data.Cache(model.Transform(data.Test), "Label", "Score", "PredictedLabel");
        foreach (var name in (string[])["Label", "Score", "PredictedLabel"])
        {
            // Once through a column, and the cache has all of its rows.
            using var cursor = scored.GetRowCursor([scored.Schema[name]]);
            while (cursor.MoveNext())
            {
            }
        }

        return scored;
    }

    private static IReadOnlyList<Measure> Judge(bool isBinary, IDataView scored)
    {
        var context = new MLContext(seed: 1);
        var metrics = isBinary ? context.BinaryClassification.EvaluateImbalanced(scored) : context.MulticlassClassification.EvaluateImbalanced(scored);
        return [new("balanced accuracy", metrics.BalancedAccuracy), new("AUC", metrics.AreaUnderRocCurve), new("log loss", metrics.LogLoss)];
    }
}
