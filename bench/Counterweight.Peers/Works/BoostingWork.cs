using Counterweight.Peers.Measuring;
using Counterweight.Peers.Rows;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;

namespace Counterweight.Peers.Works;

/// <summary>Gradient boosting beside LightGBM, with gradients as they are and with quantised ones.</summary>
/// <param name="name">What is done.</param>
/// <param name="shape">Rows to learn from, and features.</param>
/// <param name="classCount">Classes.</param>
/// <param name="draw">Draws the rows by a seed.</param>
/// <param name="settings">The same for both.</param>
/// <param name="makesBins">Whether bins are made within the time.</param>
internal sealed class BoostingWork(string name, string shape, int classCount, Func<int, GeneratedRows> draw, BoostingSettings settings, bool makesBins)
    : Work(name, shape, RowWise, Quantized)
{
    private const string RowWise = "LightGBM";
    private const string Quantized = "LightGBM, quantised";

    /// <summary>Of numbers alone.</summary>
    public static BoostingWork OfNumbers(string name, int rows, int features, double[] shares, BoostingSettings settings, bool makesBins) =>
        new(name, $"{rows}x{features}", shares.Length, seed => GeneratedRows.Bands(rows, features, shares, seed), settings, makesBins);

    /// <summary>Of some numbers, and of variables as a column of 0 and 1 for each level.</summary>
    public static BoostingWork OfLevels(string name, int rows, LevelColumns columns, BoostingSettings settings, bool makesBins) =>
        new(name, $"{rows}x{columns.FeatureCount}", Rare.Length, seed => GeneratedRows.Levels(rows, columns, Rare, seed), settings, makesBins) { About = $"{columns}. LightGBM bundles features too, by default. " };

    /// <summary>Three rows in a hundred are of class 1.</summary>
    public static double[] Rare { get; } = [0.97, 0.03];

    /// <summary>What the columns are, where they are not normal numbers.</summary>
    public string About { get; private init; } = "";

    public override string Description =>
        $"{About}{classCount} classes, {settings}; bins are made {(makesBins ? "within" : "before")} the time. LightGBM goes through rows (`force_row_wise`), once with `use_quantized_grad`; its bins are of 200,000 rows at most, ours of all.";

    public override Contest Prepare(int threads, int seed)
    {
        var data = draw(seed);
        var options = settings.Ours(threads);
        var binned = makesBins ? null : BinnedDataset.Create(data.Train.Data, degreeOfParallelism: threads);
        GradientBoostingClassifier? model = null;
        var contest = new Contest(new(
            () => model = binned is null ? GradientBoostingClassifier.Fit(data.Train.Data, options) : GradientBoostingClassifier.Fit(binned, options),
            () => OurJudge.Of(model!, data.Test)));
        foreach (var peer in Peers)
        {
            var training = new LightGbmTraining(data.Train, settings.LightGbm(classCount, threads, peer is Quantized), settings.Rounds, makesBins);
            contest.Against(peer, new(training.Run, () => training.Judge(data.Test)), training);
        }

        return contest;
    }
}
