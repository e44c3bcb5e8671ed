using Counterweight.Cli.Arguments;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Models;
using Counterweight.Cli.Reading;
using Counterweight.Training.Data;

namespace Counterweight.Cli.Predicting;

/// <summary>Finds the columns that a model needs, and those to keep, among those of a file.</summary>
internal static class InputMatch
{
    /// <summary>The place in the file of each of the model's columns.</summary>
    /// <exception cref="InputException">One is not there; all such are named.</exception>
    public static int[] Find(string source, IReadOnlyList<string> names, IReadOnlyList<InputColumn> needed)
    {
        var columns = new NamedColumns(names);
        int[] places = [.. needed.Select(column => columns.FindName(column.Name))];
        string[] missing = [.. needed.Where((_, i) => places[i] < 0).Select(column => column.Name)];
        if (missing.Length > 0)
        {
            var own = places.ToHashSet();
            var nearest = new NearestName(names.Where((_, place) => !own.Contains(place))).To(missing[0]);
            throw new InputException($"{source}: {(missing.Length == 1 ? "column" : "columns")} {NamedNumbers.List(missing)}, which the model uses, {(missing.Length == 1 ? "is" : "are")} not in the file{(nearest is null ? "" : $"; the nearest to '{FilePlace.OneLine(missing[0])}' is '{FilePlace.OneLine(nearest)}'")}");
        }

        // Names that differ in how their letters are composed alone.
        return places.Distinct().Count() == places.Length ? places : throw new InputException($"{source}: a column is that of two features of the model");
    }

    /// <summary>The places of the columns to keep, in the file's order.</summary>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="names">All columns.</param>
    /// <param name="features">Those of features, but for one by which the model decides.</param>
    /// <param name="options">What the user says.</param>
    /// <exception cref="InputException">A name is no column.</exception>
    public static int[] Kept(string source, IReadOnlyList<string> names, IEnumerable<int> features, PredictionOptions options)
    {
        var all = Enumerable.Range(0, names.Count);
        var keep = options.Keep;
        if (options.Named.Count > 0)
        {
            return [.. Named(source, names, options).Distinct().Order()];
        }

        if (keep is null)
        {
            return [.. all.Except(features)];
        }

        if (keep is ColumnOptions.All or PredictionOptions.None && !names.Contains(keep, StringComparer.Ordinal))
        {
            return keep is ColumnOptions.All ? [.. all] : [];
        }

        var (found, unknown) = new NamedColumns(names).FindAll([keep]);
        return unknown.Count == 0 ? [.. found.Order()] : throw Unknown(source, "--keep-columns", unknown[0], names);
    }

    /// <summary>The places of the columns that options name, by their names or numbers, in the order of the options.</summary>
    /// <exception cref="InputException">There is no such column.</exception>
    public static int[] Named(string source, IReadOnlyList<string> names, PredictionOptions options)
    {
        var columns = new NamedColumns(names);
        return [.. options.Named.Select(named => columns.Find(named.Column) is >= 0 and var place ? place : throw Unknown(source, named.Option, named.Column, names))];
    }

    private static InputException Unknown(string source, string option, string name, IReadOnlyList<string> names) =>
        new($"{source}: {option} '{FilePlace.OneLine(name)}': no such column{(new NearestName(names).To(name) is { } nearest ? $"; the nearest is '{FilePlace.OneLine(nearest)}'" : "")}");
}
