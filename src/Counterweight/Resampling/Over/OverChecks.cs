using Counterweight.Core.Checks;
using Counterweight.Core.Work;
using Counterweight.Neighbors;

namespace Counterweight.Resampling.Over;

/// <summary>What over-sampling refuses.</summary>
internal static class OverChecks
{
    /// <summary>2¹²⁶: the difference of two such features is finite.</summary>
    public const float LargestFeature = 8.507059e37f;

    /// <summary>1 − 2⁻²⁴, the largest step: with it a row lies between parent and neighbor though their difference is rounded.</summary>
    public const float LargestStep = 0.99999994f;

    /// <summary>Features that can be interpolated.</summary>
    public static void Features(in LabeledRows rows)
    {
        if (!rows.Metric.NominalFeatures.IsEmpty)
        {
            throw new ArgumentException("rows.Metric names nominal features, which cannot be interpolated; SmoteNC and SmoteN take their numbers.", nameof(rows));
        }

        NeighborChecks.Options(rows.Metric, rows.FeatureCount);
        if (rows.Metric.MissingValues == MissingValues.Refuse)
        {
            Guard.Elements(default(FeatureCheck<Off>), rows.Features, "features", "it must be at most 2^126 in size (a missing value needs MissingValues.Scale)");
        }
        else
        {
            Guard.Elements(default(FeatureCheck<On>), rows.Features, "features", "it must be at most 2^126 in size, or NaN where it is missing");
        }
    }

    /// <summary>Spans of the new rows: their lengths, and that they lie apart from each other and from what is read.</summary>
    public static void Destination(in LabeledRows rows, in RowDraws draws, in NewRows destination, int count)
    {
        Guard.SameLength(destination.Labels.Length, count, "destination.Labels", "the strategy");
        Guard.SameLength(destination.Features.Length, (long)count * rows.FeatureCount, "destination.Features", "the strategy");
        Guard.SameLengthOrEmpty(destination.Parents.Length, count, "destination.Parents", "the strategy");
        Guard.SameLengthOrEmpty(destination.Neighbors.Length, count, "destination.Neighbors", "the strategy");
        Guard.SameLengthOrEmpty(destination.Steps.Length, count, "destination.Steps", "the strategy");
        Guard.SameLengthOrEmpty(destination.SampleWeights.Length, count, "destination.SampleWeights", "the strategy");
        Guard.SameLengthOrEmpty(rows.SampleWeights.Length, rows.RowCount, "rows.SampleWeights", "rows");
        if (rows.SampleWeights.IsEmpty && !destination.SampleWeights.IsEmpty)
        {
            throw new ArgumentException("destination.SampleWeights are asked for, but the rows have no weights.", nameof(destination));
        }

        Guard.Weights(rows.SampleWeights, "rows.SampleWeights");
        Apart<float>(destination.Features, in rows, in draws, in destination, 0, "destination.Features");
        Apart<int>(destination.Labels, in rows, in draws, in destination, 1, "destination.Labels");
        Apart<int>(destination.Parents, in rows, in draws, in destination, 2, "destination.Parents");
        Apart<int>(destination.Neighbors, in rows, in draws, in destination, 3, "destination.Neighbors");
        Apart<float>(destination.Steps, in rows, in draws, in destination, 4, "destination.Steps");
        Apart<float>(destination.SampleWeights, in rows, in draws, in destination, 5, "destination.SampleWeights");
    }

    /// <summary>Choices of one's own: one a new row, each of what there is.</summary>
    public static void Draws(in RowDraws draws, in ClassRows plan, OverSampler method, int featureCount)
    {
        var count = plan.NewCount;
        Guard.SameLengthOrEmpty(draws.Parents.Length, count, "draws.Parents", "the strategy");
        Guard.SameLengthOrEmpty(draws.Neighbors.Length, count, "draws.Neighbors", "the strategy");
        Guard.SameLengthOrEmpty(draws.Steps.Length, count, "draws.Steps", "the strategy");
        Guard.SameLengthOrEmpty(draws.Noise.Length, (long)count * featureCount, "draws.Noise", "the strategy");
        Guard.Finite(draws.Noise, "draws.Noise");
        for (var i = 0; i < draws.Steps.Length; i++)
        {
            if (!(draws.Steps[i] >= 0 && draws.Steps[i] <= 1))
            {
                Guard.Fraction(draws.Steps[i], Guard.Text($"draws.Steps[{i}]"));
            }
        }

        for (int c = 0, i = 0; c < plan.Counts.Length; c++)
        {
            var choices = method.NeighborChoices(plan.Counts[c]);
            for (var end = i + plan.NewOf(c); i < end; i++)
            {
                Choice(draws.Parents, i, (int)plan.Counts[c], "draws.Parents");
                Choice(draws.Neighbors, i, choices, "draws.Neighbors");
            }
        }
    }

