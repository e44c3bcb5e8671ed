using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Counterweight.ML.Saving;

/// <summary>What a classifier of several classes says of a row.</summary>
internal sealed class MulticlassOutput
{
    // A field: it keeps its memory from row to row.
    [ColumnName(HiddenColumns.Scores)]
    public VBuffer<float> Scores;

    [ColumnName(HiddenColumns.Class)]
    public uint Class { get; set; }
}

/// <summary>Scores rows by a classifier of several classes.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class MulticlassMapping : CustomMappingFactory<ScoringSource, MulticlassOutput>
{
    public const string Contract = "Counterweight.ML.Multiclass";

    public override Action<ScoringSource, MulticlassOutput> GetMapping() => static (source, output) =>
    {
        var probabilities = source.Score();
        var editor = VBufferEditor.Create(ref output.Scores, probabilities.Length);
        Saving.Scores.Write(probabilities, editor.Values);
        output.Class = Saving.Scores.Key(probabilities);
        output.Scores = editor.Commit();
    };
}

/// <summary>Probabilities as scores of several classes.</summary>
internal static class Scores
{
    /// <summary>Narrows probabilities.</summary>
    /// <param name="probabilities">One a class.</param>
    /// <param name="scores">One a class.</param>
    public static void Write(ReadOnlySpan<double> probabilities, Span<float> scores)
    {
        for (var label = 0; label < probabilities.Length; label++)
        {
            scores[label] = (float)probabilities[label];
        }
    }

    /// <summary>The key of the most probable class, its number and 1, ties to the lowest; 0, a missing key, where a probability is NaN.</summary>
    /// <param name="probabilities">One a class.</param>
    public static uint Key(ReadOnlySpan<double> probabilities)
    {
        var best = 0;
        for (var label = 0; label < probabilities.Length; label++)
        {
            if (double.IsNaN(probabilities[label]))
            {
                return 0;
            }

            best = probabilities[label] > probabilities[best] ? label : best;
        }

        return (uint)best + 1;
    }
}
