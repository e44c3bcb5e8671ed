// sample: usings
using Counterweight.Binning;
using Counterweight.Features;
using Counterweight.Features.Bundles;
using Counterweight.Histograms;
using Counterweight.Losses;
using Counterweight.Losses.Point;
using Counterweight.Partitioning;
using Counterweight.Splits;
// end

namespace Counterweight.Tests.Readme;

/// <summary>The boosting loop of README.md, between its markers, and what it must do.</summary>
public sealed class ReadmeTreeSample
{
    [Fact]
    public void BoostingOfYourOwn()
    {
        var random = new Random(1);
        const int rowCount = 1500;
        const int featureCount = 3;
        float[] values = [.. Enumerable.Range(0, rowCount * featureCount).Select(_ => random.NextSingle())];
        float[] targets = [.. Enumerable.Range(0, rowCount).Select(row => values[3 * row] > 0.9f && values[(3 * row) + 1] > 0.5f ? 1f : 0f)];
        values[3] = float.NaN;
        float[] weights = [.. targets.Select(target => target == 1 ? 19f : 1f)];
        var scores = new float[rowCount];

        // sample: boosting of your own
        var table = FeatureMatrix.Create<float>(values, rowCount, featureCount); // row-major; NaN is a missing value
        var mapper = BinMapper.Find<float, float>(table, weights, maxBins: 63);
        var codes = new byte[values.Length];
        mapper.Apply(table, codes, FeatureLayout.RowMajor);
        var bins = BinMatrix.Create(codes, rowCount, featureCount);

        var shape = new GradientHistogramShape(featureCount, mapper.BinCount);
        var gain = new BoostingGain { L2 = 1 };
        var limits = new GradientSplitOptions { MinRowCount = 10, LastBinIsMissing = mapper.HasMissing };
        var missingBin = mapper.HasMissing ? mapper.MissingBin : -1;
        var (gradients, hessians) = (new float[rowCount], new float[rowCount]);
        int[] order = [.. Enumerable.Range(0, rowCount)]; // the rows of a node stand side by side
        var workspace = new int[RowPartition.WorkspaceLength(rowCount)];
        for (var round = 0; round < 20; round++)
        {
            PointLoss.Evaluate(new BinaryCrossEntropy<float>(), scores, targets, outputs: new LossOutputs<float> { Gradient = gradients, Hessian = hessians });
            var scale = GradientHistogramScale.For<float>(weights, gradients, hessians); // of the whole tree
            var root = new long[shape.Length];
            GradientHistogram.Build(bins, weights, gradients, hessians, new GradientHistogramSpan(root, shape, scale));
            var nodes = new Stack<(int From, int Count, int Depth, long[] Histogram)>([(0, rowCount, 0, root)]);
            while (nodes.TryPop(out var node))
            {
                var rows = order.AsSpan(node.From, node.Count);
                var split = node.Depth < 3 ? GradientSplitSearch.Find(new GradientHistogramSpan(node.Histogram, shape, scale), gain, limits) : default;
                if (!split.IsValid) // a leaf
                {
                    var (g, h) = (0.0, 0.0);
                    foreach (var row in rows)
                    {
                        g += weights[row] * gradients[row];
                        h += weights[row] * hessians[row];
                    }

                    foreach (var row in rows)
                    {
                        scores[row] += 0.3f * (float)gain.LeafValue(g, h);
                    }

                    continue;
                }

                var left = RowPartition.Split(rows, bins, split, missingBin, rows, workspace); // so many rows go left, and stand first
                var isLeftSmaller = 2 * left <= node.Count;
                var child = new long[shape.Length]; // of the smaller child; node.Histogram becomes that of the other
                GradientHistogram.Divide(
                    bins, weights, gradients, hessians, node.Histogram, new GradientHistogramSpan(child, shape, scale), isLeftSmaller ? rows[..left] : rows[left..]);
                nodes.Push((node.From, left, node.Depth + 1, isLeftSmaller ? child : node.Histogram));
                nodes.Push((node.From + left, node.Count - left, node.Depth + 1, isLeftSmaller ? node.Histogram : child));
            }
        }
        // end

        // A bin may hold rows of both sides of a border: of 63 bins some such rows are wrong.
        Assert.InRange(Enumerable.Range(0, rowCount).Count(row => (targets[row] == 1) != (scores[row] > 0)), 0, 5);
        Assert.True(mapper.HasMissing);
    }

    [Fact]
    public void FeaturesThatShareAColumn()
    {
        var random = new Random(2);
        const int rowCount = 1000;
        const int featureCount = 42;
        var values = new float[rowCount * featureCount];
        float[] weights = [.. Enumerable.Repeat(1f, rowCount)];
        var (gradients, hessians) = (new float[rowCount], weights);
        for (var row = 0; row < rowCount; row++)
        {
            (values[row * featureCount], values[(row * featureCount) + 1]) = (row == 1 ? float.NaN : random.NextSingle(), random.NextSingle());
            for (var variable = 0; variable < 4; variable++)
            {
                var level = random.Next(10);
                values[(row * featureCount) + 2 + (10 * variable) + level] = 1;
                gradients[row] += variable == 3 && level == 6 ? -1 : 0;
            }
        }

        var mapper = BinMapper.Find<float, float>(FeatureMatrix.Create<float>(values, rowCount, featureCount), weights, maxBins: 63);
        var codes = new byte[values.Length];
        mapper.Apply(FeatureMatrix.Create<float>(values, rowCount, featureCount), codes, FeatureLayout.RowMajor);
        var bins = BinMatrix.Create(codes, rowCount, featureCount);
        var scale = GradientHistogramScale.For<float>(weights, gradients, hessians);
        var gain = new BoostingGain { L2 = 1 };
        var limits = new GradientSplitOptions { MinRowCount = 10, LastBinIsMissing = mapper.HasMissing };
        var missingBin = mapper.HasMissing ? mapper.MissingBin : -1;
        int[] rows = [.. Enumerable.Range(0, rowCount)];
        var workspace = new int[RowPartition.WorkspaceLength(rowCount)];

        // sample: features that share a column
        var bundles = FeatureBundles.Find(bins, mapper.BinCount);
        var codesOfColumns = new byte[rowCount * bundles.ColumnCount];
        bundles.Apply(bins, codesOfColumns);
        var columns = BinMatrix.Create(codesOfColumns, rowCount, bundles.ColumnCount);

        var shape = new GradientHistogramShape(bundles.ColumnCount, bundles.ColumnBinCount);
        var histogram = new GradientHistogramSpan(new long[shape.Length], shape, scale);
        GradientHistogram.Build(columns, weights, gradients, hessians, histogram);
        var split = GradientSplitSearch.Find(histogram, gain, limits, new SplitFeatures { Bundles = bundles });
        var left = RowPartition.Split(rows, columns, bundles.ToColumn(split, missingBin), missingBin, rows, workspace);

        Console.WriteLine($"{bundles.FeatureCount} features in {bundles.ColumnCount} columns; feature {split.Feature} sends {left} rows left");
        // end

        Assert.Equal((6, 38), (bundles.ColumnCount, split.Feature));
        Assert.Equal(rowCount - Enumerable.Range(0, rowCount).Count(row => values[(row * featureCount) + 38] == 1), left);
        Assert.All(rows[..left], row => Assert.Equal(0, values[(row * featureCount) + 38]));
    }
}