    /// <summary>Whether a class has enough rows for k neighbors; returns how many are taken.</summary>
    public static int Neighbors(int label, long count, int k, FewRows few, string what = "rows")
    {
        if (count <= 1)
        {
            throw new ArgumentException(Guard.Text($"Class {label} has one row, which has no neighbor; copy it by RandomOverSampler."), what);
        }

        if (count <= k && few == FewRows.Refuse)
        {
            throw new ArgumentException(Guard.Text($"Class {label} has {count} rows; {k} neighbors need at least {k + 1L}. Take fewer neighbors, or FewRows.UseAll."), what);
        }

        var taken = (int)Math.Min(k, count - 1);
        Size(count * taken);
        return taken;
    }

    /// <summary>Lengths that an array can have.</summary>
    public static int Size(long length, string what = "rows") => length <= Array.MaxLength
        ? (int)length
        : throw new ArgumentException(Guard.Text($"The rows need {length} numbers of temporary memory, more than an array holds."), what);

    public static FewRows Defined(FewRows few)
    {
        if (few is not (FewRows.Refuse or FewRows.UseAll))
        {
            throw new ArgumentOutOfRangeException(nameof(few), few, Guard.Text($"few is {few}; it must be Refuse or UseAll."));
        }

        return few;
    }

    private static void Choice(ReadOnlySpan<int> choices, int i, int count, string name)
    {
        if (!choices.IsEmpty && (uint)choices[i] >= (uint)count)
        {
            Guard.Index(choices[i], count, name + Guard.Text($"[{i}]"));
        }
    }

    private static void Apart<T>(ReadOnlySpan<T> output, in LabeledRows rows, in RowDraws draws, in NewRows destination, int number, string name)
        where T : unmanaged
    {
        Guard.Disjoint(output, rows.Features, name, "features");
        Guard.Disjoint(output, rows.Labels, name, "labels");
        Guard.Disjoint(output, rows.SampleWeights, name, "rows.SampleWeights");
        Guard.Disjoint(output, rows.Metric.FeatureWeights.Span, name, "rows.Metric.FeatureWeights");
        Guard.Disjoint(output, draws.Parents, name, "draws.Parents");
        Guard.Disjoint(output, draws.Neighbors, name, "draws.Neighbors");
        Guard.Disjoint(output, draws.Steps, name, "draws.Steps");
        Guard.Disjoint(output, draws.Noise, name, "draws.Noise");
        Before<T, float>(output, destination.Features, 0, number, name, "destination.Features");
        Before<T, int>(output, destination.Labels, 1, number, name, "destination.Labels");
        Before<T, int>(output, destination.Parents, 2, number, name, "destination.Parents");
        Before<T, int>(output, destination.Neighbors, 3, number, name, "destination.Neighbors");
        Before<T, float>(output, destination.Steps, 4, number, name, "destination.Steps");
    }

    private static void Before<T, TOther>(ReadOnlySpan<T> output, ReadOnlySpan<TOther> other, int of, int number, string name, string otherName)
        where T : unmanaged
        where TOther : unmanaged
    {
        if (of < number)
        {
            Guard.Disjoint(output, other, name, otherName);
        }
    }
}

/// <summary>Features whose differences are finite, or, if so chosen, NaN.</summary>
internal readonly struct FeatureCheck<TMissing> : IElementCheck<float>
    where TMissing : struct, IStaticFlag
{
    public TBlock Accepts<TBlock>(TBlock element)
        where TBlock : struct, IBlock<TBlock, float>
    {
        var isSmall = TBlock.LessThanOrEqual(TBlock.Abs(element), TBlock.Constant(OverChecks.LargestFeature));
        return TMissing.IsOn ? isSmall | (TBlock.Equal(element, element) ^ TBlock.Equal(TBlock.Zero, TBlock.Zero)) : isSmall;
    }
}
