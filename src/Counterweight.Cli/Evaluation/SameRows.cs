using Counterweight.Cli.Output;
using Counterweight.Cli.Reading;

namespace Counterweight.Cli.Evaluation;

/// <summary>Other predictions of the same rows.</summary>
internal static class SameRows
{
    /// <summary>The others with classes in the order of the first ones, and with their positive class.</summary>
    /// <exception cref="InputException">They have other classes, or other rows.</exception>
    public static Predictions Of(Predictions first, Predictions others)
    {
        var places = others.ClassNames.Select(name => first.ClassNames.IndexOf(name)).ToArray();
        if (places.Length != first.ClassCount || places.Contains(-1))
        {
            var unlike = others.ClassNames.Concat(first.ClassNames).First(name => first.ClassNames.IndexOf(name) < 0 || others.ClassNames.IndexOf(name) < 0);
            throw FilePlace.Error(others.Source, $"class '{FilePlace.OneLine(unlike)}' is not in both files: compared are predictions of the same classes");
        }

        if (others.RowCount != first.RowCount)
        {
            throw FilePlace.Error(others.Source, $"{Shown.Count(others.RowCount, "row")}, and {first.Source} has {Shown.Count(first.RowCount, "row")}: compared are predictions of the same rows");
        }

        int[] labels = [.. others.Labels.Select(label => places[label])];
        var row = first.Labels.AsSpan().CommonPrefixLength(labels);
        if (row < labels.Length)
        {
            throw FilePlace.Error(others.Source, FormattableString.Invariant($"row {row + 1} is '{FilePlace.OneLine(first.ClassNames[labels[row]])}', and in {first.Source} '{FilePlace.OneLine(first.ClassNames[first.Labels[row]])}': compared are predictions of the same rows in the same order"));
        }

        var probabilities = new double[others.Probabilities.Length];
        for (var place = 0; place < probabilities.Length; place++)
        {
            probabilities[(place / places.Length * places.Length) + places[place % places.Length]] = others.Probabilities[place];
        }

        return others with
        {
            ClassNames = first.ClassNames,
            Labels = labels,
            Probabilities = probabilities,
            Decisions = [.. others.Decisions.Select(decision => places[decision])],
            Positive = first.Positive,
            Misses = first.Misses,
            ModelCosts = first.ModelCosts,
        };
    }

    private static int IndexOf(this IReadOnlyList<string> names, string name) => Array.IndexOf([.. names], name);
}
