using Counterweight.Histograms;
using Counterweight.Reference.Splits;
using Counterweight.Splits;
using Xunit;

namespace Counterweight.Tests.Splits;

/// <summary>Random small histograms, with minimums at their borders: what is found is allowed, gains what it says, and nothing gains more.</summary>
public class SplitScanPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void NothingAllowedGainsMore(int outputs)
    {
        var found = 0;
        for (var seed = 0; seed < 600; seed++)
        {
            var random = new Random((10 * seed) + outputs);
            var (features, bins) = (random.Next(1, 4), random.Next(4) == 0 ? random.Next(1, 4) : random.Next(1, 40));
            var shape = new GradientHistogramShape(features, bins, outputs);
            var cells = Cells(random, shape, random.Next(1, 60));
            var options = Options(random, shape, cells);
            var gain = new BoostingGain { L2 = random.Next(3), L1 = random.Next(4) == 0 ? 2 : 0, MaxStep = random.Next(4) == 0 ? 0.5 : 0 };
            double[] weights = [.. Enumerable.Range(0, features).Select(_ => random.Next(4) == 0 ? 0.0 : 1)];
            var split = GradientSplitSearch.Find(new(cells, shape, new GradientHistogramScale(0, 0, 0)), gain, options, new SplitFeatures { GainWeights = weights });
            var reference = new GradientSplitReference(Plain(shape, cells), features, bins, outputs, gain, options);
            var best = Best(reference, features, bins, options, weights);
            var tolerance = 1e-9 * (1 + reference.Reduction(reference.Sum(0, _ => true)));
            Assert.True(split.IsValid ? best > 0 : !(best > tolerance), $"seed {seed}: {best}, {split}");
            if (split.IsValid)
            {
                found++;
                var own = reference.Gain(split.Feature, bin => reference.GoesLeft(bin, split.Bin, split.MissingGoesLeft));
                Assert.True(weights[split.Feature] > 0 && Math.Abs(own - split.Gain) <= tolerance && own >= best - tolerance, $"seed {seed}: {own} of {best}, {split}");
            }
        }

        Assert.InRange(found, 100, 590);
    }

    // Few of many bins have rows, or all have: the same rows in each feature.
    private static long[] Cells(Random random, in GradientHistogramShape shape, int rows)
    {
        var cells = new long[shape.Length];
        var share = random.Next(1, shape.BinCount + 1);
        for (var row = 0; row < rows; row++)
        {
            var weight = random.Next(1, 4);
            long[] pairs = [.. Enumerable.Range(0, shape.OutputCount).SelectMany(_ => (long[])[random.Next(-20, 21), random.Next(0, 5)])];
            for (var feature = 0; feature < shape.FeatureCount; feature++)
            {
                var bin = random.Next(3) == 0 ? shape.BinCount - 1 : random.Next(share);
                var cell = cells.AsSpan(shape.IndexOf(feature, bin), shape.CellLength);
                cell[0]++;
                cell[1] += weight;
                for (var i = 0; i < pairs.Length; i++)
                {
                    cell[2 + i] += pairs[i];
                }
            }
        }

        return cells;
    }

    // Half of the minimums are what the left side of some threshold has, or one more.
    private static GradientSplitOptions Options(Random random, in GradientHistogramShape shape, long[] cells)
    {
        var (rows, weight, hessian, all) = (0L, 0L, 0L, 0L);
        var border = random.Next(shape.BinCount);
        for (var bin = 0; bin < shape.BinCount; bin++)
        {
            var cell = cells.AsSpan(shape.IndexOf(0, bin), shape.CellLength);
            all += cell[0];
            if (bin <= border)
            {
                (rows, weight) = (rows + cell[0], weight + cell[1]);
                for (var k = 0; k < shape.OutputCount; k++)
                {
                    hessian += cell[3 + (2 * k)];
                }
            }
        }

        return new()
        {
            LastBinIsMissing = random.Next(2) == 0,
            MinRowCount = random.Next(6) switch { 0 => 0, 1 => 1, 2 => rows, 3 => all - rows, 4 => (all - rows) / 2, _ => random.Next(8) == 0 ? long.MaxValue : rows + 1 },
            MinWeight = random.Next(4) switch { 0 => weight, 1 => Math.BitIncrement((double)weight), _ => 0 },
            MinHessian = random.Next(4) switch { 0 => hessian, 1 => Math.BitIncrement((double)hessian), _ => 0 },
        };
    }

    private static double[] Plain(in GradientHistogramShape shape, long[] cells)
    {
        var plain = new List<double>();
        for (var feature = 0; feature < shape.FeatureCount; feature++)
        {
            for (var bin = 0; bin < shape.BinCount; bin++)
            {
                foreach (var number in cells.AsSpan(shape.IndexOf(feature, bin), 2 + (2 * shape.OutputCount)))
                {
                    plain.Add(number);
                }
            }
        }

        return [.. plain];
    }

    private static double Best(GradientSplitReference reference, int features, int bins, GradientSplitOptions options, double[] weights)
    {
        var best = double.NegativeInfinity;
        for (var feature = 0; feature < features; feature++)
        {
            for (var bin = 0; weights[feature] > 0 && bin < bins - (options.LastBinIsMissing ? 1 : 0); bin++)
            {
                for (var left = 0; left < (options.LastBinIsMissing ? 2 : 1); left++)
                {
                    var (threshold, missing) = (bin, left == 1);
                    var gain = reference.Gain(feature, other => reference.GoesLeft(other, threshold, missing));
                    best = gain > best ? gain : best;
                }
            }
        }

        return best;
    }
}
