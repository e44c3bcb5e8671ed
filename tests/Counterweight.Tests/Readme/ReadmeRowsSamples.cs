// sample: usings
using Counterweight.Draws;
using Counterweight.Neighbors;
using Counterweight.Randomness;
using Counterweight.Resampling;
using Counterweight.Resampling.Combined;
using Counterweight.Resampling.Over;
using Counterweight.Resampling.Under;
using Counterweight.Weighting.Online;
using Counterweight.Weighting.Priors;
// end

namespace Counterweight.Tests.Readme;

/// <summary>The code of README.md that weighs, draws and resamples rows, each sample between its markers, and what it must do.</summary>
public sealed class ReadmeRowsSamples
{
    [Fact]
    public void Stream()
    {
        int[] labels = [.. Enumerable.Range(0, 40_000).Select(i => i % (i < 20_000 ? 100 : 25) == 0 ? 1 : 0)];

        // sample: weights of a stream
        var window = new LabelWindow(classCount: 2, length: 10_000); // the last 10,000 labels
        var alarm = new ClassRatioAlarm(expectedRatios: [0.99, 0.01], falseAlarmRate: 0.01); // 1 % for the whole stream
        var classWeights = new float[2];
        foreach (var batch in labels.Chunk(256))
        {
            window.Add(batch);
            window.Balanced<float>(classWeights, pseudoCount: 1); // so that a class not seen yet has a weight
            if (alarm.Add(batch))
            {
                Console.WriteLine($"{alarm.SeenRatio(1):P1} of the latest labels are of class 1, no longer 1 %");
                break;
            }
        }
        // end

        Assert.InRange(alarm.Count, 20_000, 25_000);
        Assert.InRange(classWeights[1], 20, 50);
    }

    [Fact]
    public void Arrays()
    {
        var stream = new RandomStream(7);
        int[] labels = [.. Enumerable.Range(0, 200).Select(row => row < 20 ? 1 : 0)];
        float[] features = [.. Enumerable.Range(0, 400).Select(i => i % 2 == 0 ? (float)stream.Uniform(i) * 1000 : stream.Below(i, 3))];

        // sample: resampling arrays
        // Features are row-major. A squared distance is Σ weight · difference², so one over the variance makes their scales alike.
        var metric = new NeighborOptions { FeatureWeights = new[] { 1 / 83_000f, 1.5f } };
        var rows = new LabeledRows(features, featureCount: 2, labels) { Metric = metric };

        var smote = new Smote(neighborCount: 5).Resample(rows, SamplingStrategy.Ratio(0.5), seed: 1); // half as many rare rows as others
        var adasyn = new Adasyn().Resample(rows, SamplingStrategy.Auto, seed: 1); // as many
        var cleaned = new SmoteEnn().Resample(rows, SamplingStrategy.Auto, seed: 1); // then edited nearest neighbors
        var mixed = new SmoteNC(nominalFeatures: [1]).Resample(new(features, 2, labels), SamplingStrategy.Auto, seed: 1); // feature 1 holds codes 0, 1, 2
        var kept = RandomUnderSampling.Select(labels, new RandomStream(seed: 1)); // numbers of the rows that stay

        var nearest = new int[labels.Length * 3]; // three of each row, the nearest first
        var squaredDistances = new float[nearest.Length];
        NearestNeighbors.SearchSelf(features, featureCount: 2, k: 3, nearest, squaredDistances, metric);
        // end

        Assert.Equal((270, 200, 360, 40), (smote.RowCount, smote.OriginalCount, adasyn.RowCount, kept.Length));
        Assert.Equal(smote.Features.Length, 2 * smote.RowCount);
        Assert.InRange(cleaned.RowCount, 100, 360);
        Assert.All(Enumerable.Range(0, mixed.RowCount), row => Assert.Contains(mixed.Features.Span[(2 * row) + 1], (float[])[0, 1, 2]));
        Assert.All(nearest.Select((row, i) => (row, i / 3)), pair => Assert.NotEqual(pair.Item2, pair.row));
    }

    [Fact]
    public void Draws()
    {
        int[] labels = [.. Enumerable.Range(0, 1000).Select(row => row < 10 ? 1 : 0)];

        // sample: draws
        float[] weights = [1f, 2f, 7f];
        var columns = new ulong[weights.Length];
        AliasTable.Build<float>(weights, columns);
        var draws = new int[1000]; // with replacement
        AliasTable.Draw(columns, new RandomStream(seed: 1, stream: 0), start: 0, draws); // the same on every machine

        var two = new int[2]; // without replacement
        var workspace = new long[DrawsWithoutReplacement.WorkspaceLength(two.Length)];
        DrawsWithoutReplacement.Draw<float>(weights, new RandomStream(seed: 1, stream: 1), start: 0, two, workspace);

        var batches = BalancedBatches.Equal(labels, classCount: 2, batchSize: 32, new RandomStream(seed: 1, stream: 2));
        var batch = new int[batches.BatchSize];
        batches.Fill(0, batch); // 32 rows, 16 of each class
        // end

        Assert.InRange(draws.Count(category => category == 2), 600, 800);
        Assert.NotEqual(two[0], two[1]);
        Assert.Equal(16, batch.Count(row => labels[row] == 1));
    }

    [Fact]
    public void Priors()
    {
        // sample: prior correction
        float[] probabilities = [0.5f, 0.9f]; // of class 1, by a model that was trained on as many rows of either class
        var logRatios = new float[2];
        PriorShift.LogRatios<float>(trained: [1f, 1f], deployed: [0.99f, 0.01f], logRatios);
        PriorShift.BinaryProbabilities<float>(probabilities, logRatios, probabilities); // 0.01 and 0.083

        // The classes of new rows are not known, and may occur at other rates than in training.
        double[] ofNewRows = [0.9, 0.1, 0.2, 0.8, 0.95, 0.05, 0.1, 0.9]; // 4 rows × 2 classes, of a calibrated model
        var ratios = new double[2]; // new rate over trained rate
        LabelShift.EstimatePriors<double>(ofNewRows, trainedPriors: [0.8, 0.2], ratios); // 0.37 and 3.5
        // end

        Assert.Equal(0.01, probabilities[0], 1e-6);
        Assert.Equal(0.083, probabilities[1], 5e-4);
        Assert.Equal(0.37, ratios[0], 5e-3);
        Assert.Equal(3.5, ratios[1], 5e-3);
    }
}
