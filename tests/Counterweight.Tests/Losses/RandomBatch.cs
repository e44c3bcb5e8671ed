using Counterweight.Losses.Softmax;
using Counterweight.Weighting;

namespace Counterweight.Tests.Losses;

/// <summary>Rows of logits with labels, and scores with targets, from a seed. Scores are multiples of 1/64: their differences are exact.</summary>
internal sealed record RandomBatch(int Classes, double[] Scores, int[] Labels, double[] BinaryScores, double[] Targets, double[] SampleWeights)
{
    public int Rows => Labels.Length;

    public int[] Indices => [.. Enumerable.Range(0, Rows)];

    public static RandomBatch Create(int seed, int? classes, bool ignored)
    {
        var random = new Random(seed);
        var (rows, k) = (random.Next(1, 70), classes ?? (random.Next(4) == 0 ? random.Next(100, 150) : random.Next(1, 20)));
        var spread = random.Next(2) == 0 ? 300 : 6000;
        return new(
            k,
            [.. Enumerable.Range(0, rows * k).Select(_ => random.Next(-spread, spread) / 64.0)],
            [.. Enumerable.Range(0, rows).Select(_ => ignored && random.Next(9) == 0 ? -1 : random.Next(k))],
            [.. Enumerable.Range(0, rows).Select(_ => random.Next(-spread, spread) / 64.0)],
            [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble())],
            [.. Enumerable.Range(0, rows).Select(_ => random.Next(10) == 0 ? 0 : 4 * random.NextDouble())]);
    }

    public RandomBatch Take(int[] rows) => this with
    {
        Scores = [.. rows.SelectMany(i => Row(Scores, i))],
        Labels = [.. rows.Select(i => Labels[i])],
        BinaryScores = [.. rows.Select(i => BinaryScores[i])],
        Targets = [.. rows.Select(i => Targets[i])],
        SampleWeights = [.. rows.Select(i => SampleWeights[i])],
    };

    public double[] Row(double[] matrix, int row) => matrix[(row * Classes)..((row + 1) * Classes)];

    /// <summary>With the batch's own sample weights unless others are given.</summary>
    public Evaluated<double> Softmax(double[]? classWeights = null, double[]? sampleWeights = null, double smoothing = 0, int ignore = -1) =>
        Evaluated<double>.Softmax(Scores, Classes, Labels, classWeights, sampleWeights ?? SampleWeights, smoothing, ignore);

    /// <summary>With the batch's own sample weights.</summary>
    public Evaluated<double> Evaluate<TLoss>(TLoss loss, double[]? classWeights = null)
        where TLoss : struct, ISoftmaxLoss<double> => Evaluated<double>.Rows(loss, Scores, Classes, Labels, classWeights, SampleWeights);

    public Evaluated<double> Binary(double[]? sampleWeights = null) => Evaluated<double>.Binary(BinaryScores, Targets, sampleWeights ?? SampleWeights);
}
