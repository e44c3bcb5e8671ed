using System.Numerics;
using Counterweight.Losses.Softmax;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>Rows of logits, packed and row-major, with labels and weights, from a seed.</summary>
internal sealed record SoftmaxBatch<T>(int Classes, T[] Scores, int[] Labels, T[] ClassWeights, T[] SampleWeights)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int IgnoreLabel = -1;

    public int Rows => Labels.Length;

    /// <summary>Numbers of rows around those of a block, and a few work items.</summary>
    public static IEnumerable<int> RowCounts(int classes) => [0, 1, 5, 16, 17, 31, 33, 100, (2 * SoftmaxLoss.RowsPerWorkItem(classes)) + 7];

    public static SoftmaxBatch<T> Create(int rows, int classes, InputKind kind = InputKind.Ordinary)
    {
        var random = new Random((1000 * classes) + rows);
        var batch = new SoftmaxBatch<T>(classes, new T[rows * classes], new int[rows], new T[classes], new T[rows]);
        Inputs.Scores(batch.Scores.AsSpan(), kind, random);
        Inputs.Labels(batch.Labels, classes, IgnoreLabel, random);
        Inputs.Weights(batch.ClassWeights.AsSpan(), random);
        Inputs.Weights(batch.SampleWeights.AsSpan(), random);
        return batch;
    }

    public ReadOnlySpan<T> Row(int row) => Scores.AsSpan(row * Classes, Classes);

    public SoftmaxBatch<T> Slice(int start, int end) => this with
    {
        Scores = Scores[(start * Classes)..(end * Classes)],
        Labels = Labels[start..end],
        SampleWeights = SampleWeights[start..end],
    };
}
