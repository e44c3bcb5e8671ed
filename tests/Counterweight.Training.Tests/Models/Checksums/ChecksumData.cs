using Counterweight.Training.Data;

namespace Counterweight.Training.Tests.Models.Checksums;

/// <summary>Rows of integer arithmetic alone, the same on every machine.</summary>
internal static class ChecksumData
{
    /// <summary>Small nodes and all thresholds.</summary>
    public static Dataset Numbers { get; } = Create(1, 1600, 7, 3, distinct: 90, missing: 0);

    /// <summary>A tenth of the values is missing, and many are equal.</summary>
    public static Dataset Gaps { get; } = Create(2, 1300, 5, 4, distinct: 12, missing: 10);

    /// <summary>Two classes, and rows enough for several threads in a node.</summary>
    public static Dataset TwoClasses { get; } = Create(3, 9000, 9, 2, distinct: 5000, missing: 3);

    /// <summary>More features than rows of most nodes.</summary>
    public static Dataset Wide { get; } = Create(4, 300, 80, 3, distinct: 40, missing: 0);

    /// <summary>Every other feature of <see cref="Gaps"/> is one of categories.</summary>
    public static BinnedDataset Categories { get; } = BinnedDataset.Create(Gaps, isCategorical: [true, false, true, false, true]);

    public static IReadOnlyList<(string Name, Dataset Data)> All { get; } = [("numbers", Numbers), ("gaps", Gaps), ("two classes", TwoClasses), ("wide", Wide)];

    public static double[] Weights(Dataset data)
    {
        var stream = new SplitMix64(77);
        return [.. Enumerable.Range(0, data.RowCount).Select(_ => stream.Below(5) / 4.0)];
    }

    public static float[] Targets(Dataset data)
    {
        var stream = new SplitMix64(78);
        return [.. data.Labels.ToArray().Select(label => (3 * label) + stream.Below(3))];
    }

    private static Dataset Create(ulong seed, int rows, int features, int classes, int distinct, int missing)
    {
        var stream = new SplitMix64(seed);
        var labels = new int[rows];
        var values = new double[rows * features];
        for (var row = 0; row < rows; row++)
        {
            labels[row] = row < classes ? row : Math.Min(stream.Below(classes), stream.Below(classes));
            for (var feature = 0; feature < features; feature++)
            {
                var value = stream.Below(distinct) + (feature < 3 ? labels[row] * distinct / 5 : 0);
                values[(feature * rows) + row] = stream.Below(100) < missing ? double.NaN : value;
            }
        }

        return TestData.Create(features, classes, values, labels);
    }
}
