using Counterweight.Peers.Measuring;
using Counterweight.Peers.Rows;
using Counterweight.Training.Boosting;
using Counterweight.Training.Trees;

namespace Counterweight.Peers.Works;

/// <summary>All works.</summary>
internal static class Catalogue
{
    /// <param name="scale">Share of the rows to take.</param>
    public static IReadOnlyList<Work> Of(double scale) => [.. Boosting(scale), .. Prediction(scale), .. OfMlNet(scale), .. Losses(scale)];

    private static IEnumerable<Work> Boosting(double scale)
    {
        var (rows, multiclassRows) = (Scaled(500_000, scale), Scaled(200_000, scale));
        double[] bands = [.. Enumerable.Range(0, 7).Select(label => Math.Pow(0.6, label))];
        var binary = new BoostingSettings(20, 255);
        var multiclass = new BoostingSettings(20, 63);
        yield return BoostingWork.OfNumbers("boosting, bins made", rows, 28, BoostingWork.Rare, binary, makesBins: false);
        yield return BoostingWork.OfNumbers("boosting with binning", rows, 28, BoostingWork.Rare, binary, makesBins: true);
        yield return BoostingWork.OfNumbers("boosting, depth-wise", rows, 28, BoostingWork.Rare, binary with { Depth = 8, Growth = GradientTreeGrowth.DepthWise }, makesBins: false);
        yield return BoostingWork.OfNumbers("boosting, multi-class", multiclassRows, 20, bands, multiclass, makesBins: false);
        yield return BoostingWork.OfNumbers("boosting, multi-class, vector leaves", multiclassRows, 20, bands, multiclass with { Multiclass = GradientMulticlass.VectorLeaves }, makesBins: false);
        foreach (var makesBins in (bool[])[false, true])
        {
            var name = makesBins ? "boosting with binning, a column a level" : "boosting, a column a level";
            yield return BoostingWork.OfLevels(name, Scaled(100_000, scale), new(8, 10, 20), multiclass, makesBins);
        }

        yield return new BinningWork(rows, 28);
    }

    private static IEnumerable<Work> Prediction(double scale)
    {
        var rows = Scaled(100_000, scale);
        BoostingSettings[] sizes = [new(100, 255), new(100, 31), new(20, 31)];
        yield return new PredictionWork(rows, 28, sizes[0]);
        foreach (var isSame in (bool[])[false, true])
        {
            foreach (var size in sizes)
            {
                yield return new OneRowWork(rows, 28, size, isSame);
            }
        }
    }

    private static IEnumerable<Work> OfMlNet(double scale)
    {
        yield return new LogisticWork(Scaled(200_000, scale), 30, 5);
        yield return new ForestWork(Scaled(100_000, scale), 28);
        foreach (var isBalanced in (bool[])[false, true])
        {
            foreach (var (name, rows, features) in PipelineRows.Problems)
            {
                yield return new PipelineWork(name, Scaled(rows, scale), features, isBalanced);
            }
        }
    }

    private static IEnumerable<Work> Losses(double scale)
    {
        foreach (var (rows, classes) in ((int, int)[])[(65_536, 2), (65_536, 3), (65_536, 10), (16_384, 100), (4096, 1000), (256, 32_000)])
        {
            yield return new SoftmaxWork(Scaled(rows, scale), classes, isMean: false);
        }

        yield return new SoftmaxWork(Scaled(65_536, scale), 2, isMean: true);
        yield return new BinaryLossWork(Scaled(65_536, scale), isFocal: false);
        yield return new BinaryLossWork(Scaled(65_536, scale), isFocal: true);
    }

    /// <summary>A share of the rows, but not too few.</summary>
    private static int Scaled(int rows, double scale) => Math.Min(rows, Math.Max(1000, (int)(rows * scale)));
}
