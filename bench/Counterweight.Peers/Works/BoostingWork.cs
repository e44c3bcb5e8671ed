using Counterweight.Peers.Measuring;
using Counterweight.Peers.Rows;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;

namespace Counterweight.Peers.Works;

/// <summary>Gradient boosting beside LightGBM, with gradients as they are and with quantised ones.</summary>
/// <param name="name">What is done.</param>
/// <param name="rows">Rows to learn from.</param>
/// <param name="features">Features.</param>
/// <param name="shares">Shares of the classes.</param>
/// <param name="settings">The same for both.</param>
/// <param name="makesBins">Whether bins are made within the time.</param>
internal sealed class BoostingWork(string name, int rows, int features, double[] shares, BoostingSettings settings, bool makesBins)
    : Work(name, $"{rows}x{features}", RowWise, Quantized)
{
    private const string RowWise = "LightGBM";
    private const string Quantized = "LightGBM, quantised";

    /// <summary>Three rows in a hundred are of class 1.</summary>
    public static double[] Rare { get; } = [0.97, 0.03];

    public override string Description =>
        $"{shares.Length} classes, {settings}; bins are made {(makesBins ? "within" : "before")} the time. LightGBM goes through rows (`force_row_wise`), once with `use_quantized_grad`; its bins are of 200,000 rows, ours of all.";

    public override Contest Prepare(int threads, int seed)
    {
        var data = GeneratedRows.Bands(rows, features, shares, seed);
        var options = settings.Ours(threads);
        var binned = makesBins ? null : BinnedDataset.Create(data.Train.Data, degreeOfParallelism: threads);
        GradientBoostingClassifier? model = null;
        var contest = new Contest(new(
            () => model = binned is null ? GradientBoostingClassifier.Fit(data.Train.Data, options) : GradientBoostingClassifier.Fit(binned, options),
            () => OurJudge.Of(model!, data.Test)));
        foreach (var peer in Peers)
        {
            var training = new LightGbmTraining(data.Train, settings.LightGbm(shares.Length, threads, peer is Quantized), settings.Rounds, makesBins);
            contest.Against(peer, new(training.Run, () => training.Judge(data.Test)), training);
        }

        return contest;
    }
}
